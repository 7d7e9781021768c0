// Any interleaving of loads, replacements, refreshes, taking out, undo and redo gives the rows that a slow, obvious model gives.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cancelled, quietJob, type Job } from '../../../shared/kernel/job.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import type { LoadId, RowId, SourceId } from '../../../shared/model/ids.ts';
import { loadFile } from '../../../shared/state/files/loadFile.ts';
import { planRedo, planUndo } from '../../../shared/state/plan/plan.ts';
import { mappingOfSource, planBringBack, planMapping, planSourceUpdate, planTakeOut } from '../../../shared/state/plan/planSources.ts';
import type { FileSource } from '../../../shared/state/files/readFile.ts';
import { compareFile, countsOf, refreshSource } from '../../../shared/state/files/refreshFile.ts';
import { Workspace } from '../../../shared/state/workspace.ts';
import { textAt } from '../../../shared/table/TextColumn.ts';
import { MemoryJournal } from '../../support/memoryJournal.ts';

const names = ['CRM', 'Shop'];
/** What a delivery holds: a value for each of its keys. */
type Delivery = Readonly<Record<string, string>>;
type Load = { readonly kind: 'append' | 'replace' | 'refresh'; readonly source: number; readonly rows: Delivery };
type Step =
  | Load
  | { readonly kind: 'takeOut'; readonly which: number }
  | { readonly kind: 'bringBack'; readonly which: number }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' };

const delivery = fc.dictionary(fc.constantFrom('1', '2', '3', '4', '5', '6'), fc.constantFrom('a@x.es', 'b@x.es', 'c@x.es'), { minKeys: 1 });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof<fc.WeightedArbitrary<Step>[]>(
    { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('append' as const, 'replace' as const, 'refresh' as const, 'refresh' as const), source: fc.nat(1), rows: delivery }) },
    { weight: 3, arbitrary: fc.tuple(fc.constantFrom('takeOut' as const, 'takeOut' as const, 'bringBack' as const), fc.nat()).map(([kind, which]): Step => ({ kind, which })) },
    { weight: 3, arbitrary: fc.constantFrom('undo' as const, 'undo' as const, 'redo' as const).map((kind) => ({ kind })) },
  ),
  { maxLength: 14 },
);

/** One load of the model, with what it said about rows that were there. */
type Fact = { readonly seq: number; readonly source: number; readonly isRefresh: boolean; readonly rows: readonly { id: number; key: string; value: string }[]; readonly replaces: readonly number[]; readonly hides: readonly number[]; isUndone: boolean;
  /** The source's number: a name that nothing was left of is given a new one. */
  id?: SourceId | undefined };

class Model {
  readonly facts: Fact[] = [];
  private redoable: Fact[] = [];
  private rowsEver = 0;

  /** Rows of the current state, by id. */
  current(): { id: number; source: number; key: string; value: string }[] {
    const standing = this.facts.filter(({ isUndone }) => !isUndone);
    const gone = new Set(standing.flatMap(({ replaces }) => replaces));
    const hidden = new Set(standing.flatMap(({ hides }) => hides));
    return standing.filter(({ seq }) => !gone.has(seq)).flatMap(({ source, rows }) => rows.filter(({ id }) => !hidden.has(id)).map((row) => ({ ...row, source })));
  }

  loadsInUse(): Fact[] {
    const gone = new Set(this.facts.filter(({ isUndone }) => !isUndone).flatMap(({ replaces }) => replaces));
    return this.facts.filter(({ seq, isUndone }) => !isUndone && !gone.has(seq));
  }

  take(seq: number, { kind, source, rows }: Load): { added: number; changed: number; unchanged: number; vanished: number } {
    const before = kind === 'refresh' ? this.current().filter((row) => row.source === source) : [];
    const entries = Object.entries(rows);
    const changed = before.filter(({ key, value }) => key in rows && rows[key] !== value);
    const vanished = before.filter(({ key }) => !(key in rows));
    const unchanged = before.filter(({ key, value }) => rows[key] === value);
    const loaded = entries.filter(([key]) => !unchanged.some((row) => row.key === key));
    this.facts.push({
      seq, source, isRefresh: kind === 'refresh',
      rows: loaded.map(([key, value], index) => ({ id: this.rowsEver + index, key, value })),
      replaces: kind === 'replace' ? this.loadsInUse().filter((fact) => fact.source === source).map((fact) => fact.seq) : [],
      hides: [...changed, ...vanished].map(({ id }) => id),
      isUndone: false,
    });
    this.rowsEver += loaded.length;
    this.redoable = [];
    return { added: loaded.length - changed.length, changed: changed.length, unchanged: unchanged.length, vanished: vanished.length };
  }

  takeBack(fact: Fact | undefined): boolean {
    if (fact === undefined) return false;
    fact.isUndone = true;
    this.redoable.push(fact);
    return true;
  }

