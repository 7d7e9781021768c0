// One open workspace and those who answer for it; a part's handlers reach both through here.
import type { Job } from '../../shared/kernel/job.ts';
import type { CategoryCalls } from './categoryCalls.ts';
import type { EnrichCalls } from './enrichCalls.ts';
import type { LogDesk } from './logCalls.ts';
import type { Machine } from './machineClient.ts';
import type { MatchRuns } from './matchRuns.ts';
import type { OpenEngine } from './openEngine.ts';
import type { QualityCalls } from './qualityCalls.ts';
import type { QualityRuns } from './qualityRuns.ts';
import type { QueueCalls } from './queueCalls.ts';
import type { RecordCalls } from './recordCalls.ts';
import type { RefreshCalls } from './refreshCalls.ts';
import type { RowFlags } from './rowFlags.ts';
import type { StandardiseCalls } from './standardiseCalls.ts';
import type { StaleCalls } from './staleCalls.ts';
import type { StewardCalls } from './stewardCalls.ts';

export type Desk = { readonly engine: OpenEngine; readonly log: LogDesk; readonly records: RecordCalls; readonly stale: StaleCalls; readonly enrich: EnrichCalls; readonly refresh: RefreshCalls; readonly categories: CategoryCalls; readonly match: MatchRuns; readonly queue: QueueCalls; readonly steward: StewardCalls; readonly flags: RowFlags; readonly qualityRuns: QualityRuns; readonly quality: QualityCalls; readonly standardise: StandardiseCalls };

/** What a part's handlers are given. */
export type Reach = {
  /** The open workspace. @throws Refused where none is open */
  readonly at: () => Desk;
  readonly machine: Machine;
  /** Reads the open workspace's record anew, after something in it was destroyed. */
  readonly reopen: (job: Job) => Promise<Desk>;
};

/** What answers the calls of one part of the contract. */
export type Handlers<Calls> = {
  readonly [Name in keyof Calls]: Calls[Name] extends { request: infer Request; response: infer Response } ? (request: Request, job: Job) => Response | Promise<Response> : never;
};

/** One part of the contract: its handlers, and which of its calls write, so that those run one at a time. */
export type Part<Calls> = {
  readonly handlers: Handlers<Calls>;
  readonly writes: readonly (keyof Calls)[];
  /** Those of the writes that make do without writing to a workspace that is open for reading only; all others are refused there. */
  readonly whenReading?: readonly (keyof Calls)[];
};
