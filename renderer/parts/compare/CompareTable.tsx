// The rows of a group as columns, their fields as rows; differences are marked letter by letter against the golden value.
import { Link } from '@tanstack/react-router';
import { Pencil, RotateCcw, TriangleAlert, Undo2, UserMinus } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { CellFacts, Comparison } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { wordStaleReason } from '../../i18n/wordTrouble.ts';
import { useSettings } from '../../session/settings.ts';
import { today } from '../../session/today.ts';
import { Badge } from '../../ui/Badge.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { Diff } from '../../ui/Diff.tsx';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { Explained } from '../../ui/Tooltip.tsx';
import type { CompareCursor } from './compareKeys.ts';
import type { FieldRow, useGroupDecision } from './useGroupDecision.ts';

type Props = {
  group: Comparison;
  /** Tells one group from another that is shown in the same place. */
  about?: number;
  /** What the rows are called together. */
  title: string;
  rows: readonly FieldRow[];
  decision: ReturnType<typeof useGroupDecision>;
  cursor: CompareCursor;
  onCursor: (cursor: CompareCursor) => void;
  canDecide: boolean;
  sourceName: (id: number) => string;
  onType: (field: number) => void;
  /** Where nobody else hears the keys, such as in a dialog. */
  onKeyDown?: (event: KeyboardEvent) => void;
  /** Rows that a steward brought to the group. */
  added?: ReadonlySet<number>;
  foot: ReactNode;
};

const DAYS_A_MONTH = 365.25 / 12;

