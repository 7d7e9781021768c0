// Where a golden record comes from: of each value its row, load, rule or steward; how it was merged; which golden record each row stood in.
import { Fragment } from 'react';
import { Link } from '@tanstack/react-router';
import { Split, Ungroup } from 'lucide-react';
import type { Lineage, MergeNode, SurvivingValue, Taken } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { useWorkspace } from '../../session/session.ts';
import { useWho } from '../../session/useWho.ts';
import { classes } from '../../ui/classes.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Explained } from '../../ui/Tooltip.tsx';

/** The rule and the row of a golden value, with its load; or who set it by hand, when, why and for how long. */
export function Origin({ surviving, lineage, sourceName }: { surviving: SurvivingValue; lineage: Lineage | undefined; sourceName: (id: number) => string }) {
  const { t, day, dateTime } = useText();
  const who = useWho();
  const handSet = surviving.rule === 'pinned' ? lineage?.handSet.find((one) => one.field === surviving.field && one.holds) : undefined;
  const load = surviving.row === null ? undefined : lineage?.loads.find((one) => one.row === surviving.row);
  const said = surviving.row === null ? t('record.typed') : t('record.fromRow', { rule: t(`rule.${surviving.rule}`), row: surviving.row });
  return (
    <>
      <span className={classes('golden-rule', surviving.rule === 'pinned' && 'pinned')}>{load ? <Explained text={`${sourceName(load.source)} · ${t('steward.lineage.from', { file: load.fileName, when: dateTime(load.at) })}`}>{said}</Explained> : said}</span>
      {handSet && (
        <span className="golden-rule">
          {t('steward.lineage.byHand', { who: who(handSet.actor), when: day(Math.floor(handSet.at / 86_400_000)) })}
          {handSet.hold !== 'always' && ` · ${t(`steward.hold.${handSet.hold}`)}`}
          {handSet.comment !== '' && ` · ${t('steward.lineage.because', { comment: handSet.comment })}`}
        </span>
      )}
    </>
  );
}

/** The merges that stand, each of which can be taken back, and the dated crosswalk. */
export function LineagePane({ lineage, golden, onSplit }: { lineage: Lineage; golden: string; onSplit: (taken: Taken) => void }) {
  const { t, dateTime } = useText();
  const { readOnly } = useWorkspace();
  const gaveWay = lineage.handSet.filter((one) => !one.holds);
  return (
    <>
      <section className="lineage" aria-label={t('steward.lineage.tree')}>
        <header className="section-head">
          <h2>{t('steward.lineage.tree')}</h2>
          <span className="spring" />
          {lineage.tree && (
            <Button size="small" look="quiet" icon={Ungroup} isDisabled={readOnly} onPress={() => onSplit('all')}>
              {t('steward.lineage.splitAll')}
            </Button>
          )}
        </header>
        {lineage.tree ? <ul className="merge-tree"><Node node={lineage.tree} readOnly={readOnly} onSplit={onSplit} /></ul> : <p className="quiet">{t('steward.lineage.single')}</p>}
        {gaveWay.map((one) => (
          <p className="quiet" key={one.field}>{`${t('steward.lineage.gaveWay')}: ${one.value}`}</p>
        ))}
      </section>
      <section className="lineage" aria-label={t('steward.lineage.links')}>
        <h2>{t('steward.lineage.links')}</h2>
        {lineage.links.length === 0 ? (
          <p className="quiet">{t('steward.lineage.linksNone')}</p>
        ) : (
          <ul className="links">
            {lineage.links.map((link) => (
              <li key={`${link.row} ${link.from ?? 0} ${link.until ?? 0} ${link.golden}`} className={link.until === null ? undefined : 'ended'}>
                <span>
                  {t('record.row', { row: link.row })} → {link.golden === golden ? t('steward.lineage.here') : <code>{link.golden.slice(-12)}</code>}
                </span>
                <span className="quiet">
                  {link.from === null ? t('steward.lineage.sinceLoad') : t('steward.lineage.linkFrom', { from: dateTime(link.from) })}
                  {link.until !== null && ` ${t('steward.lineage.linkUntil', { until: dateTime(link.until) })}`}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

function Node({ node, readOnly, onSplit }: { node: MergeNode; readOnly: boolean; onSplit: (taken: Taken) => void }) {
  const { t, dateTime } = useText();
  const who = useWho();
  const when = dateTime(node.at);
  return (
    <li>
      <span className="merge-node">
        <Link to="/log" search={{ entry: node.entry }}>
          {t('steward.lineage.merged', { when, who: who(node.actor) })}
        </Link>
        <IconButton size="small" icon={Split} label={t('steward.split.merge', { when })} isDisabled={readOnly} onPress={() => onSplit({ merge: node.entry })} />
      </span>
      <ul>
        {node.parts.map((part) => (
          <Fragment key={typeof part === 'number' ? part : `e${part.entry}`}>{typeof part === 'number' ? <li>{t('record.row', { row: part })}</li> : <Node node={part} readOnly={readOnly} onSplit={onSplit} />}</Fragment>
        ))}
      </ul>
    </li>
  );
}