  bringBack(fact: Fact): void {
    fact.isUndone = false;
    this.redoable = this.redoable.filter((other) => other !== fact);
  }

  redo(): boolean {
    const fact = this.redoable.pop();
    if (fact !== undefined) fact.isUndone = false;
    return fact !== undefined;
  }
}

function fileOf(rows: Delivery): FileSource {
  const bytes = new TextEncoder().encode(`Id,Email\n${Object.entries(rows).map(([key, value]) => `${key},${value}\n`).join('')}`);
  return { name: 'delivery.csv', bytes: bytes.length, read: (offset, length) => Promise.resolve(ok(bytes.slice(offset, offset + length))) };
}
function must<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
const open = async (journal: MemoryJournal): Promise<Workspace> =>
  must(await Workspace.open({ journal, stamp: () => ({ at: 1_700_000_000_000, actor: 'tester', role: 'steward', app: '0.1.0' }), randomBytes: (count) => new Uint8Array(count) }, quietJob));

function shownRows({ state, rows }: Workspace): string[] {
  const shown: string[] = [];
  for (let row = 0; row < rows.length; row++) {
    if (state.isCurrent(row as RowId)) shown.push([row, state.source(state.loadOf(row as RowId)!.source)!.name, textAt(rows.field('customerId')!, row), textAt(rows.field('email')!, row)].join(' '));
  }
  return shown;
}

const mapping = [{ column: 'Id', field: 'customerId' as const }, { column: 'Email', field: 'email' as const }];

