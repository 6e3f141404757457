import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { createClient } from 'redis';
import { secretCheckOf } from '../installation.ts';
import type { PostgresFacts } from './engines.ts';

/** What the checks ask of PostgreSQL and Redis, carried out. */

const LIMIT_MS = 5000;

export const knownMigrations = (): string[] =>
  readdirSync(path.join(import.meta.dirname, '../../prisma/migrations'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

/** Changes nothing there. */
export async function readPostgres(url: string, secret: string | null): Promise<PostgresFacts> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: LIMIT_MS, query_timeout: LIMIT_MS });
  client.on('error', () => {});
  await client.connect();
  try {
    const one = async <T>(sql: string) => (await client.query({ text: sql, rowMode: 'array' })).rows[0]?.[0] as T;
    const version = Number(await one<string>('SHOW server_version_num'));
    const asked = Date.now();
    const theirs = Number(await one<string>('SELECT extract(epoch FROM clock_timestamp()) * 1000'));
    const answered = Date.now();
    const has = (table: string) => one<boolean>(`SELECT to_regclass('public."${table}"') IS NOT NULL`);
    const rows = (await has('_prisma_migrations'))
      ? (await client.query('SELECT migration_name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL')).rows
      : [];
    const check = (await has('Installation')) ? await one<string | undefined>('SELECT "secretCheck" FROM "Installation"') : undefined;
    return {
      ...{ version, aheadMs: theirs - (asked + answered) / 2, roundTripMs: answered - asked },
      migrations: rows.map((row: { migration_name: string }) => row.migration_name),
      secretFits: check === undefined || secret === null ? null : check === secretCheckOf(secret),
    };
  } finally {
    await client.end();
  }
}

/** What Redis says of itself. */
export async function readRedis(url: string): Promise<string> {
  const client = createClient({ url, socket: { connectTimeout: LIMIT_MS, reconnectStrategy: false }, disableOfflineQueue: true });
  client.on('error', () => {});
  await client.connect();
  try {
    return await client.info('server');
  } finally {
    client.destroy();
  }
}
