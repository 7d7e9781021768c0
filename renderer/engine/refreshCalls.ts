// Makes refresh packs and takes in what comes back: files out, answers in, proposals and fresh dates from them.
import type { AnswerLine, EngineCalls, LogLine, PackScope } from '../../shared/contract/engine.ts';
import type { FileToken } from '../../shared/contract/desktop.ts';
import { readAnswers, type AnswerFile, type ReadAnswer } from '../../shared/enrich/answerFile.ts';
import { readReference, referenceOf } from '../../shared/enrich/reference.ts';
import { readDesign } from '../../shared/enrich/formDesign.ts';
import { detectFields } from '../../shared/fields/detectFields.ts';
import type { Job } from '../../shared/kernel/job.ts';
import { ok } from '../../shared/kernel/result.ts';
import { canonicalOf, type CanonicalField } from '../../shared/model/fields.ts';
import type { EntrySeq, EpochDay, RowId } from '../../shared/model/ids.ts';
import { judgeAnswers, type Incoming, type Judged } from '../../shared/state/enrich/judgeAnswers.ts';
import { customField, loadFile } from '../../shared/state/files/loadFile.ts';
import { readFile, type FileSource } from '../../shared/state/files/readFile.ts';
import { answeredOnHeader, packFiles, referenceHeader } from '../../shared/state/files/packFiles.ts';
import { restoreFormula } from '../../shared/values/formula.ts';
import { encodeText } from '../../shared/table/wtf8.ts';
import { textAt } from '../../shared/table/TextColumn.ts';
import type { Table } from '../../shared/table/Table.ts';
import type { EnrichCalls } from './enrichCalls.ts';
import { grantedFile } from './loadCalls.ts';
import type { Machine } from './machineClient.ts';
import type { OpenEngine } from './openEngine.ts';
import { acceptMachine, Refused } from './refused.ts';
import type { StaleCalls } from './staleCalls.ts';
import { writeOutput } from './writeOutput.ts';

const DESIGN = 'refresh.design';
/** Answers are small; a larger file is a list. */
const LARGEST_ANSWERS = 4 * 1024 * 1024;
/** How much of an answer that can't be taken in is kept with the entry. */
const ASIDE_CHARACTERS = 2_000;

export class RefreshCalls {
  private readonly engine: OpenEngine;
  private readonly enrich: EnrichCalls;
  private readonly stale: StaleCalls;
  private readonly machine: Machine;

  constructor(engine: OpenEngine, enrich: EnrichCalls, stale: StaleCalls, machine: Machine) {
    this.engine = engine;
    this.enrich = enrich;
    this.stale = stale;
    this.machine = machine;
  }

  packs(): EngineCalls['refresh.packs']['response'] {
    const { refresh } = this.engine.workspace.state;
    return refresh.packs.map(({ seq, name, at, rows, files }) => ({ seq, name, at, asked: rows.length, answered: this.answeredOf(seq).size, files: files.length })).reverse();
  }

  async design(): Promise<EngineCalls['refresh.design']['response']> {
    const last = this.engine.workspace.state.refresh.packs.at(-1)?.design;
    if (last !== undefined) return last;
    const kept = await this.engine.readUi(DESIGN);
    return kept === null ? null : (readDesign(JSON.parse(kept)) ?? null);
  }

  async scope({ scope, today }: EngineCalls['refresh.scope']['request']): Promise<{ readonly records: number }> {
    return { records: (await this.rowsOf(scope, today)).length };
  }

  async make(request: EngineCalls['refresh.make']['request'], job: Job): Promise<EngineCalls['refresh.make']['response']> {
    const { name, scope, most, design, parts, folder, today } = request;
    const { workspace, language } = this.engine;
    const rows = (await this.rowsOf(scope, today)).slice(0, most);
    const pack = workspace.head.size;
    const page = new TextDecoder().decode(await this.machine('form.page', undefined));
    const plan = {
      pack,
      name,
      rows,
      design,
      language,
      stamp: new Date().toISOString().slice(0, 10),
      reasons: rows.map((row) => this.stale.reasonsOfRecord(row, today).map((reason) => ('field' in reason ? `${reason.kind} ${reason.field}` : reason.kind)).join('; ')),
      titles: rows.map((row) => this.engine.titleOf(row)),
      page,
    };
    const files = packFiles(await this.enrich.records(), plan, parts);
    const written = [];
    for (const file of files) {
      job.report({ stage: 'packing', done: written.length, total: files.length, unit: 'steps' });
      written.push((await writeOutput(this.machine, { folder, name: file.name }, file.bytes(job), job)).file);
    }
    const item = { kind: 'pack' as const, name, rows, design, files: written.map(({ name: fileName, bytes, sha256 }) => ({ fileName, bytes, sha256 })) };
    const entry = await this.engine.commit({ ok: true, value: { act: 'refresh', items: [item], undoes: null, note: { asked: rows.length, files: written.length }, basis: null } });
    if (entry.seq !== (pack as EntrySeq)) throw new Error(`the pack became entry ${entry.seq}, its references say ${pack}`);
    await this.engine.writeUi(DESIGN, JSON.stringify(design));
    return { entry, files: written, asked: rows.length };
  }

