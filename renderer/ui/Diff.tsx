// A text whose letters that differ from another text are marked by background and underline.
import { diffText } from './diffText.ts';

/** `other` is what it is compared with; equal texts carry no mark. */
export function Diff({ text, other }: { text: string; other: string }) {
  return diffText(text, other).map((part, index) =>
    part.isSame ? (
      part.text
    ) : (
      // Parts have nothing but their place.
      // oxlint-disable-next-line react/no-array-index-key
      <mark className="differs" key={index}>
        {part.text}
      </mark>
    ),
  );
}
