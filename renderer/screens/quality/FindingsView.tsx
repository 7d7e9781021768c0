// Rules at the left, what breaks them in the middle, the finding in hand at the right; worked off by keyboard.
import { Link, useNavigate } from '@tanstack/react-router';
import { CheckCheck, ListFilter, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { EngineClient, FindingFilter, FindingLine, FindingReason, Rule, RuleLine } from '../../../shared/contract/engine.ts';
import type { EpochDay, SourceId } from '../../../shared/model/ids.ts';
import { useText } from '../../i18n/useText.ts';
import { wordFinding, wordReason, wordRule } from '../../i18n/wordQuality.ts';
import { useAsk } from '../../session/ask.ts';
import { findingStateNames, qualityRoute, type QualitySearch } from '../../session/routes.ts';
import { useSession, useWorkspace } from '../../session/session.ts';
import { useSettings } from '../../session/settings.ts';
import { useStored } from '../../session/stored.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Badge } from '../../ui/Badge.tsx';
import type { FetchRows } from '../../ui/grid/RowCache.ts';
import { VirtualList } from '../../ui/grid/VirtualList.tsx';
import { Select } from '../../ui/Select.tsx';
import { SidePane } from '../../ui/SidePane.tsx';
import { EmptyState } from '../../ui/States.tsx';
import { Analysing } from './Analysing.tsx';
import { FindingInHand } from './FindingInHand.tsx';
import { RuleDialog } from './RuleDialog.tsx';
import { RuleMenu } from './RuleMenu.tsx';
import { severityTones } from '../../parts/severityTones.ts';

/** `_version` only tells one answer from the next: after each ruling the findings are asked for anew. */
function findingsWindow(engine: EngineClient, today: EpochDay, filter: FindingFilter, _version: number): FetchRows<FindingLine> {
  return async (from, count, signal) => (await engine.call('quality.findings', { today, filter, from, count }, { signal })).lines;
}

/** What is looked at stands in the address. */
export function FindingsView({ today }: { today: EpochDay }) {
  const words = useText();
  const { t, number } = words;
  const { engine } = useSession();
  const { readOnly } = useWorkspace();
  const navigate = useNavigate();
  const search = qualityRoute.useSearch();
  const { rule = null, state = 'open', reason = null, source = null, field = null } = search;
  const filter = useMemo<FindingFilter>(() => ({ rule, state, reason: reason as FindingReason['kind'] | null, source: source as SourceId | null, field }), [field, reason, rule, source, state]);
  const filterKey = JSON.stringify(filter);
  const actor = useSettings((all) => all.settings.actor);
  // Where somebody stopped working a list off outlives a restart.
  const [kept, setKept] = useStored(`findings.${actor}.${filterKey}`, 0);
  const [edited, setEdited] = useState<Rule | 'new' | null>(null);
  const [showsKept, setShowsKept] = useState(false);
  const { data: rules } = useAsk('quality.rules', { today }, { keep: true });
  const { data: sources } = useAsk('sources.list', undefined, { keep: true });
  const { data: first, dataUpdatedAt } = useAsk('quality.findings', { today, filter, from: 0, count: 1 }, { keep: true });
  const total = first?.total ?? 0;
  const at = Math.max(0, Math.min(kept, total - 1));
  const { data: here } = useAsk('quality.findings', { today, filter, from: at, count: 1 }, { keep: true });
  const fetchRows = useMemo(() => findingsWindow(engine, today, filter, dataUpdatedAt), [dataUpdatedAt, engine, filter, today]);
  const go = (next: number): void => setKept(Math.max(0, Math.min(total - 1, next)));
  const change = (with_: { [Key in keyof QualitySearch]?: QualitySearch[Key] | undefined }): void =>
    void navigate({ to: '/quality', search: Object.fromEntries(Object.entries({ ...search, view: 'findings', ...with_ }).filter(([, value]) => value !== undefined)) as QualitySearch, replace: true });
  if (!rules || !first) return <Analysing />;
  const ruleOf = new Map(rules.map((line) => [line.rule.id, line]));
  const finding = here?.lines[0];
  // Suggestions stand at the field that a rule judges by itself.
  const judged = rule === null ? undefined : ruleOf.get(rule)?.rule.check;
  const mendable = judged?.kind === 'valid' ? judged.field : null;
  const openOfAll = rules.reduce((sum, line) => sum + line.open, 0);
  // Rules that nothing breaks stand behind a button.
  const isKept = (line: RuleLine): boolean => line.rule.enabled && line.rule.id !== rule && line.open + line.accepted + line.ignored === 0;
  const listed = rules.filter((line) => !isKept(line));
  const unbroken = rules.filter(isKept);
  const names = (sources ?? []).map(({ source: { id, name } }) => ({ id: String(id), label: name }));
  return (
    <div className="panes">
      <SidePane label={t('quality.rules')} resizeLabel={t('ui.resizePane')} side="start" width={264} min={200} max={440}>
        <nav className="facet-list" aria-label={t('quality.rules')}>
          <div className="section-head">
            <h3>{t('quality.rules')}</h3>
            <span className="spring" />
            <IconButton size="small" icon={Plus} label={t('quality.addRule')} isDisabled={readOnly} onPress={() => setEdited('new')} />
          </div>
          <Link to="/quality" search={{ view: 'findings', ...(state === 'open' ? {} : { state }) }} replace activeOptions={{ exact: true }} className="facet-value" aria-current={rule === null ? 'true' : undefined}>
            <span className="truncate">{t('quality.allRules')}</span>
            <span className="count">{number(openOfAll)}</span>
          </Link>
          {listed.map((line) => (
            <RuleEntry key={line.rule.id} line={line} search={search} isChosen={line.rule.id === rule} onEdit={() => setEdited(line.rule)} />
          ))}
          {unbroken.length > 0 && (
            <button type="button" className="facet-more" aria-expanded={showsKept} onClick={() => setShowsKept(!showsKept)}>
              {t('quality.kept', { count: unbroken.length })}
            </button>
          )}
          {showsKept && unbroken.map((line) => <RuleEntry key={line.rule.id} line={line} search={search} isChosen={line.rule.id === rule} onEdit={() => setEdited(line.rule)} />)}
        </nav>
      </SidePane>
      <div className="pane main">
        <div className="toolbar">
          <Select label={t('quality.stateLabel')} labelled="hidden" value={state} choices={findingStateNames.map((id) => ({ id, label: t(`quality.state.${id}`) }))} onChange={(next) => change({ state: next === 'open' ? undefined : next })} />
          {names.length > 1 && <Select label={t('quality.source')} labelled="hidden" value={source === null ? 'all' : String(source)} choices={[{ id: 'all', label: t('quality.allSources') }, ...names]} onChange={(next) => change({ source: next === 'all' ? undefined : Number(next) })} />}
          <span className="spring" />
          {mendable !== null && state === 'open' && (
            <Link to="/quality" search={{ view: 'standardise', field: mendable, way: 'repairs' }} className="button quiet small">
              {t('quality.allSuggestions')}
            </Link>
          )}
          {total > 0 && (
            <span className="quiet" data-testid="finding-position">
              {t('quality.position', { at: at + 1, total })}
            </span>
          )}
        </div>
        {total === 0 ? (
          state === 'open' ? (
            <EmptyState icon={CheckCheck} title={t('quality.doneTitle')}>
              {t('quality.doneBody')}
            </EmptyState>
          ) : (
            <EmptyState icon={ListFilter} title={t('quality.noneTitle')}>
              {t('quality.noneBody')}
            </EmptyState>
          )
        ) : (
          <VirtualList
            label={t('quality.findings')}
            count={total}
            itemPx={48}
            fetchRows={fetchRows}
            chosen={at}
            onChoose={go}
            renderItem={(line) => {
              const check = ruleOf.get(line.rule)?.rule.check;
              return (
                <span className="finding-line">
                  <span className="queue-title truncate">{line.title}</span>
                  <span className="truncate mono">{line.values[0]?.value === '' ? <span className="faint">{t('quality.blankValue')}</span> : line.values[0]?.value}</span>
                  <span className="finding-why truncate">{wordFinding(words, line.reason, check)}</span>
                  <span className="finding-repair truncate mono">{line.repair ? `→ ${line.repair.value === '' ? t('quality.blankValue') : line.repair.value}` : ''}</span>
                </span>
              );
            }}
          />
        )}
        {total > 0 && <footer className="statusbar"><span className="truncate">{t('quality.keys')}</span></footer>}
      </div>
      <SidePane label={t('quality.finding')} resizeLabel={t('ui.resizePane')} side="end" width={320} min={260} max={480}>
        {finding && total > 0 ? (
          <FindingInHand
            key={`${finding.rule}.${finding.row}`}
            finding={finding}
            rule={ruleOf.get(finding.rule)?.rule}
            today={today}
            sourceName={names.find(({ id }) => id === String(finding.source))?.label ?? ''}
            onMove={(by) => go(at + by)}
          />
        ) : (
          <p className="pane-hint">{t('quality.doneTitle')}</p>
        )}
      </SidePane>
      {edited !== null && <RuleDialog today={today} rule={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </div>
  );
}

function RuleEntry({ line, search, isChosen, onEdit }: { line: RuleLine; search: QualitySearch; isChosen: boolean; onEdit: () => void }) {
  const words = useText();
  const { t, number } = words;
  const { rule } = line;
  const state = search.state === undefined ? {} : { state: search.state };
  return (
    <div className={rule.enabled ? 'rule-entry' : 'rule-entry off'}>
      <div className="rule-head">
        <Link to="/quality" search={{ view: 'findings', rule: rule.id, ...state }} replace activeOptions={{ exact: true }} className="facet-value" aria-current={isChosen && search.reason === undefined ? 'true' : undefined}>
          <span className={`dot ${severityTones[rule.severity] ?? ''}`} title={t(`quality.severity.${rule.severity}`)} />
          <span className="truncate" title={wordRule(words, rule)}>
            {wordRule(words, rule)}
          </span>
          {rule.enabled ? <span className="count">{number(line.open)}</span> : <Badge>{t('quality.off')}</Badge>}
        </Link>
        <RuleMenu line={line} onEdit={onEdit} />
      </div>
      {isChosen &&
        line.byReason.length > 1 &&
        line.byReason.map(({ reason, rows }) => (
          <Link key={reason} to="/quality" search={{ view: 'findings', rule: rule.id, reason, ...state }} replace activeOptions={{ exact: true }} className="facet-value sub" aria-current={search.reason === reason ? 'true' : undefined}>
            <span className="truncate">{wordReason(words, reason)}</span>
            <span className="count">{number(rows)}</span>
          </Link>
        ))}
    </div>
  );
}
