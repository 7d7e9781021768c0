// One group side by side: fields as rows, source rows as columns, the golden value beside them; decided by key or click.
import { useNavigate } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight, GitMerge, HelpCircle, MessageSquareText, SkipForward, Split, UserPlus } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Comparison, GroupPage, LogLine } from '../../../shared/contract/engine.ts';
import type { RowId } from '../../../shared/model/ids.ts';
import { useText } from '../../i18n/useText.ts';
import { useAsk, useTroubleToast } from '../../session/ask.ts';
import { useBegun } from '../../session/begun.ts';
import { useReferenceDay } from '../../session/referenceDay.ts';
import { useSession, useWorkspace } from '../../session/session.ts';
import { useSettings } from '../../session/settings.ts';
import { hasRoomForInspector, useStored } from '../../session/stored.ts';
import { useDone, useUndo } from '../../session/undo.ts';
import { isLetterTaken } from '../../session/useSingleKey.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Pop } from '../../ui/Dialog.tsx';
import { SidePane } from '../../ui/SidePane.tsx';
import { showToast } from '../../ui/toast.ts';
import { Explained, Tooltip } from '../../ui/Tooltip.tsx';
import { AddRow } from '../../parts/compare/AddRow.tsx';
import { CompareTable } from '../../parts/compare/CompareTable.tsx';
import { cursorKey, digitKey } from '../../parts/compare/compareKeys.ts';
import { SayWhy, unsaid } from '../../parts/SayWhy.tsx';
import { Explanation } from './Explanation.tsx';
import { bandTones } from './bandTones.ts';
import type { LookedAt } from './useBatch.ts';
import { TypeValue } from '../../parts/compare/TypeValue.tsx';
import { useGroupDecision } from '../../parts/compare/useGroupDecision.ts';

type Props = {
  group: GroupPage;
  index: number;
  total: number;
  goTo: (index: number) => Promise<void>;
  /** After a decision: to the group that follows. */
  goOn: () => void;
  /** Hears which group was decided and how, and goes back to it once that is undone. */
  onDecided: (lead: RowId, how: LookedAt) => void;
  goBack: () => void;
};

/** What is not decided within this is shown to take its time. */
const SLOW_MS = 250;
const nobody: readonly RowId[] = [];
const firstCell = { field: 0, member: 0 };

