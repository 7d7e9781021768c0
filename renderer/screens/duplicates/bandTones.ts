// The meaning of each band.
import type { Band } from '../../../shared/contract/engine.ts';
import type { Tone } from '../../ui/Badge.tsx';

export const bandTones: Readonly<Record<Band, Tone | 'neutral'>> = { automatic: 'match', review: 'review', unlikely: 'neutral' };
