// What an accepted or refused value rested on, in one line of the change log.
import type { LogEvidence } from '../../shared/contract/engine.ts';
import { useText } from '../i18n/useText.ts';
import { wordField } from '../i18n/wordField.ts';
import { wordSource } from '../i18n/wordProposal.ts';
import { useAsk } from '../session/ask.ts';

export function EvidenceLine({ evidence }: { evidence: LogEvidence }) {
  const words = useText();
  const { t, percent, list } = words;
  const { data: name } = useAsk('enrich.sourceName', evidence.source);
  const parts = [
    t('enrich.evidenceFrom', { source: wordSource(words, evidence.source, name ?? '') }),
    ...(evidence.confidence === null ? [] : [percent(evidence.confidence)]),
    ...(evidence.row === null ? [] : [t('log.row', { row: evidence.row })]),
    ...(evidence.because.length === 0 ? [] : [list(evidence.because.map(({ field, value }) => `${wordField(words, field)}: ${value}`))]),
  ];
  return <p className="quiet selectable log-evidence">{parts.join(' · ')}</p>;
}