  asked({ pack, only, from, count }: EngineCalls['refresh.asked']['request']): EngineCalls['refresh.asked']['response'] {
    const { workspace } = this.engine;
    const known = workspace.state.refresh.pack(pack);
    if (known === undefined) throw new Refused({ kind: 'conflict', reason: 'changedSince' });
    const answered = this.answeredOf(pack);
    const rows = only === 'all' ? known.rows : known.rows.filter((row) => !answered.has(this.anchorOf(row)));
    return {
      total: rows.length,
      lines: rows.slice(from, from + count).map((row) => ({ row, title: this.engine.titleOf(row), reference: referenceOf(workspace.info.id, pack, row), answeredOn: answered.get(this.anchorOf(row)) ?? null })),
    };
  }

  async read({ files, today }: EngineCalls['refresh.read']['request'], job: Job): Promise<readonly AnswerLine[]> {
    return (await this.judged(files, today, job)).map((one) => this.lineOf(one));
  }

  async take({ files, today }: EngineCalls['refresh.take']['request'], job: Job): Promise<EngineCalls['refresh.take']['response']> {
    const judged = await this.judged(files, today, job);
    const lines = judged.map((one) => this.lineOf(one));
    const items = judged.flatMap((one) => (one.kind === 'taken' ? [one.item] : []));
    let entry: LogLine | null = null;
    if (items.length > 0) {
      const append = acceptMachine(await this.engine.workspace.beginAppend(65_536 + judged.length * 4_096));
      const aside = judged.flatMap((one) => (one.kind === 'aside' ? [{ kind: 'asideAnswer', fileName: one.incoming.fileName, reason: one.reason, raw: one.incoming.read.raw.slice(0, ASIDE_CHARACTERS) }] : []));
      const answered = await append.finish({ act: 'refresh', items, undoes: null, note: { answers: items.length, aside: aside.length }, basis: null }, { rows: 0, quarantined: 0 }, aside);
      entry = await this.engine.written(answered);
    }
    const fresh = judged.flatMap((one) => (one.kind === 'new' ? [one.answer] : []));
    if (fresh.length > 0) await this.loadNew(fresh, job);
    if (judged.some((one) => one.kind === 'taken' && one.item.proposed.length > 0)) await this.enrich.look(job);
    return { entry, lines, newRows: fresh.length };
  }

  /** Rows of records that are asked, the most urgent first; each record once, by its first row. */
  private async rowsOf(scope: PackScope, today: EpochDay): Promise<RowId[]> {
    if (scope.kind === 'nobody') return [];
    if (scope.kind === 'unanswered') {
      const answered = this.answeredOf(scope.pack);
      return (this.engine.workspace.state.refresh.pack(scope.pack)?.rows ?? []).filter((row) => !answered.has(this.anchorOf(row)));
    }
    const { table } = await this.enrich.records();
    const met = new Set<RowId>();
    for (const row of this.stale.queue(today, scope.reason)) {
      const lead = this.engine.golden.currentMembers(row)[0];
      if (lead !== undefined && table.placeOf(lead) !== undefined) met.add(lead);
    }
    return [...met];
  }

  private anchorOf(row: RowId): RowId {
    const { state } = this.engine.workspace;
    return state.merges.anchorOf(state.rowOfGolden(state.ownGoldenId(row)) ?? row);
  }

  /** Records that answered a pack, and the day of the last answer. */
  private answeredOf(pack: EntrySeq): Map<RowId, number> {
    const answered = new Map<RowId, number>();
    for (const answer of this.engine.workspace.state.refresh.all) {
      if (answer.pack !== pack) continue;
      const anchor = this.engine.workspace.state.merges.anchorOf(answer.anchor);
      answered.set(anchor, Math.max(answer.on, answered.get(anchor) ?? answer.on));
    }
    return answered;
  }

  private async judged(files: readonly FileToken[], today: EpochDay, job: Job): Promise<Judged[]> {
    const incoming: Incoming[] = [];
    for (const token of files) {
      const file = await grantedFile(this.machine, token);
      for (const read of await this.readFile(file, job)) incoming.push({ fileName: file.name, read });
    }
    return judgeAnswers(await this.enrich.records(), incoming, today, (field) => this.engine.knowledge.contextOf(field));
  }

