// Every command by name, loaded when called, so that a command starts quickly.
import type { Command } from './io.ts';

export const commands: Record<string, () => Promise<Command>> = {};

