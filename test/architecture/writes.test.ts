// Nothing that changes or reveals data goes past the log: every call is named here with what it does, and what writes files or facts says so in an entry.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { DesktopCall } from '../../shared/contract/desktop.ts';
import type { EngineCall } from '../../shared/contract/engine.ts';

const root = resolve(import.meta.dirname, '../..');

/**
 * What a call of the engine leaves behind. A new call does not compile before it is named here.
 * reads: nothing · logs: an entry of the log · own: working data of this machine that says nothing new about customers.
 */
const engineCalls: Record<EngineCall, 'reads' | 'logs' | 'own'> = {
  'categories.list': 'reads',
  'categories.save': 'logs',
  'categories.preview': 'reads',
  'categories.apply': 'logs',
  'categories.of': 'reads',
  'categories.set': 'logs',
  'queue.page': 'reads',
  'queue.group': 'reads',
  'queue.links': 'reads',
  'queue.skip': 'own',
  'compare.rows': 'reads',
  'decide.merge': 'logs',
  'decide.distinct': 'logs',
  'band.foresee': 'reads',
  'band.accept': 'logs',
  'undo.state': 'reads',
  'undo.undo': 'logs',
  'undo.redo': 'logs',
  'enrich.references': 'reads',
  'enrich.loadReference': 'logs',
  'enrich.suggest': 'reads',
  'enrich.count': 'reads',
  'enrich.tie': 'logs',
  'enrich.look': 'own',
  'enrich.summary': 'reads',
  'enrich.page': 'reads',
  'enrich.evidence': 'reads',
  'enrich.accepted': 'reads',
  'enrich.sample': 'reads',
  'enrich.accept': 'logs',
  'enrich.reject': 'logs',
  'enrich.ambiguous': 'reads',
  'enrich.choose': 'logs',
  'enrich.sourceName': 'reads',
  'enrich.bundled': 'reads',
  'enrich.bundledRows': 'reads',
  'export.run': 'logs',
  'export.check': 'reads',
  'export.profiles': 'reads',
  'export.keep': 'logs',
  'sources.list': 'reads',
  'sources.update': 'logs',
  'sources.mapping': 'reads',
  'sources.map': 'logs',
  'sources.drop': 'logs',
  'sources.bringBack': 'logs',
  'sources.takeOut': 'logs',
  'load.preview': 'reads',
  'load.run': 'logs',
  'load.compare': 'reads',
  'load.return': 'reads',
  'load.quarantined': 'reads',
  'log.list': 'reads',
  'log.facets': 'reads',
  'log.entry': 'reads',
  'log.items': 'reads',
  'log.proof': 'reads',
  'log.saveProof': 'logs',
  'log.history': 'reads',
  'log.sample': 'reads',
  'log.trust': 'reads',
  'log.verify': 'logs',
  'log.past': 'reads',
  'log.pastRecord': 'reads',
  'log.exportPast': 'logs',
  'log.export': 'logs',
  'log.receipt': 'logs',
  'match.run': 'logs',
  'match.last': 'reads',
  'match.threshold': 'own',
  'match.preview': 'own',
  'match.forecast': 'own',
  'match.models': 'reads',
  'match.model': 'reads',
  'match.saveModel': 'logs',
  'match.useModel': 'logs',
  'match.deleteModel': 'logs',
  'match.relearn': 'own',
  'match.readModel': 'reads',
  'match.exportModel': 'logs',
  'match.unlinkable': 'reads',
  'match.explain': 'reads',
  open: 'own',
  close: 'own',
  overview: 'reads',
  'ui.read': 'reads',
  'ui.write': 'own',
  'privacy.find': 'reads',
  'privacy.block': 'logs',
  'privacy.blocks': 'reads',
  'privacy.lift': 'logs',
  'privacy.approve': 'logs',
  'privacy.erase': 'logs',
  'privacy.rule': 'logs',
  'privacy.certificate': 'logs',
  'privacy.access': 'logs',
  'quality.progress': 'reads',
  'quality.summary': 'reads',
  'quality.columns': 'reads',
  'quality.rules': 'reads',
  'quality.bars': 'reads',
  'quality.findings': 'reads',
  'quality.ofRows': 'reads',
  'quality.lists': 'reads',
  'quality.try': 'reads',
  'quality.setRule': 'logs',
  'quality.dropRule': 'logs',
  'quality.setWeights': 'logs',
  'quality.judge': 'logs',
  'quality.report': 'logs',
  'quality.fix': 'logs',
  'recipe.derive': 'reads',
  'recipe.save': 'logs',
  'recipe.read': 'reads',
  'recipe.check': 'reads',
  'recipe.run': 'logs',
  'records.query': 'reads',
  'records.window': 'reads',
  'records.facet': 'reads',
  'records.sets': 'reads',
  'records.types': 'reads',
  'records.histogram': 'reads',
  'records.page': 'reads',
  'refresh.packs': 'reads',
  'refresh.scope': 'reads',
  'refresh.design': 'reads',
  'refresh.make': 'logs',
  'refresh.asked': 'reads',
  'refresh.read': 'reads',
  'refresh.take': 'logs',
  'stale.summary': 'reads',
  'stale.list': 'reads',
  'stale.confirm': 'logs',
  'stale.desk': 'reads',
  'stale.settings': 'logs',
  'standardise.preview': 'reads',
  'standardise.apply': 'logs',
  'standardise.clusters': 'reads',
  'standardise.replace': 'logs',
  'record.lineage': 'reads',
  'split.foresee': 'reads',
  'split.run': 'logs',
  'cells.set': 'logs',
  'handSet.set': 'logs',
  'handSet.release': 'logs',
  'survivorship.read': 'reads',
  'survivorship.foresee': 'reads',
  'survivorship.apply': 'logs',
  'approvals.read': 'reads',
  'approvals.set': 'logs',
  'decisions.list': 'reads',
  'decisions.revoke': 'logs',
  'decisions.uphold': 'logs',
  'bulk.foresee': 'reads',
  'bulk.apply': 'logs',
};

