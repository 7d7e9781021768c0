// What a hand-on consists of, as data: it can be saved under a name, logged, put into a recipe, and done again.
import type { FieldId } from './fields.ts';

export const exportParts = ['golden', 'crosswalk', 'crosswalkHistory', 'sourceRows', 'duplicates', 'findings', 'merges', 'log', 'quarantine', 'quarantineRaw'] as const;
export type ExportPart = (typeof exportParts)[number];

export const exportFileFormats = ['csv', 'excelEs', 'tsv', 'xlsx', 'json', 'ndjson', 'parquet', 'vcard'] as const;
export type ExportFileFormat = (typeof exportFileFormats)[number];

/** Systems whose import files the app writes. */
export const crmKinds = ['salesforce', 'hubspot', 'dynamics', 'odoo', 'erp'] as const;
export type CrmKind = (typeof crmKinds)[number];

/** One column of golden records and source rows. */
export type ExportField = { readonly field: FieldId; readonly header: string };

export type ExportProfile = {
  /** '' for one that is not kept under a name. */
  readonly name: string;
  readonly parts: readonly ExportPart[];
  readonly format: ExportFileFormat;
  /** Which fields, in this order, under which headers; null for all. */
  readonly columns: readonly ExportField[] | null;
  /** Golden records that meet it, as JSON of a table/query Filter; null for all. */
  readonly filter: string | null;
  /** Shapes golden records for this system in place of `columns` and `format`. */
  readonly crm: CrmKind | null;
  /** Only records that are new or differ from the last export of this profile. */
  readonly onlyChanged: boolean;
  /** `workspace`: golden ids. `content`: ids that follow from what was delivered alone, the same wherever and whenever it is exported. */
  readonly ids: 'workspace' | 'content';
};

export const plainProfile: ExportProfile = { name: '', parts: ['golden', 'crosswalk', 'log'], format: 'csv', columns: null, filter: null, crm: null, onlyChanged: false, ids: 'workspace' };
