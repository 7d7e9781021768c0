// What came back from customers, answer by answer in words, before anything is taken in.
import type { PickedFile } from '../../../shared/contract/desktop.ts';
import type { AnswerLine } from '../../../shared/contract/engine.ts';
import { useText, type Words } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { wordTrouble } from '../../i18n/wordTrouble.ts';
import { useAsk, useTroubleToast } from '../../session/ask.ts';
import { runJob } from '../../session/jobs.ts';
import { useSession } from '../../session/session.ts';
import { today } from '../../session/today.ts';
import { useDone } from '../../session/undo.ts';
import { troubleOf } from '../../session/troubleOf.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Busy, ErrorState, Note } from '../../ui/States.tsx';

const MOST_LINES = 500;

export function AnswersDialog({ files, onClose }: { files: readonly PickedFile[]; onClose: () => void }) {
  const words = useText();
  const { t } = words;
  const session = useSession();
  const say = useTroubleToast();
  const done = useDone();
  const request = { files: files.map(({ token }) => token), today: today() };
  const { data: lines, error } = useAsk('refresh.read', request);
  const count = (outcome: AnswerLine['outcome']) => (lines ?? []).filter((line) => line.outcome === outcome).length;
  const canTake = count('taken') + count('new') > 0;
  const take = async () => {
    onClose();
    try {
      const taken = await runJob(session, 'enriching', '', 'refresh.take', request);
      done(t('refresh.taken', { count: count('taken') + taken.newRows }), taken.newRows === 0 ? taken.entry : null);
    } catch (thrown) {
      say(thrown);
    }
  };
  return (
    <Dialog
      title={t('refresh.answersTitle', { count: files.length })}
      isOpen
      onClose={onClose}
      size="large"
      foot={
        <>
          <span className="spring" />
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button look="primary" isDisabled={!canTake} onPress={() => void take()}>
            {t('refresh.take')}
          </Button>
        </>
      }
    >
      {error ? (
        <ErrorState title={t('error.title')}>{troubleOf(error) ? wordTrouble(words, troubleOf(error)!) : error.message}</ErrorState>
      ) : lines === undefined ? (
        <Busy label={t('ui.loading')} />
      ) : (
        <div className="stack">
          <Note tone={count('aside') > 0 ? 'review' : 'match'}>
            <span data-testid="answers-sum">{canTake ? t('refresh.answersSum', { taken: count('taken'), fresh: count('new'), aside: count('aside') }) : t('refresh.nothingToTake')}</span>
          </Note>
          <div className="panel table-wrap">
            <table className="table answers">
              <thead>
                <tr>
                  <th scope="col">{t('refresh.record')}</th>
                  <th scope="col">{t('refresh.answeredOn')}</th>
                  <th scope="col">{t('refresh.outcome')}</th>
                  <th scope="col">{t('refresh.file')}</th>
                </tr>
              </thead>
              <tbody>
                {lines.slice(0, MOST_LINES).map((line, index) => (
                  // Two answers may be alike in everything.
                  // oxlint-disable-next-line react/no-array-index-key
                  <Line key={index} line={line} words={words} />
                ))}
              </tbody>
            </table>
          </div>
        </div>
      )}
    </Dialog>
  );
}

function Line({ line, words }: { line: AnswerLine; words: Words }) {
  const { t, day, list } = words;
  const remarks = line.outcome === 'aside' ? [] : [...(line.edited ? [t('refresh.editedByHand')] : []), ...(line.byValues ? [t('refresh.foundByValues')] : []), ...(line.dayGuessed ? [t('refresh.dayGuessed')] : []), ...(line.doubtful.length > 0 ? [t('refresh.doubtful', { fields: list(line.doubtful.map((field) => wordField(words, field))) })] : [])];
  return (
    <tr data-outcome={line.outcome}>
      <td>{line.title}</td>
      <td className="quiet">{line.on === null ? '–' : day(line.on)}</td>
      <td>
        {line.outcome === 'aside' && (
          <span className="cluster">
            <Badge tone="conflict">{t(`refresh.aside.${line.reason ?? 'unreadable'}`, { reference: line.title })}</Badge>
          </span>
        )}
        {line.outcome === 'new' && t('refresh.isNew')}
        {line.outcome === 'taken' && (
          <>
            {line.confirmed.length > 0 && <span className="block">{t('refresh.confirms', { fields: list(line.confirmed.map((field) => wordField(words, field))) })}</span>}
            {line.proposed.length > 0 && <span className="block">{t('refresh.says', { fields: list(line.proposed.map(({ field, value }) => `${wordField(words, field)} ${value}`)) })}</span>}
          </>
        )}
        {remarks.map((remark) => (
          <span className="block" key={remark}>
            <Badge tone="review">{remark}</Badge>
          </span>
        ))}
      </td>
      <td className="quiet">{line.fileName}</td>
    </tr>
  );
}
