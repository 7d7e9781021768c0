// Exports: what they would hold, writing them, the profiles that are kept.
import type { CrmProblem } from '../../export/crm.ts';
import type { ExportPart, ExportProfile } from '../../model/exportProfile.ts';
import type { EpochDay } from '../../model/ids.ts';
import type { FolderToken } from '../desktop.ts';
import type { WrittenFile } from '../machine.ts';

export type { CrmProblem };

export type ExportRequest = { readonly folder: FolderToken; readonly profile: ExportProfile; readonly today: EpochDay };
export type ExportReport = {
  readonly files: readonly (WrittenFile & { readonly part: ExportPart | 'manifest'; readonly rows: number })[];
  /** Records that the system would not have taken; a file beside the others says why. */
  readonly leftOut: number;
};
export type ExportCheck = {
  /** Golden records that pass the filter and, where only changes are wanted, changed. */
  readonly records: number;
  /** Of them, those that go into the files. */
  readonly taken: number;
  readonly leftOut: number;
  /** The first problems, in the order of the records. */
  readonly problems: readonly CrmProblem[];
  /** When the last export of this profile was, where only changes are wanted and there was one. */
  readonly comparedWith: number | null;
};

export type ExportCalls = {
  'export.run': { request: ExportRequest; response: ExportReport };
  'export.check': { request: { profile: ExportProfile; today: EpochDay }; response: ExportCheck };
  'export.profiles': { request: undefined; response: readonly ExportProfile[] };
  /** null takes the profile of that name away. */
  'export.keep': { request: { name: string; profile: ExportProfile | null }; response: undefined };
};
