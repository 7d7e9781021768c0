// What can be done with one rule.
import { EllipsisVertical, Pencil, Power, PowerOff, RotateCcw, Table2, Trash2 } from 'lucide-react';
import { useNavigate } from '@tanstack/react-router';
import { Button as AriaButton } from 'react-aria-components';
import type { RuleLine } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { wordRule } from '../../i18n/wordQuality.ts';
import { useTell } from '../../session/ask.ts';
import { useWorkspace } from '../../session/session.ts';
import { useDone } from '../../session/undo.ts';
import { Menu, MenuItem } from '../../ui/Menu.tsx';

export function RuleMenu({ line: { rule, isDefault, isChanged }, onEdit }: { line: RuleLine; onEdit: () => void }) {
  const words = useText();
  const { t } = words;
  const { readOnly } = useWorkspace();
  const navigate = useNavigate();
  const done = useDone();
  const set = useTell('quality.setRule', (line) => done(t('quality.ruleSaved'), line));
  const drop = useTell('quality.dropRule', (line) => done(t('quality.ruleDropped'), line));
  const name = t('quality.ruleMenu', { rule: wordRule(words, rule) });
  return (
    <Menu
      label={name}
      placement="bottom end"
      button={
        <AriaButton className="button icon quiet small" aria-label={name}>
          <EllipsisVertical size={14} />
        </AriaButton>
      }
    >
      <MenuItem icon={Table2} onAction={() => void navigate({ to: '/records', search: { set: `quality|finding|${rule.id}` } })}>
        {t('quality.showRows')}
      </MenuItem>
      {!readOnly && (
        <>
          <MenuItem icon={Pencil} onAction={onEdit}>
            {t('quality.editRule')}
          </MenuItem>
          <MenuItem icon={rule.enabled ? PowerOff : Power} onAction={() => set.mutate({ id: rule.id, rule: { ...rule, enabled: !rule.enabled } })}>
            {rule.enabled ? t('quality.switchOff') : t('quality.switchOn')}
          </MenuItem>
          {(!isDefault || isChanged) && (
            <MenuItem icon={isDefault ? RotateCcw : Trash2} danger={!isDefault} onAction={() => drop.mutate({ id: rule.id })}>
              {isDefault ? t('quality.resetRule') : t('quality.dropRule')}
            </MenuItem>
          )}
        </>
      )}
    </Menu>
  );
}
