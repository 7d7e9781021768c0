// The first analysis of many rows takes seconds: how far it is.
import { useQuery } from '@tanstack/react-query';
import { useText } from '../../i18n/useText.ts';
import { useSession } from '../../session/session.ts';
import { fractionOf, wordProgress } from '../../session/wordJob.ts';
import { Progress } from '../../ui/Progress.tsx';

const LOOK_EVERY_MS = 300;

export function Analysing() {
  const words = useText();
  const { engine } = useSession();
  const { data } = useQuery({ queryKey: ['quality.progress'], queryFn: () => engine.call('quality.progress', undefined), refetchInterval: LOOK_EVERY_MS, staleTime: 0 });
  return (
    <div className="state" role="status">
      <div className="run-progress">
        <p>{words.t('quality.analysing')}</p>
        <Progress label={words.t('quality.analysing')} fraction={fractionOf(data ?? null)} remainingMs={null} detail={data ? wordProgress(words, data) : ''} />
      </div>
    </div>
  );
}