/** The same for what the page asks of the machine; facts are written through the engine alone. */
const desktopCalls: Record<DesktopCall, 'reads' | 'logs' | 'own'> = {
  'app.info': 'reads',
  'settings.read': 'reads',
  'settings.write': 'own',
  'workspace.recent': 'reads',
  'workspace.forget': 'own',
  'workspace.create': 'logs',
  'workspace.pick': 'logs',
  'workspace.open': 'logs',
  'workspace.close': 'own',
  'backups.state': 'reads',
  'backups.make': 'own',
  'backups.copy': 'own',
  'backups.restore': 'logs',
  'files.pick': 'reads',
  'files.sample': 'reads',
  'files.save': 'reads',
  'files.paste': 'reads',
  'watch.list': 'reads',
  'watch.add': 'own',
  'watch.remove': 'own',
  'watch.settle': 'own',
  'folders.pick': 'reads',
  'folders.show': 'reads',
  'window.progress': 'reads',
  'window.notify': 'reads',
  'window.busy': 'reads',
};

function partsOf(): Map<string, { readonly writes: readonly string[]; readonly whenReading: readonly string[] }> {
  const parts = new Map<string, { writes: string[]; whenReading: string[] }>();
  const listed = (source: string, name: string): string[] => [...(new RegExp(`${name}: \\[([\\s\\S]*?)\\]`).exec(source)?.[1] ?? '').matchAll(/'([^']+)'/g)].map((match) => match[1]!);
  const files = [...readdirSync(resolve(root, 'renderer/engine/parts')).map((name) => `renderer/engine/parts/${name}`), 'renderer/engine/engineCalls.ts'];
  for (const file of files) {
    const source = readFileSync(resolve(root, file), 'utf8');
    parts.set(file, { writes: listed(source, 'writes'), whenReading: listed(source, 'whenReading') });
  }
  return parts;
}

test('every call that makes an entry is refused where a workspace is open for reading only, or makes none there', () => {
  const parts = [...partsOf().values()];
  const writes = parts.flatMap((part) => part.writes);
  const logging = Object.entries(engineCalls).filter(([, kind]) => kind === 'logs').map(([name]) => name);
  expect(logging.filter((name) => !writes.includes(name))).toEqual([]);
  expect(parts.flatMap((part) => part.whenReading).filter((name) => !['open', 'close', 'log.saveProof', 'log.verify', 'log.exportPast', 'log.export', 'match.threshold', 'match.preview', 'match.forecast', 'match.exportModel', 'privacy.certificate', 'quality.report'].includes(name))).toEqual([]);
});

test('whoever writes files from the engine enters an export, and facts are written through one door', () => {
  const files = readdirSync(resolve(root, 'renderer/engine'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const sourceOf = (name: string): string => readFileSync(resolve(root, 'renderer/engine', name), 'utf8');
  const writers = files.filter((name) => /machine\('output\.(create|print)'|writeOutput\(/.test(sourceOf(name)) && name !== 'writeOutput.ts');
  expect(writers.filter((name) => !/act: 'export'|enterExport\(|(workspace|engine)\.commit\(/.test(sourceOf(name)))).toEqual([]);
  // The record is appended to by the workspace alone.
  const journalling = files.filter((name) => /machine\('journal\.(begin|append|commit)'|\.journal\.(begin|append|commit)\(/.test(sourceOf(name)));
  expect(journalling.filter((name) => name !== 'journalOverPort.ts')).toEqual([]);
});

test('the log can\'t be switched off', () => {
  const settings = readFileSync(resolve(root, 'shared/contract/desktop.ts'), 'utf8');
  expect(settings).not.toMatch(/(log|audit|journal)(Enabled|Disabled|Off|On)\b/i);
  expect(Object.entries(desktopCalls).filter(([, kind]) => kind === 'logs').map(([name]) => name)).toEqual(['workspace.create', 'workspace.pick', 'workspace.open', 'backups.restore']);
});
