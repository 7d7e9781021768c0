// A titled group of settings, and one setting in it.
import type { ReactNode } from 'react';

export function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="settings-group">
      <h2>{title}</h2>
      <div className="stack">{children}</div>
    </section>
  );
}

export function Row({ label, help, children }: { label: string; help?: string; children: ReactNode }) {
  return (
    <div className="settings-row">
      <span className="settings-label">{label}</span>
      <div className="settings-value">
        {children}
        {help !== undefined && <p className="field-help">{help}</p>}
      </div>
    </div>
  );
}
