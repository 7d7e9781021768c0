// Random bytes for salts, in one call however many.
import { randomFillSync } from 'node:crypto';
import type { RandomBytes } from '../../shared/log/frame.ts';

export const random: RandomBytes = (count) => randomFillSync(new Uint8Array(count));
