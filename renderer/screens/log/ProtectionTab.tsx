// Persons who are blocked, and what has become of their data: approve, destroy, certify, or bring back.
import { Award, ShieldOff, Trash2, Undo2, UserRoundCheck } from 'lucide-react';
import { useState } from 'react';
import type { BlockLine } from '../../../shared/contract/engine.ts';
import { rowNumbersOf } from '../../../shared/model/rowNumber.ts';
import { useText } from '../../i18n/useText.ts';
import { useAsk, useTell, useTroubleToast } from '../../session/ask.ts';
import { runJob } from '../../session/jobs.ts';
import { useSaveFile } from '../../session/saveFile.ts';
import { useSession, useWorkspace } from '../../session/session.ts';
import { useSettings } from '../../session/settings.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Switch } from '../../ui/Fields.tsx';
import { Busy, EmptyState } from '../../ui/States.tsx';
import { showToast } from '../../ui/toast.ts';
import { PersonName } from './PersonName.tsx';

export function ProtectionTab() {
  const { t, language, dateTime } = useText();
  const session = useSession();
  const say = useTroubleToast();
  const save = useSaveFile();
  const { readOnly } = useWorkspace();
  const own = useSettings((state) => state.settings.actor);
  const { data } = useAsk('privacy.blocks', undefined, { keep: true });
  const lift = useTell('privacy.lift', () => showToast(t('audit.protection.lifted')));
  const approve = useTell('privacy.approve', () => showToast(t('audit.protection.approvedDone'), { tone: 'match' }));
  const rule = useTell('privacy.rule');
  const [asked, setAsked] = useState<BlockLine | null>(null);
  if (!data) return <Busy label={t('ui.loading')} />;
  const destroy = async (block: BlockLine) => {
    setAsked(null);
    try {
      const done = await runJob(session, 'erasing', '', 'privacy.erase', { block: block.seq });
      showToast(t('audit.protection.done', { items: done.items, entries: done.entries, backups: done.backups }), { tone: 'match' });
      if (done.unreadable.length > 0) showToast(t('audit.protection.unreadable', { count: done.unreadable.length }), { tone: 'conflict' });
    } catch (error) {
      say(error);
    }
  };
  const nameOf = (block: BlockLine) => (block.title === '' ? t('audit.protection.gone') : block.title);
  const waits = (block: BlockLine) => data.needsApproval && block.approvedBy === null;
  return (
    <div className="log-tab">
      <section className="section">
        <p className="quiet prose">{t('audit.protection.intro')}</p>
        {!readOnly && (
          <div>
            <Switch isSelected={data.needsApproval} onChange={(needsApproval) => rule.mutate({ needsApproval })}>
              {t('audit.protection.needsApproval')}
            </Switch>
            <p className="field-help">{t('audit.protection.needsApprovalHelp')}</p>
          </div>
        )}
      </section>
      {data.blocks.length === 0 ? (
        <EmptyState icon={ShieldOff} title={t('audit.protection.empty')}>
          {t('audit.protection.emptyBody')}
        </EmptyState>
      ) : (
        <section className="section">
          <div className="panel">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{t('audit.protection.who')}</th>
                  <th scope="col">{t('audit.protection.blocked')}</th>
                  <th scope="col">{t('audit.person.why')}</th>
                  <th scope="col">{t('audit.protection.state')}</th>
                  <th scope="col" aria-label={t('audit.protection.state')} />
                </tr>
              </thead>
              <tbody>
                {data.blocks.map((block) => (
                  <tr key={block.seq}>
                    <th scope="row">
                      {nameOf(block)}
                      <div className="quiet small">{t('audit.protection.rows', { rows: rowNumbersOf(block.rows) })}</div>
                    </th>
                    <td>
                      {dateTime(block.at)}
                      <div className="quiet small">
                        <PersonName actor={block.actor} />
                      </div>
                    </td>
                    <td>{t(`audit.person.reasons.${block.why as 'art17'}`)}</td>
                    <td>
                      {block.erased !== null ? (
                        t('audit.protection.destroyed', { seq: block.erased.seq, when: dateTime(block.erased.at) })
                      ) : waits(block) ? (
                        <Badge tone="review">{t('audit.protection.waiting')}</Badge>
                      ) : (
                        <Badge>{block.approvedBy === null ? t('audit.protection.ready') : t('audit.protection.approved', { actor: block.approvedBy.slice(0, 8) })}</Badge>
                      )}
                    </td>
                    <td className="tight">
                      <div className="row-actions">
                        {block.erased !== null && (
                          <Button size="small" icon={Award} onPress={() => void save('privacy.certificate', `${t('audit.fileName.certificate')}-${block.erased?.seq ?? ''}.pdf`, { block: block.seq, language })}>
                            {t('audit.protection.certificate')}
                          </Button>
                        )}
                        {!readOnly && block.erased === null && (
                          <>
                            {waits(block) && block.actor !== own && (
                              <Button size="small" icon={UserRoundCheck} onPress={() => approve.mutate({ block: block.seq })}>
                                {t('audit.protection.approve')}
                              </Button>
                            )}
                            {!waits(block) && (
                              <Button size="small" danger icon={Trash2} onPress={() => setAsked(block)}>
                                {t('audit.protection.erase')}
                              </Button>
                            )}
                            <Button size="small" look="quiet" icon={Undo2} onPress={() => lift.mutate({ block: block.seq })}>
                              {t('audit.protection.lift')}
                            </Button>
                          </>
                        )}
                      </div>
                      {!readOnly && block.erased === null && waits(block) && block.actor === own && <p className="field-help">{t('audit.protection.own')}</p>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
      <Dialog
        title={asked === null ? '' : t('audit.protection.confirm', { name: nameOf(asked) })}
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        foot={
          <>
            <span className="spring" />
            <Button onPress={() => setAsked(null)}>{t('ui.cancel')}</Button>
            <Button danger icon={Trash2} onPress={() => asked !== null && void destroy(asked)}>
              {t('audit.protection.confirmAction')}
            </Button>
          </>
        }
      >
        <p>{t('audit.protection.confirmBody')}</p>
      </Dialog>
    </div>
  );
}
