// How far long work has come, how long it may still take, and how to stop it.
import { ProgressBar } from 'react-aria-components';
import { useText } from '../i18n/useText.ts';
import { Button } from './Button.tsx';

type Props = {
  label: string;
  /** 0 to 1; null while unknown. */
  fraction: number | null;
  /** Counts in words. */
  detail: string;
  /** Milliseconds that are left; null while unknown. */
  remainingMs: number | null;
  onCancel?: (() => void) | undefined;
  isCancelling?: boolean;
};

/** Progress with count, time left and Cancel. */
export function Progress({ label, fraction, detail, remainingMs, onCancel, isCancelling = false }: Props) {
  const { t, duration } = useText();
  return (
    <div className="progress">
      <ProgressBar {...(fraction === null ? { isIndeterminate: true } : { value: fraction * 100 })} aria-label={label}>
        {({ percentage, valueText }) => (
          <div className="progress">
            <div className="progress-head">
              <span className="label truncate">{label}</span>
              {fraction !== null && <span className="eta">{valueText}</span>}
            </div>
            <div className="progress-track">
              <div className={fraction === null ? 'progress-fill unknown' : 'progress-fill'} style={fraction === null ? {} : { width: `${percentage ?? 0}%` }} />
            </div>
          </div>
        )}
      </ProgressBar>
      <div className="progress-foot">
        <span className="progress-detail">
          {detail}
          {remainingMs !== null && ` · ${t('ui.remaining', { time: duration(remainingMs) })}`}
        </span>
        {onCancel && (
          <Button size="small" onPress={onCancel} isDisabled={isCancelling}>
            {isCancelling ? t('ui.cancelling') : t('ui.cancel')}
          </Button>
        )}
      </div>
    </div>
  );
}
