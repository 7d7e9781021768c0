// What the page asks of the data worker: one map of calls, made of one part for each place of the app, and the wire.
import type { Progress } from '../kernel/job.ts';
import type { CategoriesCalls } from './calls/categories.ts';
import type { DuplicatesCalls } from './calls/duplicates.ts';
import type { EnrichingCalls } from './calls/enriching.ts';
import type { ExportCalls } from './calls/exporting.ts';
import type { LoadingCalls } from './calls/loading.ts';
import type { LogCalls } from './calls/log.ts';
import type { MatchingCalls } from './calls/matching.ts';
import type { OpeningCalls } from './calls/opening.ts';
import type { PrivacyCalls } from './calls/privacy.ts';
import type { QualityCalls } from './calls/quality.ts';
import type { RecipesCalls } from './calls/recipes.ts';
import type { RecordsCalls } from './calls/records.ts';
import type { RefreshingCalls } from './calls/refreshing.ts';
import type { StandardiseCalls } from './calls/standardise.ts';
import type { StaleCalls } from './calls/stale.ts';
import type { StewardshipCalls } from './calls/stewardship.ts';
import type { MachineTrouble } from './machine.ts';

export * from './calls/categories.ts';
export * from './calls/duplicates.ts';
export * from './calls/enriching.ts';
export * from './calls/exporting.ts';
export * from './calls/loading.ts';
export * from './calls/log.ts';
export * from './calls/matching.ts';
export * from './calls/opening.ts';
export * from './calls/privacy.ts';
export * from './calls/quality.ts';
export * from './calls/recipes.ts';
export * from './calls/records.ts';
export * from './calls/refreshing.ts';
export * from './calls/standardise.ts';
export * from './calls/stale.ts';
export * from './calls/stewardship.ts';

/** Every call with its request and its response. */
export type EngineCalls = CategoriesCalls & DuplicatesCalls & EnrichingCalls & ExportCalls & LoadingCalls & LogCalls & MatchingCalls & OpeningCalls & PrivacyCalls & QualityCalls & RecipesCalls & RecordsCalls & RefreshingCalls & StandardiseCalls & StaleCalls & StewardshipCalls;
export type EngineCall = keyof EngineCalls;

/** Expected trouble that any call may end in. */
export type EngineTrouble =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'machine'; readonly trouble: MachineTrouble }
  | { readonly kind: 'notOpen' }
  /** This machine has no key to sign with. */
  | { readonly kind: 'noKey' }
  | { readonly kind: 'nothingToUndo' }
  | { readonly kind: 'conflict'; readonly reason: 'differentCustomers' | 'alreadyMerged' | 'changedSince' | 'notMerged' | 'builtOn' | 'builtWithout' | 'alreadyBlocked' | 'alreadyErased' | 'samePerson' | 'notApproved' | 'handSetDiffer' | 'editedSince' | 'awaitsSecond' | 'modelMisfit' }
  | { readonly kind: 'storage'; readonly detail: string }
  | { readonly kind: 'damagedLog'; readonly seq: number; readonly detail: string };

/** The wire. `id` is the caller's; a reply whose id was cancelled or is unknown is dropped. */
export type EngineRequest =
  | { readonly kind: 'call'; readonly id: number; readonly call: EngineCall; readonly request: unknown }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'machine' };
export type EngineReply =
  | { readonly kind: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly kind: 'done'; readonly id: number; readonly response: unknown }
  | { readonly kind: 'trouble'; readonly id: number; readonly trouble: EngineTrouble }
  | { readonly kind: 'bug'; readonly id: number; readonly message: string }
  /** Facts changed: everything shown is to be asked for again. `version` grows by each commit. */
  | { readonly kind: 'changed'; readonly version: number };

/** What the page holds: calls the worker, hears progress, cancels. */
export interface EngineClient {
  call<Name extends EngineCall>(
    name: Name,
    request: EngineCalls[Name]['request'],
    options?: { readonly onProgress?: (progress: Progress) => void; readonly signal?: AbortSignal },
  ): Promise<EngineCalls[Name]['response']>;
  /** Returns a function that stops listening. */
  onChanged(listener: (version: number) => void): () => void;
}
