// The branded ids of the nouns, and how each is made.
import type { Brand } from '../kernel/brand.ts';

/** A delivering system within a workspace: 1, 2, 3 … in order of creation. */
export type SourceId = Brand<number, 'SourceId'>;
/** One delivery: the sequence number of the log entry that loaded it. */
export type LoadId = Brand<number, 'LoadId'>;
/** A source row: its place in the order in which the workspace took rows in, from 0, never reused. */
export type RowId = Brand<number, 'RowId'>;
/** A golden record: UUID v7 in lower case. */
export type GoldenId = Brand<string, 'GoldenId'>;
/** A proposed cluster within one run of the matcher. Another run numbers anew. */
export type ClusterId = Brand<number, 'ClusterId'>;
/** The position of an entry in the change log, gapless from 0. */
export type EntrySeq = Brand<number, 'EntrySeq'>;
/** A calendar day as days since 1970-01-01. */
export type EpochDay = Brand<number, 'EpochDay'>;
