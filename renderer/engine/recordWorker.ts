// Makes the record's frames of rows on a thread of its own, and hashes the file: that costs as much as reading it.
import { answerEncoder, type EncoderRequest } from '../../shared/state/files/encodeBatches.ts';
import { randomBytes } from './randomBytes.ts';

const handle = answerEncoder(randomBytes, (value) => self.postMessage(value));
self.addEventListener('message', ({ data }: MessageEvent<EncoderRequest>) => handle(data));
