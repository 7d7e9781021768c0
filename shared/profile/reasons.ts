// Why a value or a row breaks a rule; each different reason is kept once and findings point to it.
import type { ValueReason } from '../values/reading.ts';

export type FindingReason =
  | ValueReason
  | { readonly kind: 'missing' }
  | { readonly kind: 'notAllowed' }
  | { readonly kind: 'patternMismatch' }
  | { readonly kind: 'belowRange'; readonly from: number }
  | { readonly kind: 'aboveRange'; readonly to: number }
  | { readonly kind: 'duplicate'; readonly count: number }
  | { readonly kind: 'notInReference'; readonly reference: string }
  /** Codes of Spanish provinces, two digits. */
  | { readonly kind: 'postcodeOutsideProvince'; readonly postcode: string; readonly province: string }
  | { readonly kind: 'postcodeOutsideCity'; readonly postcode: string; readonly city: string }
  | { readonly kind: 'personIdOnCompany' }
  | { readonly kind: 'companyIdOnPerson' }
  | { readonly kind: 'endBeforeStart' }
  | { readonly kind: 'genderDiffers'; readonly expected: 'female' | 'male' };

/** Interns reasons; 0 stands for none. */
export class ReasonTable {
  readonly reasons: FindingReason[] = [{ kind: 'unknown' }];
  private readonly known = new Map<string, number>();

  intern(reason: FindingReason): number {
    const key = JSON.stringify(reason);
    let index = this.known.get(key);
    if (index === undefined) {
      index = this.reasons.length;
      this.reasons.push(reason);
      this.known.set(key, index);
    }
    return index;
  }
}
