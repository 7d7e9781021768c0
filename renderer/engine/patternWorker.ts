// Replaces by a regular expression on a thread of its own, which can be ended where the expression never is.
import type { PatternRequest } from './PatternThread.ts';

self.addEventListener('message', ({ data: { pattern, replacement, texts, at } }: MessageEvent<PatternRequest>) => {
  const done: string[] = [];
  for (const [index, text] of texts.entries()) {
    // Whoever ends this thread reads here which text it was about.
    at[0] = index;
    done.push(text.replace(pattern, replacement));
  }
  self.postMessage(done);
});