/** A click on a value takes it for the golden record; a click on the taken one goes back to the rule. */
export function CompareTable({ group, about = 0, title, rows, decision, cursor, onCursor, canDecide, sourceName, onType, onKeyDown, added, foot }: Props) {
  const words = useText();
  const { t, day, list } = words;
  const on = today();
  const singleKeys = useSettings((state) => state.settings.singleKeys);
  const box = useRef<HTMLDivElement>(null);
  // Finding a row's place makes the browser lay everything out at once: only the cursor's own steps ask for it.
  const seen = useRef({ about, field: cursor.field, isScrolled: false });
  useEffect(() => {
    const { about: before, field, isScrolled } = seen.current;
    seen.current = { about, field: cursor.field, isScrolled: before === about && isScrolled };
    if (before !== about) {
      if (isScrolled) box.current?.scrollTo(0, 0);
    } else if (field !== cursor.field) box.current?.querySelectorAll('tbody tr')[cursor.field]?.scrollIntoView({ block: 'nearest' });
    // The group in hand takes the focus, so that keys work at once.
    if (document.activeElement === document.body || document.activeElement?.closest('.group, .queue') === null) box.current?.focus({ preventScroll: true });
  }, [about, cursor.field]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="compare" ref={box} tabIndex={0} role="region" aria-label={title} onScroll={() => (seen.current.isScrolled = true)} onKeyDown={onKeyDown}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="compare-field">
              {t('duplicates.field')}
            </th>
            <th scope="col" className="compare-golden">
              {t('duplicates.survivor')}
            </th>
            {group.members.map((member, index) => {
              const isOut = decision.out.has(member.row);
              return (
                <th scope="col" key={index} className={classes('compare-member', isOut && 'out', cursor.member === index && 'at')}>
                  <span className="member-head">
                    {singleKeys && index < 9 && <KeyHint keys={String(index + 1)} />}
                    <Link to="/record/$row" params={{ row: member.row }} className="truncate">
                      {sourceName(member.source)}
                    </Link>
                    <IconButton
                      size="small"
                      icon={isOut ? Undo2 : UserMinus}
                      label={`${isOut ? t('duplicates.putBack') : t('duplicates.takeOut')}: ${t('duplicates.row', { row: member.row })}`}
                      keys={singleKeys ? 'X' : undefined}
                      isDisabled={!canDecide}
                      onPress={() => decision.toggleOut(member.row)}
                    />
                  </span>
                  <span className="member-sub">
                    <span>{t('duplicates.row', { row: member.row })}</span>
                    <span>{member.updatedOn === null ? t('record.noDate') : `${day(member.updatedOn)} · ${t('steward.monthsOld', { count: Math.max(0, Math.floor((on - member.updatedOn) / DAYS_A_MONTH)) })}`}</span>
                  </span>
                  {(member.stale.length > 0 || isOut || added?.has(member.row)) && (
                    <span className="member-flags">
                      {added?.has(member.row) && <Badge tone="accent">{t('steward.added')}</Badge>}
                      {isOut && <Badge>{t('duplicates.takenOut')}</Badge>}
                      {member.stale.length > 0 && (
                        <Explained text={member.stale.map((reason) => wordStaleReason(words, reason)).join('. ')}>
                          <Badge tone="stale">{t('records.flagShort.stale')}</Badge>
                        </Explained>
                      )}
                    </span>
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => {
            const name = wordField(words, row.field);
            const proposed = group.proposal.find((one) => one.field === row.field);
            const pin = decision.pinOf(row.field);
            const golden = pin?.value ?? proposed?.value ?? '';
            const handSet = group.handSet.find((one) => one.field === row.field);
            const fromRow = pin ? (pin.row ?? null) : (proposed?.row ?? null);
            return (
              <tr key={row.field} className={classes(row.isSame && !pin && 'same', at === cursor.field && 'at')}>
                <th scope="row" className="compare-field">
                  {name}
                </th>
                <td className="compare-golden">
                  <span className="golden-value">
                    <span className="selectable">{golden === '' ? <span className="faint">–</span> : golden}</span>
                    {canDecide && (
                      <span className="golden-tools">
                        {pin && <IconButton size="small" icon={RotateCcw} label={t('duplicates.unpin')} onPress={() => decision.unpin(row.field)} />}
                        <IconButton size="small" icon={Pencil} label={`${t('duplicates.typeValue')}: ${name}`} keys="F2" onPress={() => onType(at)} />
                      </span>
                    )}
                  </span>
                  {handSet && !pin && (
                    <span className="golden-rule">
                      <Badge tone="conflict">{t('steward.handSetDiffer', { values: list(handSet.values) })}</Badge>
                    </span>
                  )}
                  {(pin ?? proposed) && (!row.isSame || proposed?.rule === 'pinned') && <span className={classes('golden-rule', pin && 'pinned')}>{pin ? t('duplicates.pinned') : t(`rule.${proposed?.rule ?? 'pinned'}`)}</span>}
                </td>
                {group.members.map((member, index) => {
                  const value = member.cells[row.index];
                  const facts = group.facts[index]?.[row.index];
                  const isOut = decision.out.has(member.row);
                  const isTaken = fromRow === member.row;
                  const isCursor = at === cursor.field && index === cursor.member;
                  const className = classes('compare-cell', isOut && 'out', isTaken && 'taken', isCursor && 'cursor', pin && isTaken && 'pinned');
                  if (value === null || value === undefined || value === '')
                    return (
                      <td key={index} className={className} onClick={() => onCursor({ field: at, member: index })} onKeyDown={undefined}>
                        <span className={value === '' ? 'faint' : 'absent'}>{value === '' ? '–' : t('ui.missing')}</span>
                      </td>
                    );
                  return (
                    <td key={index} className={className}>
                      <button
                        type="button"
                        tabIndex={-1}
                        disabled={!canDecide || isOut}
                        aria-pressed={isTaken}
                        aria-label={t('duplicates.pick', { value, row: member.row, field: name })}
                        onClick={() => {
                          onCursor({ field: at, member: index });
                          decision.pin(row.field, value, member.row);
                        }}
                      >
                        {golden === '' || value === golden ? value : <Diff text={value} other={golden} />}
                      </button>
                      {facts && <Facts facts={facts} />}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="compare-foot">
        {foot}
        <p className="field-help">
          {t('duplicates.diffHelp')} {singleKeys && t('duplicates.numberPick')}
        </p>
      </div>
    </div>
  );
}

/** What a value says in standard form, and whether it is wrong. */
function Facts({ facts }: { facts: CellFacts }) {
  const { t } = useText();
  if (facts.standard === null && facts.valid !== false) return null;
  return (
    <div className="cell-facts">
      {facts.standard !== null && (
        <span className="cell-standard" title={t('steward.standard', { value: facts.standard })}>
          {facts.standard}
        </span>
      )}
      {facts.valid === false && (
        <span className="cell-invalid">
          <TriangleAlert size={11} strokeWidth={2.2} aria-hidden="true" />
          {t('steward.invalid')}
        </span>
      )}
    </div>
  );
}
