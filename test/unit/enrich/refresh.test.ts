import { describe, expect, it } from 'vitest';
import { answerText, readAnswers, type AnswerFile } from '../../../shared/enrich/answerFile.ts';
import type { FormDesign } from '../../../shared/enrich/formDesign.ts';
import { readReference, referenceOf } from '../../../shared/enrich/reference.ts';
import { defaultPolicies } from '../../../shared/freshness/policies.ts';
import { freshnessOf, isStale } from '../../../shared/freshness/freshnessOf.ts';
import { quietJob } from '../../../shared/kernel/job.ts';
import type { EntrySeq, EpochDay, RowId } from '../../../shared/model/ids.ts';
import { judgeAnswers, type Judged } from '../../../shared/state/enrich/judgeAnswers.ts';
import { packFiles, type PackPlan } from '../../../shared/state/files/packFiles.ts';
import { FieldKnowledge } from '../../../shared/state/analyse/fieldKnowledge.ts';
import { planUndo } from '../../../shared/state/plan/plan.ts';
import type { Workspace } from '../../../shared/state/workspace.ts';
import { loadCustomers, openMemory, recordsOf } from '../../support/enriching.ts';
import { MemoryJournal, memoryWorkspace } from '../../support/memoryJournal.ts';
import { must } from '../../support/workspaces.ts';

const today = Math.floor(Date.parse('2026-03-14') / 86_400_000) as EpochDay;
const design: FormDesign = {
  title: { en: 'Your details', es: 'Sus datos' },
  intro: { en: '', es: '' },
  fields: [
    { field: 'email', required: true, label: { en: 'E-mail', es: 'Correo' } },
    { field: 'phone', required: false, label: { en: 'Phone', es: 'Teléfono' } },
  ],
  consent: { en: 'I agree', es: 'Acepto' },
  consentRequired: false,
};
const customers = 'Nombre;Correo;Teléfono;Actualizado\nAna Gil;ana@example.org;600111222;15/01/2020\nLuis Sol;luis@example.org;600333444;15/01/2020\n';

async function asked(): Promise<{ workspace: Workspace; pack: EntrySeq }> {
  const workspace = await openMemory(new MemoryJournal());
  await loadCustomers(workspace, customers);
  const entry = must(await workspace.commit({ act: 'refresh', items: [{ kind: 'pack', name: 'Spring', rows: [0, 1] as RowId[], design, files: [] }], undoes: null, note: {}, basis: null }));
  return { workspace, pack: entry.seq };
}

const answer = (pack: EntrySeq, row: number, values: Partial<Record<'email' | 'phone', string>>, more: Partial<AnswerFile> = {}): string =>
  answerText({
    format: 'fichero-answer', v: 1, workspace: memoryWorkspace.id, pack, reference: referenceOf(memoryWorkspace.id, pack, row as RowId), answeredOn: '2026-03-10', language: 'es', consent: true,
    values: Object.entries(values).map(([field, value]) => ({ field: field as 'email', value })), ...more,
  });

async function judge(workspace: Workspace, ...texts: string[]): Promise<Judged[]> {
  const knowledge = new FieldKnowledge(workspace.rows, 'es');
  return judgeAnswers(await recordsOf(workspace), texts.flatMap((text) => readAnswers(text).map((read) => ({ fileName: 'a.json', read }))), today, (field) => knowledge.contextOf(field));
}

async function take(workspace: Workspace, judged: readonly Judged[]): Promise<void> {
  must(await workspace.commit({ act: 'refresh', items: judged.flatMap((one) => (one.kind === 'taken' ? [one.item] : [])), undoes: null, note: {}, basis: null }));
}

const staleRows = (workspace: Workspace): number[] => {
  const knowledge = new FieldKnowledge(workspace.rows, 'es');
  const freshness = freshnessOf({ view: workspace.rows, policies: defaultPolicies, today, datesOf: knowledge.datesOf, answered: workspace.state.answeredFields() });
  return [0, 1].filter((row) => isStale(freshness, row));
};

describe('a reference', () => {
  it('is read back however it is typed, and is of no other workspace, pack or record', () => {
    const reference = referenceOf(memoryWorkspace.id, 7, 123_456 as RowId);
    expect(readReference(` ${reference.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `, memoryWorkspace.id)).toEqual({ kind: 'good', pack: 7, row: 123_456 });
    expect(readReference(reference, 'ff'.repeat(16)).kind).toBe('wrong');
    expect(readReference('', memoryWorkspace.id).kind).toBe('none');
    expect(readReference('see letter', memoryWorkspace.id).kind).toBe('malformed');
    // One misread digit is told in all but one of a million cases.
    for (const at of [0, 2, 3]) {
      const wrong = `${reference.slice(0, at)}${reference[at] === '5' ? '6' : '5'}${reference.slice(at + 1)}`;
      expect(['wrong', 'malformed']).toContain(readReference(wrong, memoryWorkspace.id).kind);
    }
  });
});

