// Lays out the files of a refresh pack: a list for mail merges, a list for calls, forms filled with what is known or blank.
import type { FormDesign } from '../../enrich/formDesign.ts';
import { referenceOf } from '../../enrich/reference.ts';
import type { PackPart } from '../../contract/engine.ts';
import { exportFormats, exportTable, type ExportColumn, type ExportFormat } from '../../export/exportTable.ts';
import type { Job } from '../../kernel/job.ts';
import type { RowId } from '../../model/ids.ts';
import { columnOf } from '../../table/TextColumnBuilder.ts';
import { encodeText } from '../../table/wtf8.ts';
import { showsOf, type Records } from '../enrich/enrichWorkspace.ts';

export type PackPlan = {
  readonly pack: number;
  readonly name: string;
  readonly rows: readonly RowId[];
  readonly design: FormDesign;
  readonly language: 'en' | 'es';
  /** Such as 2026-03-14. */
  readonly stamp: string;
  /** Why each record is asked, in words, in the order of the rows. */
  readonly reasons: readonly string[];
  readonly titles: readonly string[];
  /** The form's page, with a mark where what it asks is put. */
  readonly page: string;
};

export type PackFile = { readonly part: PackPart; readonly name: string; bytes(job: Job): AsyncGenerator<Uint8Array, unknown, undefined> };

/** More forms than this are too many files for a folder; the list for mail merges has no such limit. */
export const MOST_FORMS = 2_000;
/** Stands in the page where the design goes. */
const MARK = '<!--fichero-form-->';
/** Headers that are read back, whatever the language. */
export const referenceHeader = 'reference';
export const answeredOnHeader = 'answeredOn';

export function packFiles(records: Records, plan: PackPlan, parts: readonly PackPart[]): PackFile[] {
  const { design, language, rows, stamp } = plan;
  const shows = showsOf(records);
  const workspace = records.workspace.info.id;
  const references = rows.map((row) => referenceOf(workspace, plan.pack, row));
  const fields = design.fields.map(({ field, label }) => ({ field, header: label[language] === '' ? field : label[language] }));
  const known = (row: RowId): string[] => fields.map(({ field }) => shows(row, field));
  const list = (part: PackPart, name: string, format: ExportFormat, columns: readonly (readonly [header: string, texts: readonly string[]])[]): PackFile => ({
    part,
    name,
    bytes: (job) => {
      const table = { length: rows.length, columns: columns.map(([header, texts]) => ({ name: header, column: columnOf(texts) })) };
      return exportTable([table], columns.map(([header], column): ExportColumn => ({ header, column, type: 'text' })), format, job);
    },
  });
  const values = rows.map(known);
  const asked = fields.map(({ header }, index): readonly [string, readonly string[]] => [header, values.map((cells) => cells[index]!)]);
  const words = language === 'es' ? { name: 'nombre', why: 'motivo' } : { name: 'name', why: 'why' };
  const merge: readonly (readonly [string, readonly string[]])[] = [[referenceHeader, references], [words.name, plan.titles], ...asked];
  const calls: readonly (readonly [string, readonly string[]])[] = [[referenceHeader, references], [words.name, plan.titles], [words.why, plan.reasons], [answeredOnHeader, rows.map(() => '')], ...asked];
  const csv = language === 'es' ? exportFormats.excelSpanishCsv : exportFormats.csv;
  return parts.flatMap((part): PackFile[] => {
    switch (part) {
      case 'mergeCsv':
        return [list(part, `mail-merge-${stamp}.csv`, csv, merge)];
      case 'mergeXlsx':
        return [list(part, `mail-merge-${stamp}.xlsx`, exportFormats.xlsx, merge)];
      case 'callList':
        return [list(part, `call-list-${stamp}.xlsx`, exportFormats.xlsx, calls)];
      case 'forms':
        return rows.slice(0, MOST_FORMS).map((_, at) => formFile(part, `form-${references[at]!}.html`, { reference: references[at]!, name: plan.titles[at]!, values: Object.fromEntries(fields.map(({ field }, index) => [field, values[at]![index]!])) }));
      case 'blankForm':
        return [formFile(part, `form-blank-${stamp}.html`, { reference: '', name: '', values: {} })];
    }
  });

  function formFile(part: PackPart, name: string, filled: { reference: string; name: string; values: Record<string, string> }): PackFile {
    const asks = { workspace, pack: plan.pack, language, design, ...filled };
    // A data block of the page: "<" could end it.
    const block = JSON.stringify(asks).replaceAll('<', String.raw`\u003c`);
    const page = plan.page.replace(MARK, () => `<script type="application/json" id="asks">${block}</script>`);
    return {
      part,
      name,
      // oxlint-disable-next-line typescript/require-await -- Lists need the time; a form is one piece.
      async *bytes() {
        yield encodeText(page);
      },
    };
  }
}
