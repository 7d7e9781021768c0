// What a delivered file may hold at most: seen and changed here; each is checked again while a file is read.
import { useState } from 'react';
import { defaultLimits } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { useSession } from '../../session/session.ts';
import { changeSettings, useSettings } from '../../session/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Fields.tsx';
import { Group, Row } from './Group.tsx';

/** Each limit with the unit that it is shown in, and what it may be (in that unit). */
const limits = [
  { id: 'fileBytes', unit: 1024 ** 2, least: 1, most: 16_384 },
  { id: 'columns', unit: 1, least: 1, most: 16_384 },
  { id: 'cellBytes', unit: 1024, least: 1, most: 65_536 },
  { id: 'archiveEntries', unit: 1, least: 1, most: 100_000 },
  { id: 'archiveRatio', unit: 1, least: 2, most: 10_000 },
] as const;

export function LimitSettings() {
  const { t } = useText();
  const { desktop } = useSession();
  const current = useSettings((state) => state.settings.limits);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const isUsual = limits.every(({ id }) => current[id] === defaultLimits[id]);
  return (
    <Group title={t('settings.limits')}>
      <p className="quiet">{t('settings.limitsHelp')}</p>
      {limits.map(({ id, unit, least, most }) => {
        const text = typed[id] ?? String(current[id] / unit);
        const value = Number(text);
        const isRight = /^\d+$/.test(text) && value >= least && value <= most;
        return (
          <Row key={id} label={t(`settings.limit.${id}`)}>
            <div className="narrow">
              <TextField
                label={t(`settings.limit.${id}`)}
                labelled="hidden"
                value={text}
                error={isRight ? null : t('settings.limitRange', { least, most })}
                onChange={(next) => {
                  setTyped({ ...typed, [id]: next });
                  const number = Number(next);
                  if (/^\d+$/.test(next) && number >= least && number <= most) void changeSettings(desktop, { limits: { ...current, [id]: number * unit } });
                }}
              />
            </div>
          </Row>
        );
      })}
      {!isUsual && (
        <div>
          <Button
            size="small"
            onPress={() => {
              setTyped({});
              void changeSettings(desktop, { limits: defaultLimits });
            }}
          >
            {t('settings.limitsReset')}
          </Button>
        </div>
      )}
    </Group>
  );
}
