import { hostname } from 'node:os';
import type { CenterWord } from '../protocol/machines.ts';
import { version } from './info.ts';
import { openOwnLoad } from './own-load.ts';

/** What this machine says of itself, whatever it is for: of how busy it was, since it said so last. */
export function openOwnWord(): { look(): Pick<CenterWord, 'host' | 'version' | 'upMs' | 'load'>; close(): void } {
  const load = openOwnLoad();
  return {
    look: () => ({ host: hostname().slice(0, 255), version, upMs: process.uptime() * 1000, load: load.look() }),
    close: () => load.close(),
  };
}
