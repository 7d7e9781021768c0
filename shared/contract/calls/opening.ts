// Opening and closing a workspace, what it holds at a glance, and the small things the page keeps with it.
import type { EpochDay } from '../../model/ids.ts';
import type { Source } from '../../model/source.ts';
import type { WorkspaceInfo } from '../desktop.ts';
import type { LogLine } from './log.ts';

export type RebuildReason = 'workingDataMissing' | 'workingDataBehind' | 'workingDataAhead' | 'workingDataDamaged' | 'newSchema';

export type OpenReport = {
  readonly info: WorkspaceInfo;
  /** Why the working data was made anew from the folder; null where it matched. */
  readonly rebuilt: RebuildReason | null;
  readonly rows: number;
  readonly entries: number;
};

export type Overview = {
  readonly rows: number;
  readonly quarantined: number;
  readonly goldenRecords: number;
  readonly sources: readonly { readonly source: Source; readonly rows: number; readonly loads: number; readonly lastLoadAt: number }[];
  readonly groups: { readonly open: number; readonly merged: number; readonly distinct: number } | null;
  readonly stale: number | null;
  /** Null until the rows were analysed for the first time. */
  readonly quality: { readonly overall: number; readonly open: number; readonly rowsWithErrors: number } | null;
  readonly recent: readonly LogLine[];
};

export type OpeningCalls = {
  open: { request: { actor: string; language: 'en' | 'es' }; response: OpenReport };
  close: { request: undefined; response: undefined };
  overview: { request: { today: EpochDay }; response: Overview };
  /** A small value of the page's own, kept with the working data: queue position, saved views, widths. */
  'ui.read': { request: { key: string }; response: string | null };
  'ui.write': { request: { key: string; value: string }; response: undefined };
};
