// Loads one table out of a zip archive.
import { err, ok, type Result } from '../kernel/result.ts';
import { concatBytes } from './concatBytes.ts';
import { detectFormat } from './detectFormat.ts';
import { SAMPLE_BYTES, type LoadOptions, type LoadReport, type OnBatch, type RunningLoad } from './options.ts';
import { defaultLimits, type LoadProblem } from './problem.ts';
import { isFile, isTable } from './archiveFiles.ts';
import { inflateWhole, isUnsafePath, listEntries } from './zip.adapter.ts';

const CHUNK = 1024 ** 2;
const LF = 10;

export class ZipLoad implements RunningLoad {
  private readonly options: LoadOptions;
  private readonly start: (options: LoadOptions, onBatch: OnBatch) => RunningLoad;
  private readonly onBatch: OnBatch;
  private readonly chunks: Uint8Array[] = [];

  /** @param start starts the load of the entry chosen. */
  constructor(options: LoadOptions, start: (options: LoadOptions, onBatch: OnBatch) => RunningLoad, onBatch: OnBatch) {
    this.options = options;
    this.start = start;
    this.onBatch = onBatch;
  }

  async push(bytes: Uint8Array): Promise<Result<undefined, LoadProblem>> {
    this.chunks.push(bytes.slice());
    return ok(undefined);
  }

  async end(): Promise<Result<LoadReport, LoadProblem>> {
    const bytes = concatBytes(this.chunks);
    this.chunks.length = 0;
    const limits = this.options.limits ?? defaultLimits;
    const listed = listEntries(bytes, limits);
    if (!listed.ok) return listed;
    const unsafe = listed.value.find((entry) => isUnsafePath(entry.name));
    if (unsafe !== undefined) return err({ kind: 'archiveUnsafePath', entry: unsafe.name });
    const inner = listed.value.some(({ name }) => name === 'xl/workbook.xml') ? 'xlsx' : undefined;
    if (inner !== undefined) return this.run({ ...this.options, overrides: { ...this.options.overrides, format: inner } }, bytes);
    const files = listed.value.filter(isFile);
    const wanted = this.options.overrides?.entry;
    const chosen = wanted === undefined ? (files.find(isTable) ?? files[0]) : files.find(({ name }) => name === wanted);
    if (chosen === undefined) return err({ kind: 'archiveHasNoTable', entries: listed.value.length });
    const content = inflateWhole(bytes, chosen, limits);
    if (!content.ok) return content;
    const format = detectFormat(content.value.subarray(0, CHUNK), chosen.name);
    if (format === 'zip' || format === 'gzip') return err({ kind: 'archiveTooDeep', entry: chosen.name });
    const { entry: _, ...overrides } = this.options.overrides ?? {};
    const { size: _size, ...options } = this.options;
    const isPart = options.maxRows !== undefined && (format === 'delimited' || format === 'ndjson') && content.value.length > SAMPLE_BYTES;
    const part = isPart ? content.value.subarray(0, content.value.lastIndexOf(LF, SAMPLE_BYTES) + 1) : content.value;
    const ended = await this.run({ ...options, packed: true, fileName: chosen.name, overrides: { ...overrides, format } }, part.length > 0 ? part : content.value);
    if (!ended.ok) return ended;
    return ok({ ...ended.value, parts: [{ kind: 'entry', chosen: chosen.name, names: files.map(({ name }) => name) }, ...ended.value.parts] });
  }

  private async run(options: LoadOptions, content: Uint8Array): Promise<Result<LoadReport, LoadProblem>> {
    const load = this.start(options, this.onBatch);
    for (let at = 0; at < content.length; at += CHUNK) {
      const pushed = await load.push(content.subarray(at, at + CHUNK));
      if (!pushed.ok) return pushed;
    }
    return load.end();
  }
}
