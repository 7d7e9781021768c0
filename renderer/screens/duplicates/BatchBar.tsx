// The foot of the queue: how far the batch is, its size, and what was done at its end.
import { useNavigate } from '@tanstack/react-router';
import { Layers } from 'lucide-react';
import { Fragment } from 'react';
import { useText } from '../../i18n/useText.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { batchSizes, type LookedAt, type useBatch } from './useBatch.ts';

const lookedAt: readonly LookedAt[] = ['merged', 'distinct', 'skipped', 'waiting'];

export function BatchBar({ batch }: { batch: ReturnType<typeof useBatch> }) {
  const { t, number, duration } = useText();
  const navigate = useNavigate();
  const { size, run } = batch;
  return (
    <div className="batch">
      {size !== null && (
        <span className="batch-progress" data-testid="batch-progress">
          {t('steward.batch.progress', { done: batch.done, size })}
          <span className="share">
            <span style={{ width: `${(batch.done / size) * 100}%` }} />
          </span>
        </span>
      )}
      <span className="spring" />
      <Menu
        label={t('steward.batch.label')}
        placement="top end"
        button={
          <Button look="quiet" size="small" icon={Layers}>
            {size === null ? t('steward.batch.label') : number(size)}
          </Button>
        }
      >
        <MenuItem isChosen={size === null} onAction={() => batch.choose(null)}>
          {t('steward.batch.none')}
        </MenuItem>
        {batchSizes.map((one) => (
          <MenuItem key={one} isChosen={size === one} onAction={() => batch.choose(one)}>
            {t('steward.batch.of', { count: one })}
          </MenuItem>
        ))}
      </Menu>
      <Dialog
        title={t('steward.batch.doneTitle')}
        isOpen={batch.isPaused && run !== null}
        onClose={batch.next}
        foot={
          <>
            <Button
              look="quiet"
              onPress={() => {
                batch.next();
                void navigate({ to: '/' });
              }}
            >
              {t('steward.batch.stop')}
            </Button>
            <span className="spring" />
            <Button look="primary" autoFocus onPress={batch.next}>
              {t('steward.batch.next')}
            </Button>
          </>
        }
      >
        {run && (
          <>
            <p>{t('steward.batch.doneBody', { count: batch.done, time: duration(batch.elapsedMs) })}</p>
            <dl className="facts">
              {lookedAt
                .filter((how) => run.done[how] > 0)
                .map((how) => (
                  <Fragment key={how}>
                    <dt>{t(`steward.batch.${how}`)}</dt>
                    <dd>{number(run.done[how])}</dd>
                  </Fragment>
                ))}
            </dl>
          </>
        )}
      </Dialog>
    </div>
  );
}
