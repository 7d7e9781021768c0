// A segmented control: one of two to five, side by side.
import type { ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { given } from './given.ts';

type Props<Id extends string> = {
  label: string;
  choices: readonly { readonly id: Id; readonly label: ReactNode; readonly name?: string; readonly count?: string | undefined }[];
  value: Id;
  onChange: (id: Id) => void;
};

/** `name` is what a screen reader says where the label is a picture. */
export function Segments<Id extends string>({ label, choices, value, onChange }: Props<Id>) {
  return (
    <ToggleButtonGroup
      className="segments"
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = choices.find((choice) => keys.has(choice.id));
        if (chosen) onChange(chosen.id);
      }}
    >
      {choices.map((choice) => (
        <ToggleButton className="segment" key={choice.id} id={choice.id} {...given({ 'aria-label': choice.name })}>
          {choice.label}
          {choice.count !== undefined && <span className="count">{choice.count}</span>}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
