import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Embedded, startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';

/** A database with rows of an earlier version is brought up to date, and keeps what is in it. */

const FOLDER = path.join(import.meta.dirname, '../../prisma/migrations');
const BEFORE_CONVERSATIONS = '20261123110000';
/** As Prisma's own tool keeps them. */
const BOOKS = `CREATE TABLE "_prisma_migrations" ("id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ, "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`;
const folder = mkdtempSync(path.join(tmpdir(), 'tandem-migrate-'));
let embedded: Embedded;
let client: Client;
beforeAll(async () => {
  embedded = await startEmbedded(folder);
  client = new Client({ host: embedded.host, user: 'postgres', database: 'postgres' });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await embedded.close();
  rmSync(folder, { recursive: true, force: true });
});

const rows = async (sql: string) => (await client.query({ text: sql, rowMode: 'array' })).rows;

test('calls become conversations, lists of dispositions trees, customers first versions; finished calls keep their customers', async () => {
  const earlier = readdirSync(FOLDER).filter((name) => name < BEFORE_CONVERSATIONS);
  await client.query(BOOKS);
  for (const name of earlier) {
    await client.query(readFileSync(path.join(FOLDER, name, 'migration.sql'), 'utf8'));
    await client.query('INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at") VALUES ($1, $1, $2, now())', [
      name.slice(0, 36),
      name,
    ]);
  }
  await client.query(`
    INSERT INTO "Center" ("id", "name", "timeZone", "linkKeyHash") VALUES ('lisbon', 'Lisbon', 'UTC', 'hash');
    INSERT INTO "Customer" ("id", "centerId", "name", "email", "updatedAt") VALUES ('c-1', 'lisbon', 'Maria', 'maria@example.com', now());
    INSERT INTO "Interaction" ("callId", "centerId", "customerId", "agentId", "agentName", "queueName", "callerName", "at", "talkMs", "wrapupMs")
      VALUES ('k-0', 'lisbon', 'c-1', 'ana', 'Ana', 'Sales', 'Maria', now(), 1000, 1000);
    INSERT INTO "Queue" ("id", "name", "requirement", "dispositions", "whenClosed", "whenFull", "whenTooLong") VALUES
      ('sales', 'Sales', '{}', '["Sold", "Other"]', '{}', '{}', '{}'), ('old', 'Old', '{}', '[]', '{}', '{}', '{}');
    INSERT INTO "Call" ("id", "queueId", "state", "callerName", "keyHash", "enqueuedAt") VALUES
      ('k-0', 'sales', 'completed', 'Maria', 'hash', now()), ('k-1', 'sales', 'connected', 'Maria', 'hash', now())`);

  expect(await migrate(client)).toEqual(
    readdirSync(FOLDER, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name >= BEFORE_CONVERSATIONS)
      .map(({ name }) => name),
  );
  expect(await rows('SELECT "id", "conversationId", "role", "waited" FROM "Call" ORDER BY "id"')).toEqual([
    ['k-0', 'k-0', 'main', true],
    ['k-1', 'k-1', 'main', true],
  ]);
  expect(await rows('SELECT "dispositions", "wrapupEnds" FROM "Queue" ORDER BY "id"')).toEqual([
    [[], 'done'],
    [
      [
        { name: 'Sold', children: [] },
        { name: 'Other', children: [] },
      ],
      'done',
    ],
  ]);
  expect(await rows('SELECT "version", "notes", "changes" FROM "Customer"')).toEqual([[1, '', {}]]);
  expect(await rows('SELECT "customerId" FROM "Interaction"')).toEqual([['c-1']]);
  expect(await migrate(client)).toEqual([]);
});

test('tags from before there were keys go on, by a key that stands in for them; an empty database gets none', async () => {
  // What a fresh installation has is made by the program, not by the migration: there is nobody yet.
  expect(await rows('SELECT count(*)::int FROM "WidgetKey"')).toEqual([[0]]);
  await client.query(
    `INSERT INTO "User" ("id", "email", "name", "role", "updatedAt") VALUES ('admin', 'a@b.example', 'Alex', 'administrator', now())`,
  );
  const [, insert = ''] = readFileSync(path.join(FOLDER, '20261125020100_embed/migration.sql'), 'utf8').split(/(?=INSERT INTO)/);
  await client.query(insert);
  const [[id, ...rest] = []] = await rows('SELECT "id", "origins", "queues", "enabled", "standsIn" FROM "WidgetKey"');
  expect(id).toMatch(/^pk_[a-z0-9]{20}$/);
  expect(rest).toEqual([{ sites: null }, { ids: null }, true, true]);
});
