import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openDatabase } from './data/database.ts';
import { openRoutingStore } from './data/routing-store.ts';
import { apply } from './routing/core/apply.ts';
import type { RoutingEvent } from './routing/core/events.ts';
import { emptyState, factsOf } from './routing/core/state.ts';
import { Ledger } from './testing/ledger.ts';
import { startPostgres, type TestPostgres } from './testing/postgres.ts';
import { QUICK_NODE } from './testing/quick-node.ts';
import { between, oneOf, randomFrom } from './testing/random.ts';
import type { LifePlan, LifeSign } from './testing/routing-life.ts';

/**
 * Routing servers that are killed between deciding and committing, one after the other on one PostgreSQL, which is killed
 * as well now and then. Each goes on where the last one was stopped.
 */

const LIVES = Number(process.env.TANDEM_LIVES ?? 200);
/** Every so many lives it is the database that is killed, with every process of it. */
const DATABASE_DIES_EVERY = 25;
/** So many acknowledgements after the start of such a life, at most. */
const SIGNS_BEFORE = 40;

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** A process that is ready to live before the one before it has died: starting takes longer than living. */
class Life {
  readonly signs: LifeSign[] = [];
  readonly ended: Promise<void>;
  onSign: () => void = () => {};
  readonly #child: ChildProcess;
  readonly #ready: Promise<unknown>;

  constructor(compileCache: string) {
    this.#child = spawn(process.execPath, [...QUICK_NODE, path.join(import.meta.dirname, 'testing/routing-life.ts')], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
    });
    this.#ready = once(this.#child, 'message');
    this.ended = once(this.#child, 'close').then(() => {});
  }

  async live(plan: LifePlan): Promise<void> {
    await this.#ready;
    this.#child.on('message', (sign: LifeSign) => {
      this.signs.push(sign);
      this.onSign();
    });
    this.#child.send(plan);
    await this.ended;
  }

  end(): Promise<void> {
    this.#child.kill('SIGKILL');
    return this.ended;
  }
}

test(`killed ${LIVES} times between decide and commit: no call has two agents, no agent more calls than they can, nothing acknowledged is lost`, {
  timeout: 600_000,
}, async () => {
  const seed = Number(process.env.TANDEM_SEED ?? Date.now() % 2 ** 31);
  process.stdout.write(`Durability test: seed ${seed} (TANDEM_SEED=${seed} chooses the same again)\n`);
  const random = randomFrom(seed);
  const compileCache = mkdtempSync(path.join(tmpdir(), 'tandem-compiled-'));
  open.push(() => rmSync(compileCache, { recursive: true, force: true }));
  const postgres = await startPostgres({ durable: true });
  open.push(() => postgres.close());
  let database = await openDatabase({ url: postgres.url, folder: '' });
  open.push(() => database.close());
  for (const id of ['lisbon', 'toronto']) await database.prisma.center.create({ data: { id, name: id, timeZone: 'UTC', linkKeyHash: id } });

  let ledger = new Ledger(database.prisma);
  let next = new Life(compileCache);
  open.push(() => next.end());
  let acknowledged = 0;
  for (let nth = 1; nth <= LIVES; nth += 1) {
    const life = next;
    next = new Life(compileCache);
    const plan = { url: postgres.url, name: `life-${nth}`, seed: between(random, 0, 2 ** 31) };
    if (nth % DATABASE_DIES_EVERY === 0) {
      await database.close();
      await killDatabase(postgres, life, { ...plan, deathAt: null }, between(random, 1, SIGNS_BEFORE));
      database = await openDatabase({ url: postgres.url, folder: '' });
      // From the first event on: what was there before the crash must be there after it.
      ledger = new Ledger(database.prisma);
    } else {
      const moment = oneOf(random, ['before', 'during', 'during', 'after'] as const) ?? 'before';
      await life.live({ ...plan, deathAt: { batch: between(random, 1, 30), moment, delayMs: between(random, 0, 3) } });
      expect(life.signs.filter(({ kind }) => kind === 'failed')).toEqual([]);
    }
    acknowledged += life.signs.filter(({ kind }) => kind !== 'failed').length;
    await ledger.check(life.signs).catch((error: unknown) => {
      throw new Error(`Seed ${seed}, life ${nth}`, { cause: error });
    });
  }
  process.stdout.write(`${ledger.events} events, ${ledger.assignments} answered calls, ${acknowledged} acknowledgements\n`);
  expect(ledger.assignments, 'something was to be lost').toBeGreaterThan(LIVES / 2);

  // The state that a next server would load is the one that the whole log folds to.
  const now = Date.now();
  const loaded = await (await openRoutingStore(database.prisma)).load(now);
  const folded = emptyState();
  for (const { payload } of await database.prisma.event.findMany({ orderBy: { seq: 'asc' } }))
    apply(folded, payload as unknown as RoutingEvent);
  for (const state of [folded, loaded.state]) apply(state, { kind: 'server-started', at: now, stats: loaded.stats });
  expect(factsOf(loaded.state)).toEqual(factsOf(folded));
});

/** The database dies in the middle of a life; the server must end by itself, since it can't store any more. */
async function killDatabase(postgres: TestPostgres, life: Life, plan: LifePlan, afterSigns: number): Promise<void> {
  const ended = life.live(plan);
  await Promise.race([ended, new Promise<void>((resolve) => (life.onSign = () => life.signs.length >= afterSigns && resolve()))]);
  await postgres.kill();
  await ended;
  expect(life.signs.at(-1)?.kind).toBe('failed');
  await postgres.restart();
}
