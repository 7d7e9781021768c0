// The arguments with which a developer's commands start Electron on the project folder.

/**
 * As root, Chromium refuses to start with its sandbox. Only this launcher may switch it off, and says so;
 * the product never does, and the end-to-end tests run as an ordinary user.
 */
export function electronArguments(appFolder: string): string[] {
  if (process.getuid?.() !== 0) return [appFolder];
  console.error('Running as root: the sandbox is off. Use an ordinary account for real data.');
  return ['--no-sandbox', appFolder];
}