  private async readFile(file: FileSource, job: Job): Promise<ReadAnswer[]> {
    if (file.bytes <= LARGEST_ANSWERS) {
      const text = new TextDecoder().decode(acceptMachine(await file.read(0, file.bytes)));
      if (/^\s*\{/.test(text) || text.includes('"fichero-answer"')) return readAnswers(text);
    }
    const unreadable: ReadAnswer[] = [{ kind: 'unreadable', raw: file.name }];
    const answers: ReadAnswer[] = [];
    let hasReferences = false;
    const read = await readFile(
      file,
      {},
      (batch) => {
        const found = this.answersIn(batch.table);
        hasReferences ||= found !== undefined;
        answers.push(...(found ?? []));
        return Promise.resolve(ok(undefined));
      },
      job,
    );
    return read.ok && hasReferences ? answers : unreadable;
  }

  /** The rows of a returned list; undefined where it has no column of references. */
  private answersIn(table: Table): ReadAnswer[] | undefined {
    const { workspace, language } = this.engine;
    const column = (wanted: string): Table['columns'][number] | undefined => table.columns.find(({ name }) => name.trim().toLowerCase() === wanted.toLowerCase());
    const references = column(referenceHeader) ?? column('referencia');
    if (references === undefined) return undefined;
    const days = column(answeredOnHeader);
    const labels = new Map<string, CanonicalField>();
    for (const { design } of workspace.state.refresh.packs) for (const { field, label } of design.fields) for (const text of [label.en, label.es, field]) labels.set(text.trim().toLowerCase(), field);
    const detected = detectFields(table);
    const fields = table.columns.map(({ name }): CanonicalField | undefined => {
      const guessed = detected.find((one) => one.name === name)?.field;
      return labels.get(name.trim().toLowerCase()) ?? (guessed === undefined ? undefined : canonicalOf(guessed));
    });
    const answers: ReadAnswer[] = [];
    for (let row = 0; row < table.length; row++) {
      const reference = textAt(references.column, row).trim();
      const values = table.columns.flatMap(({ name, column: texts }, index) => {
        const field = fields[index];
        const value = textAt(texts, row).trim();
        return field === undefined || value === '' || name === references.name || name === days?.name ? [] : [{ field, value: restoreFormula(value) }];
      });
      const read = readReference(reference, workspace.info.id);
      const answer: AnswerFile = { format: 'fichero-answer', v: 1, workspace: workspace.info.id, pack: read.kind === 'good' ? read.pack : 0, reference, answeredOn: days === undefined ? '' : textAt(days.column, row).trim(), language, consent: null, values };
      answers.push({ kind: 'answer', answer, edited: false, raw: reference });
    }
    return answers;
  }

  /** People whom nobody knows become rows of a source of their own, where duplicates are found as among any others. */
  private async loadNew(answers: readonly AnswerFile[], job: Job): Promise<void> {
    const fields = [...new Set(answers.flatMap(({ values }) => values.map(({ field }) => field)))];
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    const lines = answers.map((answer) => [...fields.map((field) => answer.values.find((one) => one.field === field)?.value ?? ''), answer.answeredOn]);
    const bytes = encodeText([[...fields, 'updatedOn'], ...lines].map((cells) => cells.map(quoted).join(',')).join('\r\n'));
    const name = this.engine.language === 'es' ? 'Formularios' : 'Forms';
    const file: FileSource = { name: `${name}.csv`, bytes: bytes.length, read: (from, length) => Promise.resolve(ok(bytes.slice(from, from + length))) };
    const mapping = [...fields, 'updatedOn' as const].map((field) => ({ column: field as string, field: canonicalOf(field) ?? customField(field) }));
    const loaded = await loadFile(this.engine.workspace, file, { overrides: { delimiter: ',' }, mapping, source: { kind: 'new', name }, mode: { kind: 'append' } }, job);
    if (!loaded.ok) throw new Refused(loaded.error.kind === 'machine' ? loaded.error : { kind: 'storage', detail: loaded.error.problem.kind });
    await this.engine.keep([{ kind: 'putLoad', load: loaded.value.id, table: this.engine.workspace.rows.table(loaded.value.id)! }]);
    this.engine.changed();
  }

  private lineOf(judged: Judged): AnswerLine {
    const { fileName, read } = judged.incoming;
    const nothing = { confirmed: [], proposed: [], doubtful: [], byValues: false, dayGuessed: false, on: null };
    const edited = read.kind === 'answer' && read.edited;
    switch (judged.kind) {
      case 'aside':
        return { fileName, outcome: 'aside', reason: judged.reason, title: read.kind === 'answer' ? read.answer.reference : '', row: null, edited, ...nothing };
      case 'new':
        return { fileName, outcome: 'new', reason: null, title: judged.answer.values.find(({ field }) => field !== 'notes')?.value ?? '', row: null, edited, ...nothing };
      case 'taken': {
        const { row, item, doubtful, by, dayGuessed } = judged;
        const values = this.engine.golden.values(row);
        return {
          fileName,
          outcome: 'taken',
          reason: null,
          title: this.engine.titleOf(row),
          row,
          confirmed: item.confirmed,
          proposed: item.proposed.map(({ field, value }) => ({ field, value, before: values.find((one) => one.field === field)?.value ?? '' })),
          doubtful,
          edited,
          byValues: by === 'values',
          dayGuessed,
          on: item.on,
        };
      }
    }
  }
}
