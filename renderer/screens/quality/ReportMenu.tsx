// Saves the scorecard as a page of PDF, in either language.
import { FileText } from 'lucide-react';
import type { QualitySummary } from '../../../shared/contract/engine.ts';
import { createTexts } from '../../i18n/index.ts';
import { createWords, useText } from '../../i18n/useText.ts';
import { useAsk, useTroubleToast } from '../../session/ask.ts';
import { useSession, useWorkspace } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { showToast } from '../../ui/toast.ts';
import { writeReport } from './writeReport.ts';

export function ReportMenu({ summary }: { summary: QualitySummary }) {
  const { t } = useText();
  const { engine, desktop } = useSession();
  const { title } = useWorkspace();
  const say = useTroubleToast();
  const { data: sources } = useAsk('sources.list', undefined, { keep: true });
  const { data: rules } = useAsk('quality.rules', { today: summary.today }, { keep: true });
  const save = async (language: 'en' | 'es'): Promise<void> => {
    try {
      const words = createWords(createTexts(language), language);
      const target = await desktop.call('files.save', { name: `${words.t('quality.reportFile', { workspace: title })}.pdf` });
      if (target === null) return;
      const names = new Map((sources ?? []).map(({ source }) => [source.id, source.name]));
      const written = await engine.call('quality.report', { target: target.token, document: writeReport(words, title, summary, rules ?? [], names) });
      showToast(t('quality.reportSaved', { name: written.name }), { tone: 'match' });
    } catch (error) {
      say(error);
    }
  };
  return (
    <Menu label={t('quality.reportMenu')} placement="bottom end" button={<Button icon={FileText}>{t('quality.report')}</Button>}>
      <MenuItem onAction={() => void save('en')}>{t('quality.reportIn.en')}</MenuItem>
      <MenuItem onAction={() => void save('es')}>{t('quality.reportIn.es')}</MenuItem>
    </Menu>
  );
}
