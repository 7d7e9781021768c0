// Writes one file into a folder that the user picked: by a temporary name first, and only when it is whole under its own.
import type { FolderToken } from '../../shared/contract/desktop.ts';
import type { WrittenFile } from '../../shared/contract/machine.ts';
import type { Job } from '../../shared/kernel/job.ts';
import type { Machine } from './machineClient.ts';

/** @throws Cancelled; then nothing of the file is left */
export async function writeOutput(machine: Machine, folder: FolderToken, name: string, bytes: AsyncIterable<Uint8Array>, job: Job): Promise<WrittenFile> {
  const { output } = await machine('output.create', { folder, name });
  try {
    for await (const chunk of bytes) {
      await machine('output.write', { output, bytes: chunk });
      await job.breathe();
    }
    return await machine('output.commit', { output });
  } catch (error) {
    await machine('output.abort', { output });
    throw error;
  }
}
