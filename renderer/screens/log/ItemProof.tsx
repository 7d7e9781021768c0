// The proof of one change: its leaf, its salt, the way up to the root in the entry, and the same as a file.
import { useState } from 'react';
import { ArrowUp, Download } from 'lucide-react';
import type { EntrySeq } from '../../../shared/model/ids.ts';
import { useText } from '../../i18n/useText.ts';
import { useAsk } from '../../session/ask.ts';
import { useSaveFile } from '../../session/saveFile.ts';
import { Button } from '../../ui/Button.tsx';
import { Note } from '../../ui/States.tsx';

export function ItemProof({ seq, index }: { seq: EntrySeq; index: number }) {
  const { t, percent } = useText();
  // The first proof out of a load of a million rows hashes all of them.
  const [share, setShare] = useState(0);
  const { data, isPending } = useAsk('log.proof', { seq, index }, { onProgress: ({ done, total }) => setShare(total > 0 ? done / total : 0) });
  const save = useSaveFile();
  if (isPending) return <p className="quiet">{share > 0 ? t('audit.proof.workingAt', { share: percent(share) }) : t('audit.proof.working')}</p>;
  if (!data) return <p className="quiet">{t('audit.proof.gone')}</p>;
  return (
    <div className="proof">
      <Note tone={data.holds ? 'match' : 'conflict'}>{data.holds ? t('audit.proof.holds') : t('audit.proof.fails')}</Note>
      <dl className="facts small">
        <dt>{t('audit.proof.position')}</dt>
        <dd>{t('audit.proof.of', { index: index + 1, count: data.count })}</dd>
        <dt>{t('audit.proof.salt')}</dt>
        <dd>
          <code className="selectable">{data.salt}</code>
        </dd>
      </dl>
      <ol className="path">
        <li>
          <span>{t('audit.proof.leaf')}</span>
          <code className="selectable">{data.leaf}</code>
        </li>
        {data.path.map(({ hash, side }) => (
          <li key={hash}>
            <span>
              <ArrowUp size={11} aria-hidden="true" /> {t(`audit.proof.${side}`)}
            </span>
            <code className="selectable">{hash}</code>
          </li>
        ))}
        <li>
          <span>{t('audit.proof.root')}</span>
          <code className="selectable">{data.root}</code>
        </li>
      </ol>
      <div>
        <Button size="small" icon={Download} onPress={() => void save('log.saveProof', `${t('audit.fileName.proof')}-${seq}-${index}.json`, { seq, index })}>
          {t('audit.proof.save')}
        </Button>
      </div>
    </div>
  );
}