/** Moves on by itself after each decision. It stays what it is from group to group: what a steward chose begins anew with each. */
export function GroupView({ group, index, total, goTo, goOn, onDecided, goBack }: Props) {
  const words = useText();
  const { t, percent } = words;
  const { engine } = useSession();
  const { readOnly } = useWorkspace();
  const navigate = useNavigate();
  const say = useTroubleToast();
  const done = useDone();
  const { undo } = useUndo();
  const singleKeys = useSettings((state) => state.settings.singleKeys);
  const { lead } = group;
  const [added, setAdded] = useBegun(lead, nobody);
  const [isAdding, setAdding] = useBegun(lead, false);
  const [on] = useReferenceDay();
  const { data: wider } = useAsk('compare.rows', { rows: [...group.members.map((member) => member.row), ...added], today: on }, { enabled: added.length > 0, keep: true });
  const compared: Comparison = added.length > 0 && wider ? wider : group;
  const decision = useGroupDecision(compared, lead);
  // What survives follows the rows that stay.
  const { data: kept } = useAsk('compare.rows', { rows: decision.kept.map((member) => member.row), today: on }, { enabled: decision.out.size > 0, keep: true });
  const shown: Comparison = decision.out.size > 0 && kept ? { ...compared, proposal: kept.proposal, handSet: kept.handSet } : compared;
  const [cursor, setCursor] = useBegun(lead, firstCell);
  const [showEmpty, setShowEmpty] = useBegun(lead, false);
  /** A decision that is being written: another one waits for it. */
  const isDeciding = useRef(false);
  const [isSlow, setSlow] = useState(false);
  const [said, setSaid] = useBegun(lead, unsaid);
  const reasonButton = useRef<HTMLButtonElement>(null);
  const [typing, setTyping] = useBegun<number | null>(lead, null);
  const [isExplained, setExplained] = useStored('queue.explained', hasRoomForInspector());
  const { data: sources } = useAsk('sources.list', undefined);
  const sourceName = (id: number) => sources?.find(({ source }) => source.id === id)?.source.name ?? '';

  const shownRows = decision.rows.filter((row) => showEmpty || !row.isEmpty);
  const hasComment = said.comment.trim() !== '';
  const reasonWords = `${said.reason === null ? t('steward.reasonLabel') : t(`steward.reason.${said.reason}`)}${hasComment ? ' …' : ''}`;
  const isOpen = group.state === 'open' || group.state === 'skipped' || group.state === 'disagreed';
  const canDecide = isOpen && !readOnly && !isSlow;

  /** Says what came of a decision: itself, or its first or second half where it takes two people. */
  const tell = (line: LogLine, words_: string, how: LookedAt) => {
    const isFirst = line.facts['what'] === 'first';
    const isSecond = line.act === 'approve';
    onDecided(lead, isFirst ? 'waiting' : how);
    done(isFirst ? t('steward.firstDone') : !isSecond ? words_ : line.facts['agreed'] === 0 ? t('steward.disagreed') : t('steward.agreed'), line);
  };
  /** Writes one decision; once it is kept, says so and goes on in the same breath. */
  const decide = async (write: () => Promise<() => void>) => {
    if (!canDecide || isDeciding.current) return;
    isDeciding.current = true;
    const slow = setTimeout(() => setSlow(true), SLOW_MS);
    try {
      (await write())();
      goOn();
    } catch (error) {
      say(error);
    } finally {
      clearTimeout(slow);
      setSlow(false);
      isDeciding.current = false;
    }
  };
  const whatIsDecided = () => ({ rows: decision.kept.map((member) => member.row), comment: said.comment.trim(), reason: said.reason });
  const merge = () => {
    if (canDecide && decision.kept.length < 2) showToast(t('duplicates.needTwo'), { tone: 'review' });
    else
      void decide(async () => {
        const line = await engine.call('decide.merge', { ...whatIsDecided(), pins: decision.pins });
        return () => tell(line, t('duplicates.merged', { count: decision.kept.length }), 'merged');
      });
  };
  const keepApart = () =>
    void decide(async () => {
      const line = await engine.call('decide.distinct', whatIsDecided());
      return () => tell(line, t('duplicates.distinctDone'), 'distinct');
    });
  const skip = () =>
    void decide(async () => {
      await engine.call('queue.skip', { lead });
      return () => onDecided(lead, 'skipped');
    });
  const table = { compared: shown, rows: shownRows, decision, cursor, onCursor: setCursor, onType: setTyping, canDecide };

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (typing !== null || isLetterTaken(event)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const inTable = target.closest('.compare') !== null || target === document.body || target.closest('#content') === target;
    const run = (action: () => void) => {
      event.preventDefault();
      action();
    };
    const moved = inTable ? cursorKey(key, table) : undefined;
    if (moved) return run(moved);
    if (!singleKeys) return undefined;
    switch (key) {
      case 'm': return run(merge);
      case 'n': return run(keepApart);
      case 's': return run(skip);
      case 'u': return run(() => void undo().then(goBack));
      case 'j': return run(() => void goTo(index + 1));
      case 'k': return run(() => index > 0 && void goTo(index - 1));
      case 'e': return run(() => setExplained(!isExplained));
      case 'x': return run(() => {
        const member = shown.members[cursor.member];
        if (member && canDecide) decision.toggleOut(member.row);
      });
      case 'a': return run(() => canDecide && setAdding(true));
      case 'r': return run(() => canDecide && reasonButton.current?.click());
      default: {
        const picked = digitKey(key, table);
        return picked ? run(picked) : undefined;
      }
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);

  const emptyCount = decision.rows.filter((row) => row.isEmpty).length;
  const typingRow = typing === null ? undefined : shownRows[typing];
  return (
    <>
      <section className="pane main group" aria-label={group.title} data-lead={lead}>
        <header className="group-head">
          <div className="group-title">
            <h2 className="truncate">{group.title === '' ? t('duplicates.row', { row: lead }) : group.title}</h2>
            <Badge tone={bandTones[group.band]}>{t(`duplicates.bandOf.${group.band}`)}</Badge>
            <span className="quiet">{t('duplicates.probability', { percent: percent(group.probability, group.probability > 0.99 ? 1 : 0) })}</span>
            {(group.isSecond || group.state === 'disagreed') && (
              <Explained text={t(group.isSecond ? 'steward.secondLookHelp' : 'steward.disagreedHelp')}>
                <Badge tone={group.isSecond ? 'accent' : 'conflict'}>{group.isSecond ? t('steward.secondLook') : t('duplicates.state.disagreed')}</Badge>
              </Explained>
            )}
          </div>
          <div className="group-place">
            <IconButton icon={ChevronLeft} label={t('ui.previous')} keys={singleKeys ? 'K' : undefined} isDisabled={index <= 0} onPress={() => void goTo(index - 1)} />
            <span data-testid="queue-position">{t('duplicates.position', { position: index + 1, total })}</span>
            <IconButton icon={ChevronRight} label={t('ui.next')} keys={singleKeys ? 'J' : undefined} isDisabled={index + 1 >= total} onPress={() => void goTo(index + 1)} />
          </div>
        </header>
        <CompareTable
          group={shown}
          about={lead}
          title={group.title}
          added={new Set(added)}
          rows={shownRows}
          decision={decision}
          cursor={cursor}
          onCursor={setCursor}
          canDecide={canDecide}
          sourceName={sourceName}
          onType={setTyping}
          foot={
            emptyCount > 0 && (
              <Button size="small" look="quiet" onPress={() => setShowEmpty(!showEmpty)} aria-pressed={showEmpty}>
                {t('duplicates.emptyFields', { count: emptyCount })}
              </Button>
            )
          }
        />
        <footer className="group-foot">
          {isOpen ? (
            <>
              <Tooltip text={t('duplicates.mergeHelp')} placement="top">
                <Button look="primary" icon={GitMerge} keys={singleKeys ? 'M' : undefined} isDisabled={!canDecide} onPress={merge}>
                  {t('duplicates.merge')}
                </Button>
              </Tooltip>
              <Tooltip text={t('duplicates.distinctHelp')} placement="top">
                <Button icon={Split} keys={singleKeys ? 'N' : undefined} isDisabled={!canDecide} onPress={keepApart}>
                  {t('duplicates.distinct')}
                </Button>
              </Tooltip>
              {group.state === 'open' && (
                <Button look="quiet" icon={SkipForward} keys={singleKeys ? 'S' : undefined} isDisabled={!canDecide} aria-label={t('duplicates.skip')} onPress={skip}>
                  <span className="foot-word">{t('duplicates.skip')}</span>
                </Button>
              )}
              <IconButton icon={UserPlus} label={t('steward.addRow')} keys={singleKeys ? 'A' : undefined} isDisabled={!canDecide} onPress={() => setAdding(true)} />
              <Pop
                label={t('steward.reasonLabel')}
                placement="top"
                button={
                  <Button look="quiet" icon={MessageSquareText} keys={singleKeys ? 'R' : undefined} ref={reasonButton} isDisabled={!canDecide}>
                    <span className={said.reason === null && !hasComment ? 'foot-last-word' : 'truncate chosen-reason'}>{reasonWords}</span>
                  </Button>
                }
              >
                <div className="popover-body">
                  <SayWhy said={said} onChange={setSaid} />
                </div>
              </Pop>
              <span className="spring" />
            </>
          ) : (
            <>
              <Badge tone={group.state === 'merged' ? 'match' : 'neutral'}>{t(`duplicates.state.${group.state}`)}</Badge>
              <span>{group.state === 'waiting' ? t('trouble.conflict.awaitsSecond') : group.state === 'merged' ? t('duplicates.alreadyMerged') : t('duplicates.alreadyDistinct')}</span>
              <span className="spring" />
              <Button onPress={() => void navigate({ to: '/record/$row', params: { row: lead } })}>{t('duplicates.openRecord')}</Button>
            </>
          )}
          <Button look="quiet" icon={HelpCircle} keys={singleKeys ? 'E' : undefined} aria-pressed={isExplained} aria-label={t(isExplained ? 'duplicates.hideExplain' : 'duplicates.explain')} onPress={() => setExplained(!isExplained)}>
            <span className="foot-word">{t(isExplained ? 'duplicates.hideExplain' : 'duplicates.explain')}</span>
          </Button>
        </footer>
      </section>
      {isExplained && (
        <SidePane label={t('duplicates.explanation')} resizeLabel={t('ui.resizePane')} side="end" width={320} min={260} max={480}>
          <Explanation group={shown} member={shown.members[cursor.member] ?? null} />
        </SidePane>
      )}
      {isAdding && (
        <AddRow
          taken={new Set(shown.members.map((member) => member.row))}
          sourceName={sourceName}
          onClose={() => setAdding(false)}
          onAdd={(row) => {
            setAdded([...added, row]);
            setAdding(false);
          }}
        />
      )}
      {typingRow && (
        <TypeValue
          field={typingRow.field}
          value={decision.pinOf(typingRow.field)?.value ?? shown.proposal.find((one) => one.field === typingRow.field)?.value ?? ''}
          onClose={() => setTyping(null)}
          onSave={(value) => {
            decision.pin(typingRow.field, value);
            setTyping(null);
          }}
        />
      )}
    </>
  );
}
