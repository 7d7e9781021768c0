import { expect, test } from './support/test.ts';
const shot = process.env['SHOT_DIR'] ?? '/work/wt/ui/out/shots';
for (const language of (process.env['LANGS'] ?? 'en').split(',') as ('en' | 'es')[]) {
  test(`tour ${language}`, async ({ openApp, folder }) => {
    test.setTimeout(150_000);
    const app = await openApp({ settings: { language, theme: language === 'es' ? 'dark' : 'light', personName: 'Elena Ruiz' } });
    const { page } = app;
    const es = language === 'es';
    page.on('console', (m) => console.log('console', m.type(), m.text().slice(0, 400)));
    page.on('pageerror', (e) => console.log('PAGEERROR', String(e.stack).slice(0, 600)));
    await app.electron.evaluate(({ BrowserWindow }, es) => BrowserWindow.getAllWindows()[0]!.setContentSize(es ? 1920 : 1280, es ? 1080 : 800), es);
    const pic = (name: string) => page.screenshot({ path: `${shot}/real-${language}-${name}.png` });
    await page.waitForTimeout(500);
    await pic('01-welcome');
    await app.answer({ save: [`${folder.path}/Muestra.fichero`], open: [[folder.make('out')]] });
    const t0 = Date.now();
    await page.getByRole('button', { name: es ? 'Probar con datos de muestra' : 'Try with sample data' }).click();
    await expect(page.getByRole('heading', { name: es ? 'Resumen' : 'Overview', exact: true })).toBeVisible();
    await expect(page.getByText('tienda-online', { exact: false }).first()).toBeVisible({ timeout: 30_000 });
    console.log('loaded ms', Date.now() - t0);
    await page.waitForTimeout(800);
    await pic('02-overview');
    await page.getByRole('link', { name: es ? 'Orígenes' : 'Sources' }).first().click();
    await page.waitForTimeout(500); await pic('03-sources');
    await page.getByRole('navigation').getByRole('link', { name: es ? 'Registros' : 'Records' }).first().click();
    await page.waitForTimeout(800); await pic('04-records');
    await page.getByRole('searchbox').fill('garcia');
    await page.waitForTimeout(600); await pic('05-search');
    await page.goBack(); 
    await page.getByRole('navigation').getByRole('link', { name: es ? 'Duplicados' : 'Duplicates' }).click();
    await page.waitForTimeout(400); await pic('06-dup-empty');
    const run = page.getByRole('button', { name: es ? 'Buscar duplicados' : 'Find duplicates' });
    if (await run.isVisible()) {
      await run.click();
      await expect(page.getByTestId('queue-position')).toBeVisible({ timeout: 30_000 });
    }
    await page.waitForTimeout(700); await pic('07-queue');
    await page.keyboard.press('e'); await page.waitForTimeout(500); await pic('08-explain');
    await page.keyboard.press('m'); await page.waitForTimeout(900); await pic('09-merged');
    await page.keyboard.press('n'); await page.waitForTimeout(900); await pic('10-distinct');
    await page.keyboard.press('u'); await page.waitForTimeout(900); await pic('11-undone');
    await page.getByRole('button', { name: es ? 'Umbral y búsqueda' : 'Threshold and run' }).click();
    await page.waitForTimeout(600); await pic('12-run'); await page.keyboard.press('Escape');
    await page.getByRole('navigation').getByRole('link', { name: es ? 'Caducados' : 'Stale' }).click();
    await page.waitForTimeout(800); await pic('13-stale');
    await page.getByRole('navigation').getByRole('link', { name: es ? 'Registro de cambios' : 'Change log' }).click();
    await page.waitForTimeout(600);
    await page.getByRole('button', { name: es ? 'Verificar' : 'Verify' }).click();
    await page.waitForTimeout(1500); await pic('14-log');
    await page.getByRole('navigation').getByRole('link', { name: es ? 'Exportar' : 'Export' }).click();
    await page.waitForTimeout(400);
    await page.getByRole('button', { name: es ? 'Exportar' : 'Export', exact: true }).click();
    await page.waitForTimeout(1800); await pic('15-export');
    await page.getByRole('navigation').getByRole('link', { name: es ? 'Ajustes' : 'Settings' }).click();
    await page.waitForTimeout(400); await pic('16-settings');
    console.log('complaints', app.complaints);
  });
}
