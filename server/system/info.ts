import { readFileSync } from 'node:fs';
import type { Role } from '../config.ts';
import type { Figure } from '../data-out/metrics.ts';

/** Of the program that runs. */
export const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };

/** By which a server's figures are told from those of servers with other roles. */
export const serverInfo = (roles: Iterable<Role>): Figure => ({
  ...{ name: 'server_info', help: 'Of this server: always 1' },
  samples: [{ labels: { roles: [...roles].join(','), version }, value: 1 }],
});
