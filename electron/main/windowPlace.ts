// Remembers where the window was, and forgets it where no screen shows that place any more.
import { app, screen, type BrowserWindow, type Rectangle } from 'electron';
import { join } from 'node:path';
import { readJson, writeJson } from './jsonFile.ts';
import * as z from 'zod';

export type WindowPlace = { readonly bounds: Partial<Rectangle> & { width: number; height: number }; readonly maximized: boolean };

const usual: WindowPlace = { bounds: { width: 1280, height: 800 }, maximized: false };
const remembered = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int().min(400), height: z.int().min(300) }),
  maximized: z.boolean(),
});
/** At least this much of the window must lie on a screen to be grasped with the mouse. */
const visiblePixels = 100;

export function readWindowPlace(): WindowPlace {
  const place = readJson(placeFile(), remembered);
  return place && isVisible(place.bounds, screen.getAllDisplays().map((display) => display.workArea)) ? place : usual;
}

export function rememberWindowPlace(window: BrowserWindow): void {
  let timer: NodeJS.Timeout | undefined;
  const save = () => writeJson(placeFile(), { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  const saveSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, 500);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('close', () => {
    clearTimeout(timer);
    save();
  });
}

/** Whether the top edge, by which a window is moved, can be reached on one of the screens. */
export function isVisible(bounds: Rectangle, areas: readonly Rectangle[]): boolean {
  return areas.some((area) => {
    const shownWidth = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
    return shownWidth >= visiblePixels && bounds.y >= area.y && bounds.y <= area.y + area.height - visiblePixels;
  });
}

function placeFile(): string {
  return join(app.getPath('userData'), 'window.json');
}
