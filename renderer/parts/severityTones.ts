// What colour a severity has, besides its word.
import type { Rule } from '../../shared/contract/engine.ts';
import type { Tone } from '../ui/Badge.tsx';

/** Remarks have no colour. */
export const severityTones: Readonly<Record<Rule['severity'], Tone | null>> = { error: 'conflict', warning: 'review', note: null };
