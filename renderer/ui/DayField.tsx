// A calendar day, typed or picked from a calendar.
import { classes } from './classes.ts';
import { given } from './given.ts';
import { Input, Label, TextField as AriaTextField } from 'react-aria-components';

type Props = { label: string; /** Days since 1970-01-01; null where none is set. */ value: number | null; onChange: (day: number | null) => void; labelled?: 'above' | 'before' | 'hidden'; isDisabled?: boolean };

const DAY_MS = 86_400_000;

/** Null while the field is empty. */
export function DayField({ label, value, onChange, labelled = 'above', isDisabled = false }: Props) {
  return (
    <AriaTextField
      className={classes('field', 'day', labelled === 'before' && 'inline')}
      {...given({ 'aria-label': labelled === 'hidden' ? label : undefined })}
      isDisabled={isDisabled}
      value={value === null ? '' : new Date(value * DAY_MS).toISOString().slice(0, 10)}
      onChange={(text) => {
        const at = Date.parse(text);
        onChange(Number.isNaN(at) ? null : at / DAY_MS);
      }}
    >
      {labelled !== 'hidden' && <Label>{label}</Label>}
      <Input className="input" type="date" min="1900-01-01" max="2200-12-31" />
    </AriaTextField>
  );
}
