// Merging records that a steward chose in the grid: side by side first, then the one step.
import { useNavigate } from '@tanstack/react-router';
import { GitMerge } from 'lucide-react';
import { useState } from 'react';
import type { Comparison } from '../../shared/contract/engine.ts';
import type { RowId } from '../../shared/model/ids.ts';
import { useText } from '../i18n/useText.ts';
import { useAsk, useTell } from '../session/ask.ts';
import { useWorkspace } from '../session/session.ts';
import { useSettings } from '../session/settings.ts';
import { today } from '../session/today.ts';
import { useDone } from '../session/undo.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Busy } from '../ui/States.tsx';
import { CompareTable } from './compare/CompareTable.tsx';
import { cursorKey, digitKey } from './compare/compareKeys.ts';
import { TypeValue } from './compare/TypeValue.tsx';
import { useGroupDecision } from './compare/useGroupDecision.ts';
import { SayWhy, unsaid } from './SayWhy.tsx';

/** `rows` are any rows of the records. */
export function MergeRowsDialog({ rows, onClose }: { rows: readonly RowId[]; onClose: () => void }) {
  const { t } = useText();
  const { data } = useAsk('compare.rows', { rows, today: today() });
  return data ? (
    <MergeRows compared={data} onClose={onClose} />
  ) : (
    <Dialog title={t('steward.mergeRows.title')} size="large" isOpen onClose={onClose}>
      <Busy label={t('ui.loading')} />
    </Dialog>
  );
}

function MergeRows({ compared, onClose }: { compared: Comparison; onClose: () => void }) {
  const { t } = useText();
  const navigate = useNavigate();
  const { readOnly } = useWorkspace();
  const done = useDone();
  const decision = useGroupDecision(compared);
  const { data: sources } = useAsk('sources.list', undefined);
  const [cursor, setCursor] = useState({ field: 0, member: 0 });
  const [typing, setTyping] = useState<number | null>(null);
  const [said, setSaid] = useState(unsaid);
  const shownRows = decision.rows.filter((row) => !row.isEmpty);
  const merge = useTell('decide.merge', (line) => {
    done(t('duplicates.merged', { count: decision.kept.length }), line);
    onClose();
    const first = decision.kept[0];
    if (first) void navigate({ to: '/record/$row', params: { row: first.row } });
  });
  const singleKeys = useSettings((state) => state.settings.singleKeys);
  const table = { compared, rows: shownRows, decision, cursor, onCursor: setCursor, onType: setTyping, canDecide: !readOnly };
  const typingRow = typing === null ? undefined : shownRows[typing];
  return (
    <Dialog
      title={t('steward.mergeRows.title')}
      size="large"
      isOpen
      onClose={onClose}
      foot={
        <>
          <span className="field-help">{t('steward.mergeRows.help')}</span>
          <span className="spring" />
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button
            look="primary"
            icon={GitMerge}
            isDisabled={readOnly || merge.isPending || decision.kept.length < 2}
            onPress={() => merge.mutate({ rows: decision.kept.map((member) => member.row), pins: decision.pins, comment: said.comment.trim(), reason: said.reason })}
          >
            {t('steward.mergeRows.action')}
          </Button>
        </>
      }
    >
      <CompareTable
        group={compared}
        title={t('steward.mergeRows.title')}
        rows={shownRows}
        decision={decision}
        cursor={cursor}
        onCursor={setCursor}
        canDecide={!readOnly}
        onKeyDown={(event) => {
          const act = cursorKey(event.key, table) ?? (singleKeys && !event.ctrlKey && !event.metaKey && !event.altKey ? digitKey(event.key, table) : undefined);
          if (!act) return;
          event.preventDefault();
          act();
        }}
        sourceName={(id) => sources?.find(({ source }) => source.id === id)?.source.name ?? ''}
        onType={setTyping}
        foot={<SayWhy said={said} onChange={setSaid} inRow />}
      />
      {typingRow && (
        <TypeValue
          field={typingRow.field}
          value={decision.pinOf(typingRow.field)?.value ?? compared.proposal.find((one) => one.field === typingRow.field)?.value ?? ''}
          onClose={() => setTyping(null)}
          onSave={(value) => {
            decision.pin(typingRow.field, value);
            setTyping(null);
          }}
        />
      )}
    </Dialog>
  );
}
