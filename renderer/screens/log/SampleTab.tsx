// A random sample of changes for testing, which anybody with the same log and seed can draw again.
import { Dices, FileText } from 'lucide-react';
import { useState } from 'react';
import type { Language } from '../../../shared/contract/desktop.ts';
import type { SampleRequest } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { wordEntry } from '../../i18n/wordLog.ts';
import { useAsk } from '../../session/ask.ts';
import type { LogSearch } from '../../session/routes.ts';
import { useSaveFile } from '../../session/saveFile.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Fields.tsx';
import { Select } from '../../ui/Select.tsx';
import { Note } from '../../ui/States.tsx';
import { ChangeItem } from './ChangeItem.tsx';
import { filterOf, isFiltered } from './logFilter.ts';

const sizes = [10, 25, 50, 100] as const;

export function SampleTab({ search }: { search: LogSearch }) {
  const words = useText();
  const { t, dateTime, language } = words;
  const [seed, setSeed] = useState(() => new Date().toISOString().slice(0, 10));
  const [count, setCount] = useState<number>(sizes[1]);
  const [asked, setAsked] = useState<SampleRequest | null>(null);
  const { data } = useAsk('log.sample', asked ?? { seed: '', count: 0, filter: filterOf(search) }, { enabled: asked !== null });
  const save = useSaveFile();
  const draw = () => setAsked({ seed: seed.trim(), count, filter: filterOf(search) });
  return (
    <div className="log-tab">
      <section className="section">
        <p className="quiet prose">{t('audit.sample.intro')}</p>
        <div className="actions-row">
          <TextField label={t('audit.sample.seed')} labelled="before" value={seed} onChange={setSeed} onSubmit={draw} />
          <Select label={t('audit.sample.count')} labelled="before" value={String(count)} choices={sizes.map((size) => ({ id: String(size), label: String(size) }))} onChange={(id) => setCount(Number(id))} />
          <Button icon={Dices} look="primary" onPress={draw}>
            {t('audit.sample.draw')}
          </Button>
          {asked !== null && data !== undefined && data.drawn.length > 0 && (
            <Button icon={FileText} onPress={() => void save('log.export', `${t('audit.fileName.report')}.pdf`, { format: 'report', filter: asked.filter, sample: asked, language: language satisfies Language })}>
              {t('audit.sample.report')}
            </Button>
          )}
        </div>
        {isFiltered(search) && <Note>{t('audit.sample.within')}</Note>}
      </section>
      {asked !== null && data && (
        <section className="section">
          {data.drawn.length === 0 ? (
            <p className="quiet">{t('audit.sample.none')}</p>
          ) : (
            <>
              <p>
                <strong data-testid="sample">{t('audit.sample.of', { drawn: data.drawn.length, of: data.of, seed: data.seed })}</strong>
              </p>
              {data.drawn.map(({ line, item }) => (
                <div key={`${line.seq} ${item.index}`} className="step">
                  <p className="step-head">
                    <span>{t('log.entryTitle', { seq: line.seq })}</span>
                    <span className="quiet">
                      {wordEntry(words, line)} · {dateTime(line.at)}
                    </span>
                  </p>
                  <ul className="items">
                    <ChangeItem seq={line.seq} item={item} />
                  </ul>
                </div>
              ))}
            </>
          )}
        </section>
      )}
    </div>
  );
}
