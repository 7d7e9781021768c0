// Draws the short messages; screen readers hear them politely.
import { classes } from './classes.ts';
import { X } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useText } from '../i18n/useText.ts';
import { toneIcons } from './Badge.tsx';
import { dismissToast, useToasts } from './toast.ts';

/** To be mounted once. */
export function Toasts() {
  const toasts = useToasts((state) => state.toasts);
  const { t } = useText();
  return (
    <section className="toasts" aria-label={t('ui.messages')} aria-live="polite">
      {toasts.map((toast) => {
        const Shape = toast.tone && toneIcons[toast.tone];
        return (
          <div className={classes('toast', toast.tone)} key={toast.id} role={toast.tone === 'conflict' ? 'alert' : 'status'}>
            {Shape && <Shape size={16} aria-hidden="true" />}
            <span className="text selectable">{toast.text}</span>
            {toast.action && (
              <Button
                onPress={() => {
                  toast.action?.run();
                  dismissToast(toast.id);
                }}
              >
                {toast.action.label}
              </Button>
            )}
            <Button className="close" aria-label={t('ui.dismiss')} onPress={() => dismissToast(toast.id)}>
              <X size={14} />
            </Button>
          </div>
        );
      })}
    </section>
  );
}
