// Makes the record's frames of rows on a thread of its own and hashes the file, which costs as much as reading it; judges frames when the record is verified.
import { answerThread, type ThreadRequest } from '../../shared/state/files/encodeBatches.ts';
import { randomBytes } from './randomBytes.ts';

const handle = answerThread({ randomBytes }, (value) => self.postMessage(value));
self.addEventListener('message', ({ data }: MessageEvent<ThreadRequest>) => handle(data));
