// Starts the record worker for one load.
import { askEncoder, type RowEncoder } from '../../shared/state/files/encodeBatches.ts';

export function startRecordThread(): RowEncoder {
  const worker = new Worker(new URL('./recordWorker.ts', import.meta.url), { type: 'module', name: 'record' });
  const { encoder, answered, fail } = askEncoder((request) => worker.postMessage(request), () => worker.terminate());
  worker.addEventListener('message', ({ data }) => answered(data));
  worker.addEventListener('error', (event) => fail(new Error(event.message || 'the record worker stopped')));
  return encoder;
}
