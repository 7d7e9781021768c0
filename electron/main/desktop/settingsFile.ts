// The person's settings on this machine.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { app, nativeTheme, type WebContents } from 'electron';
import * as z from 'zod';
import { languages, themes, type Settings } from '../../../shared/contract/desktop.ts';
import { readJson, writeJson } from '../jsonFile.ts';

export const settingsShape = z.object({
  language: z.enum(languages),
  theme: z.enum(themes),
  personName: z.string().max(200),
  singleKeys: z.boolean(),
  railCollapsed: z.boolean(),
  zoom: z.int().min(80).max(200),
  limits: z.strictObject({
    fileBytes: z.int().min(1024).max(16 * 1024 ** 3),
    columns: z.int().min(1).max(16_384),
    cellBytes: z.int().min(1024).max(64 * 1024 ** 2),
    archiveEntries: z.int().min(1).max(100_000),
    archiveRatio: z.int().min(2).max(10_000),
  }),
});
const storedShape = settingsShape.extend({ actor: z.string().min(1).max(100) }).partial();

/** What is not in the file, or not readable, is as usual; the actor is made at the first call and kept. */
export function readSettings(): Settings {
  // exactOptionalPropertyTypes: the shape's optional members are absent, never undefined, once they went through JSON.
  const stored = (readJson(settingsFile(), storedShape) ?? {}) as Partial<Settings>;
  const settings: Settings = {
    language: app.getPreferredSystemLanguages()[0]?.toLowerCase().startsWith('es') ? 'es' : 'en',
    theme: 'system',
    personName: '',
    actor: randomUUID(),
    singleKeys: true,
    railCollapsed: false,
    zoom: 100,
    limits: { fileBytes: 2 * 1024 ** 3, columns: 1000, cellBytes: 1024 ** 2, archiveEntries: 1000, archiveRatio: 100 },
    ...stored,
  };
  if (stored.actor === undefined) writeJson(settingsFile(), settings);
  return settings;
}

export function writeSettings(change: Partial<Omit<Settings, 'actor'>>): Settings {
  const settings = { ...readSettings(), ...change };
  writeJson(settingsFile(), settings);
  return settings;
}

/** Lets the settings that the system draws take effect; the menu is the caller's. */
export function applySettings({ theme, zoom }: Settings, page: WebContents): void {
  nativeTheme.themeSource = theme;
  page.setZoomFactor(zoom / 100);
}

function settingsFile(): string {
  return join(app.getPath('userData'), 'settings.json');
}
