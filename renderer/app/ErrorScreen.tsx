// What is shown where a bug broke the page or a part of it.
import { Component, type ReactNode } from 'react';
import { useText } from '../i18n/useText.ts';
import { Button } from '../ui/Button.tsx';
import { copyText } from '../ui/copyText.ts';
import { ErrorState } from '../ui/States.tsx';

/** Says what is safe and how to go on; the details can be copied for a report. */
export function ErrorScreen({ error }: { error: unknown }) {
  const { t } = useText();
  const details = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
  return (
    <ErrorState
      title={t('error.title')}
      actions={
        <>
          <Button look="primary" onPress={() => window.location.reload()}>
            {t('error.reload')}
          </Button>
          <Button onPress={() => copyText(details)}>{t('error.copy')}</Button>
        </>
      }
    >
      {t('error.body')}
      <details className="error-details">
        <summary>{t('error.details')}</summary>
        <pre className="mono selectable">{details}</pre>
      </details>
    </ErrorState>
  );
}

/** Catches what breaks below it. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };
  static getDerivedStateFromError(error: unknown) {
    return { error };
  }
  override render() {
    return this.state.error === null ? this.props.children : <ErrorScreen error={this.state.error} />;
  }
}
