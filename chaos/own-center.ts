import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Database, openDatabase } from '../server/data/database.ts';
import { prepareEmpty } from '../server/testing/templates.ts';
import { Kept } from './kept.ts';
import { OWN_CENTER } from './people.ts';
import type { World } from './world.ts';

/** A center on a machine of its own, with its own embedded database, that is started again whenever it ends. */
export interface OwnCenter {
  kept: Kept;
  /** When it was killed, and answered again, ms since the epoch. */
  readonly down: { from: number; to: number }[];
  /** Kills it; it is started again by itself. */
  kill(): Promise<void>;
  /** Ends it in good order. @returns what its database has then */
  endAndOpen(): Promise<Database>;
  close(): Promise<void>;
}

/** As service managers wait before they start a program again. */
const AGAIN_MS = 1000;

export async function openOwnCenter({ prepared, routingUrls, starting }: World): Promise<OwnCenter> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tandem-chaos-center-'));
  const kept = new Kept(
    {
      ...{ TANDEM_ROLES: 'center,web', TANDEM_DATA: folder, TANDEM_CENTER: OWN_CENTER, TANDEM_LINK_KEY: prepared.centerKey },
      TANDEM_ROUTING_URL: routingUrls,
    },
    { ...starting, againMs: AGAIN_MS },
  );
  const down: OwnCenter['down'] = [];
  let database: Database | null = null;
  const close = async () => {
    await kept.close();
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await prepareEmpty(folder);
    await kept.start();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    ...{ kept, down, close },
    async kill() {
      const from = Date.now();
      const one = { from, to: Number.POSITIVE_INFINITY };
      down.push(one);
      await kept.kill();
      void kept.up().then(() => {
        one.to = Date.now();
      });
    },
    async endAndOpen() {
      await kept.end();
      database = await openDatabase({ url: null, folder });
      return database;
    },
  };
}
