// Reads the system's code (ENOENT, ENOSPC …) off an error.

/** The code, or the error's text where it has none. */
export function codeOf(error: unknown): string {
  if (error instanceof Error) return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  return String(error);
}
