// The short messages at the foot of the window: the queue, apart from how they look.
import { create } from 'zustand';
import type { Tone } from './Badge.tsx';

export type Toast = {
  readonly id: number;
  readonly text: string;
  readonly tone: Tone | null;
  readonly action: { readonly label: string; readonly run: () => void } | null;
};
type ToastStore = { readonly toasts: readonly Toast[] };
export const useToasts = create<ToastStore>(() => ({ toasts: [] }));

let nextId = 1;
/** Longer where there is something to press. */
const shownMs = { plain: 5000, withAction: 10_000, trouble: 15_000 } as const;

/** Says something without asking for an answer; at most two are shown. Returns the id to take it away with. */
export function showToast(text: string, options: { tone?: Tone; action?: { label: string; run: () => void } } = {}): number {
  const id = nextId++;
  const toast: Toast = { id, text, tone: options.tone ?? null, action: options.action ?? null };
  // A way back is offered for the latest change only.
  useToasts.setState((state) => ({ toasts: [...state.toasts.filter((other) => other.action === null || toast.action === null).slice(-1), toast] }));
  const ms = options.tone === 'conflict' ? shownMs.trouble : options.action ? shownMs.withAction : shownMs.plain;
  setTimeout(() => dismissToast(id), ms);
  return id;
}

/** Takes a message away; unknown ids are ignored. */
export function dismissToast(id: number): void {
  useToasts.setState((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) }));
}
