// Choosing one of a few, and choosing one of many by typing.
import { classes } from './classes.ts';
import { given } from './given.ts';
import { Check, ChevronDown } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button, ComboBox as AriaComboBox, Input, Label, ListBox, ListBoxItem, Popover, Select as AriaSelect, SelectValue, Text } from 'react-aria-components';
import { useText } from '../i18n/useText.ts';

export type Choice<Id extends string> = { readonly id: Id; readonly label: string; readonly detail?: ReactNode };

type SelectProps<Id extends string> = {
  label: string;
  choices: readonly Choice<Id>[];
  value: Id | null;
  onChange: (id: Id) => void;
  /** Where the label stands; `hidden` keeps it for screen readers only. */
  labelled?: 'above' | 'before' | 'hidden';
  isDisabled?: boolean;
  plain?: boolean;
  help?: ReactNode;
};

/** One of a few choices. */
export function Select<Id extends string>({ label, choices, value, onChange, labelled = 'above', isDisabled = false, plain = false, help }: SelectProps<Id>) {
  const { t } = useText();
  return (
    <AriaSelect
      className={classes('select field', labelled === 'before' && 'inline', plain && 'plain')}
      {...given({ 'aria-label': labelled === 'hidden' ? label : undefined })}
      isDisabled={isDisabled}
      placeholder={t('ui.choose')}
      value={value}
      onChange={(key) => {
        const chosen = choices.find((choice) => choice.id === key);
        if (chosen) onChange(chosen.id);
      }}
    >
      {labelled !== 'hidden' && <Label>{label}</Label>}
      <Button className="select-button">
        <SelectValue className="select-value" />
        <ChevronDown size={14} />
      </Button>
      {help !== undefined && (
        <Text slot="description" className="field-help">
          {help}
        </Text>
      )}
      <Popover className="popover" offset={4}>
        <ListBox className="list-box" items={choices}>
          {(choice) => <ChoiceItem choice={choice} />}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

function ChoiceItem<Id extends string>({ choice }: { choice: Choice<Id> }) {
  return (
    <ListBoxItem className="list-item" id={choice.id} textValue={choice.label}>
      {({ isSelected }) => (
        <>
          <Text slot="label" className="label">
            {choice.label}
          </Text>
          {choice.detail !== undefined && <Text slot="description">{choice.detail}</Text>}
          {isSelected && (
            <span className="end">
              <Check size={14} />
            </span>
          )}
        </>
      )}
    </ListBoxItem>
  );
}

type ComboProps<Id extends string> = {
  label: string;
  choices: readonly Choice<Id>[];
  value: Id | null;
  onChange: (id: Id) => void;
  /** Ranks the choices for what was typed; without it all that contain it. */
  rank?: (typed: string) => readonly Choice<Id>[];
  labelled?: 'above' | 'hidden';
};

/** One of many choices, found by typing. */
export function ComboBox<Id extends string>({ label, choices, value, onChange, rank, labelled = 'above' }: ComboProps<Id>) {
  const { t } = useText();
  const current = choices.find((choice) => choice.id === value);
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed === null || typed === '' || typed === current?.label ? choices : rank ? rank(typed) : choices.filter((choice) => choice.label.toLowerCase().includes(typed.toLowerCase()));
  return (
    <AriaComboBox
      className="field"
      {...given({ 'aria-label': labelled === 'hidden' ? label : undefined })}
      items={shown}
      inputValue={typed ?? current?.label ?? ''}
      onInputChange={setTyped}
      value={value}
      onChange={(key) => {
        const chosen = choices.find((choice) => choice.id === key);
        if (chosen) onChange(chosen.id);
        setTyped(null);
      }}
      onOpenChange={(isOpen) => {
        if (!isOpen) setTyped(null);
      }}
      menuTrigger="input"
      allowsEmptyCollection
    >
      {labelled !== 'hidden' && <Label>{label}</Label>}
      <div className="combo">
        <Input className="input" onFocus={(event) => event.currentTarget.select()} />
        <Button className="combo-button">
          <ChevronDown size={14} />
        </Button>
      </div>
      <Popover className="popover" offset={4}>
        <ListBox className="list-box" renderEmptyState={() => <div className="palette-none">{t('ui.nothingFound')}</div>}>
          {(choice: Choice<Id>) => <ChoiceItem choice={choice} />}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
