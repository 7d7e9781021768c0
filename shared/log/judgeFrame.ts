// Judges one payload frame by itself, which is most of the work of verifying and can be done on any thread.
import type { Unpack } from './deflate.adapter.ts';
import { leavesOf, readFrame, type FrameFault, type ItemsFrame } from './frame.ts';
import { foldLeaves, type Subtrees } from './merkle.ts';

/** What a whole frame says: of rows only what the log needs to know, items themselves. */
export type Judged =
  | { readonly kind: 'unreadable'; readonly reason: FrameFault }
  | (JudgedBase & { readonly kind: 'rows' })
  | (JudgedBase & { readonly kind: 'items'; readonly frame: ItemsFrame });
type JudgedBase = {
  readonly firstItem: number;
  readonly count: number;
  /** Per item 0 (present) or 1 (erased). */
  readonly states: Uint8Array;
  readonly subtrees: Subtrees;
};

/** Judges frames elsewhere, each by itself. */
export interface FrameJudge {
  judge(content: Uint8Array): Promise<Judged>;
  end(): void;
}

/** A judge of several: each gets every so-manieth frame. */
export function judgesInTurn(judges: readonly FrameJudge[]): FrameJudge {
  let turn = 0;
  return {
    judge: (content) => judges[turn++ % judges.length]!.judge(content),
    end: () => {
      for (const judge of judges) judge.end();
    },
  };
}

export function judgeFrame(content: Uint8Array, unpack?: Unpack): Judged {
  const read = readFrame(content, unpack);
  if (!read.ok) return { kind: 'unreadable', reason: read.error };
  const frame = read.value;
  const { firstItem, count, states } = frame;
  const subtrees = foldLeaves(leavesOf(frame), firstItem);
  return frame.kind === 'rows' ? { kind: 'rows', firstItem, count, states, subtrees } : { kind: 'items', firstItem, count, states, subtrees, frame };
}

/** Whether a frame holds rows, read off its header: those are what is worth another thread. */
export function isRowsContent(content: Uint8Array): boolean {
  return content[0] === 2;
}
