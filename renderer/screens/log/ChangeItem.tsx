// One change of an entry: what it is about, before and after side by side, why, on what ground, and its proof.
import { Link } from '@tanstack/react-router';
import { History, ShieldCheck } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { LogItem } from '../../../shared/contract/engine.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import type { EntrySeq } from '../../../shared/model/ids.ts';
import type { TextKey } from '../../i18n/index.ts';
import { useText, type Words } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { SourceName } from '../../parts/SourceName.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Diff } from '../../ui/Diff.tsx';
import { ItemProof } from './ItemProof.tsx';

/** More rows than this are counted, not listed. */
const rowsListed = 8;

export function ChangeItem({ seq, item, isBare = false }: { seq: EntrySeq; item: LogItem; isBare?: boolean }) {
  const words = useText();
  const { t, has, percent } = words;
  const [isProving, setProving] = useState(false);
  const evidence = item.evidence.filter(({ name }) => has(`audit.item.evidence.${name}`));
  return (
    <li className="item">
      <div className="item-head">
        {item.row !== null && <RowLink row={item.row} />}
        {item.rows.length > 0 && item.rows.length <= rowsListed && item.rows.map((row) => <RowLink key={row} row={row} />)}
        {item.rows.length > rowsListed && <span>{t('audit.item.rows', { count: item.rows.length })}</span>}
        <span className="item-kind">{wordSubject(words, item)}</span>
        {item.state !== 'present' && <Badge tone={item.state === 'missing' ? 'conflict' : 'neutral'}>{t(`log.${item.state}`)}</Badge>}
        <span className="spring" />
        {!isBare && item.state === 'present' && (
          <Button size="small" look="quiet" icon={ShieldCheck} aria-expanded={isProving} onPress={() => setProving(!isProving)}>
            {isProving ? t('audit.item.hideProof') : t('audit.item.prove')}
          </Button>
        )}
      </div>
      {(item.before !== null || item.after !== null) && (
        <div className={item.before === null ? 'before-after alone' : 'before-after'}>
          {item.before !== null && (
            <div>
              <span className="field-label">{t('log.before')}</span>
              <Value text={item.before} />
            </div>
          )}
          <div>
            {item.before !== null && <span className="field-label">{t('log.after')}</span>}
            {item.before !== null && item.before !== '' && item.after !== null && item.after !== '' && item.after.length < 500 ? <span className="selectable value"><Diff text={item.after} other={item.before} /></span> : <Value text={item.after} />}
          </div>
        </div>
      )}
      {(item.reason !== null || item.rule !== null || evidence.length > 0) && (
        <dl className="facts small">
          {item.reason !== null && (
            <>
              <dt>{t('audit.item.reason')}</dt>
              <dd className="selectable">{item.reason}</dd>
            </>
          )}
          {item.rule !== null && (
            <>
              <dt>{t('audit.item.rule')}</dt>
              <dd>{has(`rule.${item.rule}`) ? t(`rule.${item.rule}` as TextKey) : item.rule}</dd>
            </>
          )}
          {evidence.map(({ name, value }) =>
            name === 'source' ? (
              <Fact key={name} name={t('audit.item.evidence.source')} value={<SourceName sourceKey={value} />} />
            ) : (
              <Fact key={name} name={t(`audit.item.evidence.${name}` as TextKey)} value={name === 'confidencePpm' ? percent(Number(value) / 1e6) : plainText(value)} />
            ),
          )}
        </dl>
      )}
      {isProving && <ItemProof seq={seq} index={item.index} />}
    </li>
  );
}

function Fact({ name, value }: { name: string; value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="selectable">{typeof value === 'string' && /^[0-9a-f]{40,}$/.test(value) ? <code>{value}</code> : value}</dd>
    </>
  );
}

function RowLink({ row }: { row: number }) {
  const { t } = useText();
  return (
    <Link to="/history/$row" params={{ row }} className="row-link" aria-label={`${t('log.row', { row })}: ${t('audit.item.history')}`}>
      {t('log.row', { row })} <History size={12} aria-hidden="true" />
    </Link>
  );
}

function Value({ text }: { text: string | null }) {
  return text === null || text === '' ? <span className="faint">–</span> : <span className="selectable value">{plainText(text)}</span>;
}

/** The field, else the kind of change. */
function wordSubject(words: Words, { field, kind }: LogItem): string {
  if (field !== null) return wordField(words, field as FieldId);
  if (kind === null) return '';
  for (const key of [`audit.item.kinds.${kind}`, `log.item.${kind}`, `log.act.${kind}`]) if (words.has(key)) return words.t(key as TextKey);
  return kind;
}

/** Lists of plain values come as JSON; they read better with dots between. */
function plainText(text: string): string {
  if (!text.startsWith('[')) return text;
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list) && list.every((one) => one === null || typeof one !== 'object')) return list.filter((one) => one !== null && one !== '').join(' · ');
    if (Array.isArray(list)) return list.map((one) => Object.values(one as object).filter((value) => typeof value !== 'object').join(': ')).join(' · ');
  } catch {
    // A value that only begins like a list.
  }
  return text;
}
