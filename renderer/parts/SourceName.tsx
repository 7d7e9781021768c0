// Where a proposed value came from, by the key that the log keeps of it.
import { sourceOfKey, type ProposalSource } from '../../shared/contract/engine.ts';
import { useText } from '../i18n/useText.ts';
import { wordSource } from '../i18n/wordProposal.ts';
import { useAsk } from '../session/ask.ts';

export function SourceName({ sourceKey }: { sourceKey: string }) {
  const source = sourceOfKey(sourceKey);
  return source === undefined ? sourceKey : <Known source={source} />;
}

function Known({ source }: { source: ProposalSource }) {
  const words = useText();
  const { data } = useAsk('enrich.sourceName', source);
  return wordSource(words, source, data ?? '');
}