describe('answers of customers', () => {
  it('confirm what they repeat, propose what is new, and make the record fresh as of their day', async () => {
    const { workspace, pack } = await asked();
    expect(staleRows(workspace)).toEqual([0, 1]);
    const before = workspace.state.digest();
    const [judged] = await judge(workspace, answer(pack, 0, { email: 'ANA@example.org', phone: '+34 600 111 222' }));
    expect(judged).toMatchObject({ kind: 'taken', by: 'reference', item: { confirmed: ['email', 'phone'], proposed: [], edited: false, consent: true, on: today - 4 } });
    await take(workspace, [judged!]);
    expect(staleRows(workspace)).toEqual([1]);
    must(await workspace.commit(must(planUndo(workspace.state))));
    expect(workspace.state.digest()).toBe(before);
    expect(staleRows(workspace)).toEqual([0, 1]);
    // The pack itself has left the house: undo passes it by.
    must(await workspace.commit(must(planUndo(workspace.state))));
    expect(workspace.state.refresh.packs).toHaveLength(1);
    expect(workspace.state.loads.map(({ current }) => current)).toEqual([false]);
  });

  it('say in words what cannot be taken in, and take the others all the same', async () => {
    const { workspace, pack } = await asked();
    const good = answer(pack, 0, { email: 'ana@example.org' });
    const judged = await judge(
      workspace,
      good,
      good,
      good.replace('ana@', 'ana.gil@'),
      answer(pack, 1, { email: 'luis@example.org' }, { workspace: '0'.repeat(32), reference: referenceOf('0'.repeat(32), pack, 1 as RowId) }),
      answer(pack, 1, { email: 'luis@example.org' }, { reference: referenceOf(memoryWorkspace.id, 99, 1 as RowId) }),
      answer(pack, 1, { email: 'luis@example.org' }, { reference: 'the blue letter' }),
      answer(pack, 1, {}, { consent: false }),
      '{"format":"fichero-answer"',
      'not an answer at all',
      answer(pack, 1, { email: 'luis at home', phone: '600333444' }, { answeredOn: 'yesterday' }),
    );
    expect(judged.map((one) => (one.kind === 'aside' ? one.reason : one.kind))).toEqual(['taken', 'twice', 'taken', 'otherWorkspace', 'wrongReference', 'wrongReference', 'empty', 'unreadable', 'unreadable', 'taken']);
    expect(judged[2]).toMatchObject({ item: { edited: true, proposed: [{ field: 'email', value: 'ana.gil@example.org' }] } });
    expect(judged[9]).toMatchObject({ doubtful: ['email'], dayGuessed: true, item: { on: today } });
    await take(workspace, judged);
    expect((await judge(workspace, good))[0]).toMatchObject({ kind: 'aside', reason: 'twice' });
  });

  it('without a reference are found by what they say, or are somebody new', async () => {
    const { workspace, pack } = await asked();
    const judged = await judge(workspace, answer(pack, 0, { email: 'x@example.org', phone: '600333444' }, { reference: '' }), answer(pack, 0, { email: 'new@example.org' }, { reference: '' }));
    expect(judged[0]).toMatchObject({ kind: 'taken', by: 'values', row: 1, item: { proposed: [{ field: 'email', value: 'x@example.org' }] } });
    expect(judged[1]).toMatchObject({ kind: 'new' });
  });

  it('come as lines in a message as well as in files of their own', () => {
    const one = answer(3 as EntrySeq, 0, { email: 'a@example.org' });
    const two = answer(3 as EntrySeq, 1, { email: 'b@example.org' });
    expect(readAnswers(`Hello,\nhere it is:\n${one}\n\n${two}\nBye`).map(({ kind }) => kind)).toEqual(['answer', 'answer']);
    expect(readAnswers(`Hello,\n${one}\nBye`)).toMatchObject([{ kind: 'answer', edited: false }]);
  });
});

it('the files of a pack bear a reference for each record, and forms nothing that could end their data early', async () => {
  const { workspace, pack } = await asked();
  const plan: PackPlan = { pack, name: 'Spring', rows: [0, 1] as RowId[], design: { ...design, intro: { en: '</script><b>', es: '' } }, language: 'en', stamp: '2026-03-14', reasons: ['old', 'old'], titles: ['Ana Gil', 'Luis Sol'], page: '<html><!--fichero-form--></html>' };
  const files = packFiles(await recordsOf(workspace), plan, ['mergeCsv', 'callList', 'forms', 'blankForm']);
  const texts = new Map<string, string>();
  for (const file of files) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of file.bytes(quietJob)) chunks.push(chunk);
    texts.set(file.name, chunks.map((chunk) => new TextDecoder().decode(chunk)).join(''));
  }
  const reference = referenceOf(memoryWorkspace.id, pack, 0 as RowId);
  expect([...texts.keys()]).toEqual(['mail-merge-2026-03-14.csv', 'call-list-2026-03-14.xlsx', `form-${reference}.html`, `form-${referenceOf(memoryWorkspace.id, pack, 1 as RowId)}.html`, 'form-blank-2026-03-14.html']);
  expect(texts.get('mail-merge-2026-03-14.csv')).toContain(`${reference},Ana Gil,ana@example.org,600111222`);
  expect(texts.get(`form-${reference}.html`)!.match(/<\/script>/g)).toHaveLength(1);
  expect(texts.get('form-blank-2026-03-14.html')).not.toContain('ana@example.org');
});
