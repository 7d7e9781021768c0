// A short explanation that appears beside what is pointed at or focused.
import type { ReactElement, ReactNode } from 'react';
import { Focusable, Tooltip as AriaTooltip, TooltipTrigger, type TooltipProps } from 'react-aria-components';
import { KeyHint } from './KeyHint.tsx';

type Props = { children: ReactElement; text: ReactNode; keys?: string | undefined; placement?: TooltipProps['placement'] };

/** Wraps a control of the kit; the tooltip is also its description for screen readers. */
export function Tooltip({ children, text, keys, placement = 'bottom' }: Props) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <AriaTooltip className="tooltip" placement={placement} offset={6}>
        {text}
        {keys !== undefined && <KeyHint keys={keys} />}
      </AriaTooltip>
    </TooltipTrigger>
  );
}

/** The same for a piece of text that is no control: it becomes focusable. */
export function Explained({ children, text }: { children: ReactNode; text: ReactNode }) {
  return (
    <Tooltip text={text}>
      <Focusable>
        <span role="note" tabIndex={0}>
          {children}
        </span>
      </Focusable>
    </Tooltip>
  );
}
