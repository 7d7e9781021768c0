// Exports.
import type { FolderToken } from '../desktop.ts';
import type { WrittenFile } from '../machine.ts';

export const exportParts = ['golden', 'crosswalk', 'sourceRows', 'log', 'quarantine'] as const;
export type ExportPart = (typeof exportParts)[number];
export const dialects = ['rfc4180', 'excelEs'] as const;
export type Dialect = (typeof dialects)[number];
export type ExportRequest = { readonly folder: FolderToken; readonly parts: readonly ExportPart[]; readonly dialect: Dialect };
export type ExportReport = { readonly files: readonly (WrittenFile & { readonly part: ExportPart; readonly rows: number })[] };

export type ExportCalls = {
  'export.run': { request: ExportRequest; response: ExportReport };
};