describe('loads and refreshes', () => {
  it('add up to what a plain list of rows adds up to, also after opening again', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const journal = new MemoryJournal();
        const workspace = await open(journal);
        const model = new Model();
        const sourceOf = (source: number): SourceId | undefined => workspace.state.sources.find(({ name }) => name === names[source])?.id;
        for (const step of all) {
          if (step.kind === 'undo' || step.kind === 'redo') {
            const planned = step.kind === 'undo' ? planUndo(workspace.state) : planRedo(workspace.state);
            expect(planned.ok).toBe(step.kind === 'undo' ? model.takeBack(model.facts.findLast(({ isUndone }) => !isUndone)) : model.redo());
            if (planned.ok) must(await workspace.commit(planned.value));
          } else if (step.kind === 'takeOut') {
            const fact = model.facts[step.which % Math.max(1, model.facts.length)];
            if (fact === undefined) continue;
            const inUse = model.loadsInUse();
            const planned = planTakeOut(workspace.state, fact.seq as LoadId);
            expect(planned.ok).toBe(inUse.includes(fact) && !(fact.isRefresh && inUse.some(({ seq, id }) => id === fact.id && seq > fact.seq)));
            if (!planned.ok) continue;
            model.takeBack(fact);
            must(await workspace.commit(planned.value));
          } else if (step.kind === 'bringBack') {
            const fact = model.facts[step.which % Math.max(1, model.facts.length)];
            if (fact === undefined) continue;
            const later = model.loadsInUse().filter(({ seq, id }) => id === fact.id && seq > fact.seq);
            const planned = planBringBack(workspace.state, fact.seq as LoadId);
            expect(planned.ok).toBe(fact.isUndone && workspace.state.source(fact.id!) !== undefined && !later.some(({ isRefresh }) => isRefresh || fact.isRefresh));
            if (!planned.ok) continue;
            model.bringBack(fact);
            must(await workspace.commit(planned.value));
          } else {
            const known = sourceOf(step.source);
            const keys = model.current().filter(({ source }) => source === step.source).map(({ key }) => key);
            const source = known === undefined ? { kind: 'new' as const, name: names[step.source]! } : { kind: 'known' as const, id: known };
            if (step.kind === 'refresh') {
              // Keys that several rows have are paired by more rules than a plain list knows.
              if (known === undefined || new Set(keys).size < keys.length) continue;
              const compared = must(await compareFile(workspace, fileOf(step.rows), { source: known, keys: ['Id'], overrides: {} }, quietJob));
              expect(countsOf(compared)).toEqual(model.take(workspace.head.size, step));
              must(await refreshSource(workspace, compared, quietJob));
            } else {
              model.take(workspace.head.size, step);
              must(await loadFile(workspace, fileOf(step.rows), { overrides: {}, mapping, source, mode: { kind: step.kind } }, quietJob));
            }
          }
          const last = model.facts.at(-1);
          if (last !== undefined) last.id ??= workspace.state.load(last.seq as LoadId)?.source;
          expect(shownRows(workspace).toSorted()).toEqual(model.current().map(({ id, source, key, value }) => [id, names[source], key, value].join(' ')).toSorted());
        }
        const again = await open(journal);
        expect(again.state.digest()).toBe(workspace.state.digest());
        expect(shownRows(again)).toEqual(shownRows(workspace));
      }),
      {
        numRuns: 400,
        examples: [
          // A source that left the list with its load and came again had two numbers once the load was brought back.
          [[{ kind: 'append', source: 0, rows: { 1: 'a@x.es' } }, { kind: 'takeOut', which: 0 }, { kind: 'append', source: 0, rows: { 1: 'a@x.es' } }, { kind: 'bringBack', which: 0 }, { kind: 'replace', source: 0, rows: { 1: 'a@x.es' } }]],
        ],
      },
    );
  });

  it('leave everything as it was, whenever they are cancelled', async () => {
    const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, row) => [String(row), `${row}@x.es`]));
    const journal = new MemoryJournal();
    const workspace = await open(journal);
    must(await loadFile(workspace, fileOf({ '1': 'a@x.es', '2': 'b@x.es' }), { overrides: {}, mapping, source: { kind: 'new', name: 'CRM' }, mode: { kind: 'append' } }, quietJob));
    const { id } = workspace.state.sources[0]!;
    const before = { digest: workspace.state.digest(), rows: shownRows(workspace), lines: journal.lines.length, frames: journal.frames.size };
    /** Cancelled at its turn `at` to breathe or to be asked. */
    const cancelledAt = (at: number): Job => {
      let turn = 0;
      const ask = (): void => {
        if (++turn >= at) throw new Cancelled();
      };
      return { report: () => undefined, breathe: async () => ask(), throwIfCancelled: ask };
    };
    const works: readonly ((job: Job) => Promise<unknown>)[] = [
      async (job) => must(await loadFile(workspace, fileOf(many), { overrides: {}, mapping, source: { kind: 'known', id }, mode: { kind: 'replace' } }, job)),
      async (job) => must(await refreshSource(workspace, must(await compareFile(workspace, fileOf(many), { source: id, keys: ['Id'], overrides: {} }, job)), job)),
    ];
    for (const work of works) {
      let at = 1;
      for (; at < 10_000; at++) {
        try {
          await work(cancelledAt(at));
          break;
        } catch (error) {
          expect(error).toBeInstanceOf(Cancelled);
        }
        expect({ digest: workspace.state.digest(), rows: shownRows(workspace), lines: journal.lines.length, frames: journal.frames.size }, `cancelled at turn ${at}`).toEqual(before);
      }
      expect(at).toBeGreaterThan(2);
      // It came to its end in the last turn: that is taken back for the next work.
      expect(journal.lines.length).toBe(before.lines + 1);
      must(await workspace.commit(must(planUndo(workspace.state))));
      Object.assign(before, { digest: workspace.state.digest(), rows: shownRows(workspace), lines: journal.lines.length, frames: journal.frames.size });
    }
  });

  it('can be read as other fields later, undo included, and are remembered so', async () => {
    const journal = new MemoryJournal();
    const workspace = await open(journal);
    must(await loadFile(workspace, fileOf({ '1': 'a@x.es' }), { overrides: {}, mapping, source: { kind: 'new', name: 'CRM' }, mode: { kind: 'append' } }, quietJob));
    const { id } = workspace.state.sources[0]!;
    const before = workspace.state.digest();
    const other = [{ column: 'Email', field: 'custom:Email' as const }, { column: 'Gone', field: 'phone' as const }];
    must(await workspace.commit(must(planMapping(workspace.state, id, other))));
    expect(workspace.rows.fields).toEqual(['customerId', 'custom:Email']);
    expect(textAt(workspace.rows.field('custom:Email')!, 0)).toBe('a@x.es');
    expect(mappingOfSource(workspace.state.loads, id)).toEqual([mapping[0], other[0]]);
    expect(planMapping(workspace.state, id, other).ok).toBe(false);
    const again = await open(journal);
    expect(again.state.digest()).toBe(workspace.state.digest());
    expect(again.rows.fields).toEqual(['customerId', 'custom:Email']);
    must(await workspace.commit(must(planUndo(workspace.state))));
    expect(workspace.rows.fields).toEqual(['customerId', 'email']);
    expect(workspace.state.digest()).toBe(before);
  });

  it('have a source with an owner, who can be named, changed and left out', async () => {
    const journal = new MemoryJournal();
    const workspace = await open(journal);
    must(await loadFile(workspace, fileOf({ '1': 'a@x.es' }), { overrides: {}, mapping, source: { kind: 'new', name: 'CRM' }, mode: { kind: 'append' } }, quietJob));
    const source = workspace.state.sources[0]!;
    const before = workspace.state.digest();
    must(await workspace.commit(planSourceUpdate({ ...source, owner: 'Ventas' })));
    expect((await open(journal)).state.sources).toEqual([{ ...source, owner: 'Ventas' }]);
    expect(workspace.state.digest()).not.toBe(before);
    must(await workspace.commit(planSourceUpdate(source)));
    expect(workspace.state.digest()).toBe(before);
  });
});
