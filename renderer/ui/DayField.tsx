// A field for one day, typed or picked from the system's calendar.
import { Input, Label, TextField } from 'react-aria-components';
import { given } from './given.ts';

type Props = { label: string; /** Such as 2026-03-14; '' for none. */ value: string; onChange: (day: string) => void; labelled?: 'above' | 'hidden' };

export function DayField({ label, value, onChange, labelled = 'above' }: Props) {
  return (
    <TextField className="field day-field" type="date" value={value} onChange={onChange} {...given({ 'aria-label': labelled === 'hidden' ? label : undefined })}>
      {labelled !== 'hidden' && <Label>{label}</Label>}
      <Input className="input" max="9999-12-31" />
    </TextField>
  );
}
