// Text fields, search fields, checkboxes, radio buttons, switches, sliders.
import { Check, Minus, Search, X } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { Button, Checkbox as AriaCheckbox, FieldError, Input, Label, Radio, RadioGroup, SearchField as AriaSearchField, Slider as AriaSlider, SliderOutput, SliderThumb, SliderTrack, Switch as AriaSwitch, Text, TextArea, TextField as AriaTextField, type CheckboxProps } from 'react-aria-components';
import { classes } from './classes.ts';
import { given } from './given.ts';

type TextFieldProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  labelled?: 'above' | 'before' | 'hidden';
  placeholder?: string;
  help?: ReactNode;
  error?: string | null;
  isDisabled?: boolean;
  autoFocus?: boolean;
  multiline?: boolean;
  onSubmit?: () => void;
  inputRef?: Ref<HTMLInputElement>;
};

/** One line of text, or several with `multiline`. */
export function TextField({ label, value, onChange, labelled = 'above', placeholder, help, error = null, isDisabled = false, autoFocus = false, multiline = false, onSubmit, inputRef }: TextFieldProps) {
  return (
    <AriaTextField
      className={classes('field', labelled === 'before' && 'inline')}
      {...given({ 'aria-label': labelled === 'hidden' ? label : undefined })}
      value={value}
      onChange={onChange}
      isDisabled={isDisabled}
      isInvalid={error !== null}
      // The dialog that holds the field asks for the focus here.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus={autoFocus}
    >
      {labelled !== 'hidden' && <Label>{label}</Label>}
      {multiline ? (
        <TextArea className="input" rows={2} {...given({ placeholder })} />
      ) : (
        <Input
          className="input"
          {...given({ placeholder, ref: inputRef })}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && onSubmit) onSubmit();
          }}
        />
      )}
      {help !== undefined && (
        <Text slot="description" className="field-help">
          {help}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
  );
}

type SearchProps = { label: string; value: string; onChange: (value: string) => void; placeholder?: string; inputRef?: Ref<HTMLInputElement>; onSubmit?: () => void };

/** A field to search in what is shown. */
export function SearchField({ label, value, onChange, placeholder, inputRef, onSubmit }: SearchProps) {
  return (
    <AriaSearchField className="search" aria-label={label} value={value} onChange={onChange} {...(onSubmit ? { onSubmit } : {})}>
      <Search size={14} />
      <Input className="input" placeholder={placeholder ?? label} {...(inputRef ? { ref: inputRef } : {})} />
      <Button className="search-clear">
        <X size={14} />
      </Button>
    </AriaSearchField>
  );
}

/** A box to tick, with its words. */
export function Checkbox({ children, ...rest }: Omit<CheckboxProps, 'children' | 'className' | 'style'> & { children?: ReactNode }) {
  return (
    <AriaCheckbox {...rest} className="checkbox">
      {({ isSelected, isIndeterminate }) => (
        <>
          <span className="box" aria-hidden="true">
            {isIndeterminate ? <Minus size={12} strokeWidth={3} /> : isSelected ? <Check size={12} strokeWidth={3} /> : null}
          </span>
          {children !== undefined && <span>{children}</span>}
        </>
      )}
    </AriaCheckbox>
  );
}

type RadiosProps<Id extends string> = { label: string; choices: readonly { readonly id: Id; readonly label: string; readonly detail?: ReactNode }[]; value: Id; onChange: (id: Id) => void };

/** One of a few, all in sight. */
export function Radios<Id extends string>({ label, choices, value, onChange }: RadiosProps<Id>) {
  return (
    <RadioGroup
      className="radio-group"
      value={value}
      onChange={(key) => {
        const chosen = choices.find((choice) => choice.id === key);
        if (chosen) onChange(chosen.id);
      }}
    >
      <Label className="field-label">{label}</Label>
      {choices.map((choice) => (
        <Radio className="radio" key={choice.id} value={choice.id}>
          <span className="dot" aria-hidden="true" />
          <span>
            {choice.label}
            {choice.detail !== undefined && <span className="field-help"> {choice.detail}</span>}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}

/** A setting that is on or off at once. */
export function Switch({ children, isSelected, onChange }: { children: ReactNode; isSelected: boolean; onChange: (isSelected: boolean) => void }) {
  return (
    <AriaSwitch className="switch" isSelected={isSelected} onChange={onChange}>
      <span className="track" aria-hidden="true" />
      <span>{children}</span>
    </AriaSwitch>
  );
}

type SliderProps = { label: string; value: number; min: number; max: number; step: number; onChange: (value: number) => void; onCommit?: (value: number) => void; format: Intl.NumberFormatOptions };

/** A value within a range, dragged or moved by arrow keys. */
export function Slider({ label, value, min, max, step, onChange, onCommit, format }: SliderProps) {
  const share = (value - min) / (max - min || 1);
  return (
    <AriaSlider className="slider" value={value} minValue={min} maxValue={max} step={step} onChange={onChange} formatOptions={format} {...(onCommit ? { onChangeEnd: onCommit } : {})}>
      <Label>{label}</Label>
      <SliderOutput />
      <SliderTrack className="slider-track">
        <div className="slider-fill" style={{ width: `${share * 100}%` }} />
        <SliderThumb className="slider-thumb" />
      </SliderTrack>
    </AriaSlider>
  );
}
