// Gives each address its screen.
import { useNavigate } from '@tanstack/react-router';
import { useText } from '../i18n/useText.ts';
import { createPlaces, duplicatesRoute, enrichRoute, exportRoute, historyRoute, logRoute, overviewRoute, qualityRoute, recordRoute, recordsRoute, rootRoute, settingsRoute, sourcesRoute, staleRoute } from '../session/routes.ts';
import { DuplicatesScreen } from '../screens/duplicates/DuplicatesScreen.tsx';
import { EnrichScreen } from '../screens/enrich/EnrichScreen.tsx';
import { ExportScreen } from '../screens/export/ExportScreen.tsx';
import { HistoryScreen } from '../screens/log/HistoryScreen.tsx';
import { LogScreen } from '../screens/log/LogScreen.tsx';
import { OverviewScreen } from '../screens/overview/OverviewScreen.tsx';
import { QualityScreen } from '../screens/quality/QualityScreen.tsx';
import { RecordScreen } from '../screens/records/RecordScreen.tsx';
import { RecordsScreen } from '../screens/records/RecordsScreen.tsx';
import { SettingsScreen } from '../screens/settings/SettingsScreen.tsx';
import { SourcesScreen } from '../screens/sources/SourcesScreen.tsx';
import { StaleScreen } from '../screens/stale/StaleScreen.tsx';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/States.tsx';
import { ErrorScreen } from './ErrorScreen.tsx';
import { Shell } from './Shell.tsx';
import { useShellActions } from './ShellContext.ts';

function Frame() {
  return <Shell {...useShellActions()} />;
}

function NotFound() {
  const { t } = useText();
  const navigate = useNavigate();
  return (
    <EmptyState title={t('error.notFound')} actions={<Button onPress={() => void navigate({ to: '/' })}>{t('error.toOverview')}</Button>}>
      {t('error.notFoundBody')}
    </EmptyState>
  );
}

rootRoute.update({ component: Frame, notFoundComponent: NotFound, errorComponent: ErrorScreen });
overviewRoute.update({ component: OverviewScreen });
sourcesRoute.update({ component: SourcesScreen });
recordsRoute.update({ component: RecordsScreen });
recordRoute.update({ component: RecordScreen });
qualityRoute.update({ component: QualityScreen });
duplicatesRoute.update({ component: DuplicatesScreen });
staleRoute.update({ component: StaleScreen });
enrichRoute.update({ component: EnrichScreen });
logRoute.update({ component: LogScreen });
historyRoute.update({ component: HistoryScreen });
exportRoute.update({ component: ExportScreen });
settingsRoute.update({ component: SettingsScreen });

/** A router with every screen in place. */
export const createAppRouter = createPlaces;
