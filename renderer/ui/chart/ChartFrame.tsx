// What every chart stands in: its title, and a switch to the same numbers as a table.
import { ChartColumn, Table2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useText } from '../../i18n/useText.ts';
import { IconButton } from '../Button.tsx';

type Props = { title: string; chart: ReactNode; table: ReactNode; aside?: ReactNode };

/** The chart is a picture for eyes; screen readers get the table, and so does whoever presses the switch. */
export function ChartFrame({ title, chart, table, aside }: Props) {
  const { t } = useText();
  const [isTable, setTable] = useState(false);
  return (
    <figure className="chart">
      <figcaption>
        <h3>{title}</h3>
        <span className="spring" />
        {aside}
        <IconButton size="small" icon={isTable ? ChartColumn : Table2} label={isTable ? t('quality.asChart') : t('quality.asTable')} onPress={() => setTable(!isTable)} />
      </figcaption>
      {isTable ? (
        <div className="table-wrap">{table}</div>
      ) : (
        <>
          {chart}
          <div className="visually-hidden">{table}</div>
        </>
      )}
    </figure>
  );
}
