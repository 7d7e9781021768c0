// Says where things too large for the repository are kept.
import { homedir } from 'node:os';
import { resolve } from 'node:path';

/** FICHERO_CACHE, or the user's cache folder. Root's lies where ordinary users can read it, because end-to-end tests run as one. */
export function cacheFolder(): string {
  const { FICHERO_CACHE: chosen, XDG_CACHE_HOME: cacheHome, LOCALAPPDATA: localData } = process.env;
  if (chosen) return resolve(chosen);
  if (process.getuid?.() === 0) return '/var/cache/fichero';
  if (process.platform === 'win32' && localData) return resolve(localData, 'fichero', 'Cache');
  return resolve(cacheHome || resolve(homedir(), '.cache'), 'fichero');
}
