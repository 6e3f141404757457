import { setTimeout as delay } from 'node:timers/promises';
import { beginCheck } from '../../chaos/checker.ts';
import type { Note } from '../../chaos/notes.ts';
import { readLog } from '../../chaos/stored.ts';
import { openDatabase } from '../../server/data/database.ts';
import { startPostgres } from '../../server/testing/postgres.ts';
import type { Started } from '../../server/testing/started.ts';
import { leftBehind } from './left-behind.ts';
import { Measured, startedAt } from './measured.ts';
import type { Kept, Look } from './messages.ts';
import { People } from './people.ts';

const END_LIMIT_MS = 60_000;
/** What the routing server learns a moment after everybody has finished. */
const STORED_LIMIT_MS = 20_000;

export interface SteadySize {
  agents: number;
  callsPerSecond: number;
  /** Before anything is looked at. */
  warmUpCalls: number;
  calls: number;
  /** null: only at the begin and the end. */
  lookEveryMs: number | null;
  /** One look in so many is after a garbage collection, which stops the program for a moment. */
  collectEach: number;
  /** Arguments for the process that is measured. */
  nodeArguments: readonly string[];
}

export interface SteadyResult {
  callers: number;
  checked: number;
  violations: string[];
  /** With nobody in any call: after the warm-up, and after all calls. */
  begin: Look;
  end: Look;
  /** While calls come. */
  looks: Look[];
  /** When everybody has gone and what is kept for a while has been forgotten, against the begin of all. */
  left: Kept;
  notes: readonly Note[];
}

/** Calls at a steady rate over one program on PostgreSQL, each in a process of its own, and what is left of them. */
export async function runSteady(size: SteadySize, say: (text: string) => void = () => {}): Promise<SteadyResult> {
  const postgres = await startPostgres();
  let server: Measured | null = null;
  let people: People | null = null;
  try {
    server = await Measured.start({ DATABASE_URL: postgres.url }, size.nodeArguments);
    const started = startedAt(server.url);
    people = new People(started);
    await server.look('kept');
    await people.sitDown(size.agents);
    const everyMs = 1000 / size.callsPerSecond;
    const violations: string[] = [];
    await people.call(size.warmUpCalls, everyMs);
    violations.push(...(await people.quiet(END_LIMIT_MS)));
    const begin = await server.look('collected');
    say(`${people.calls} calls to warm up; ${size.calls} begin`);

    const looks: Look[] = [];
    const over = new AbortController();
    const looking = size.lookEveryMs === null ? Promise.resolve() : lookAround(server, size, over.signal, looks, say);
    await people.call(size.calls, everyMs);
    over.abort();
    await looking;
    violations.push(...(await people.quiet(END_LIMIT_MS)));

    const database = await openDatabase({ url: postgres.url, folder: '' });
    try {
      const { prisma } = database;
      const until = Date.now() + STORED_LIMIT_MS;
      const unfinished = () => prisma.call.findMany({ where: { completedAt: null }, select: { id: true, state: true } });
      while ((await unfinished()).length > 0 && Date.now() < until) await delay(100);
      violations.push(...(await unfinished()).map(({ id, state }) => `call ${id} is still ${state} at the end`));
      const end = await server.look('collected');
      const open = people.open;
      const notes = [...people.notes.all];
      people.close();
      const kept = await afterwards(server, started);
      await server.close();
      const claims = await prisma.claim.findMany({ select: { agentId: true, slot: true, reservationId: true } });
      const checking = beginCheck();
      let refused = 0;
      for await (const row of readLog(prisma)) {
        checking.take(row);
        if (row.event.kind === 'call-canceled') refused += 1;
      }
      if (refused > 0) violations.push(`${refused} callers were sent away`);
      const found = checking.end(claims, notes, open);
      violations.push(...found.violations, ...failuresIn(notes, people.calls));
      violations.push(...[...looks, end].flatMap(({ warnings }) => warnings).map((line) => `the program has logged ${line.trim()}`));
      const { calls } = size;
      violations.push(...leftBehind(kept, calls).map(({ by, example }) => `${by} entries of ${calls} calls are left in ${example}`));
      return { callers: people.calls, left: kept, checked: found.checked, violations, begin, end, looks, notes };
    } finally {
      await database.close();
    }
  } finally {
    people?.close();
    await server?.close();
    await postgres.close();
  }
}

/** Longer than anything is remembered of a call that is over. */
const FORGOTTEN_MS = 3 * 60 * 60 * 1000;

const FOLLOWS_LIMIT_MS = 30_000;

/** By how far the program finds this machine's clock behind. */
async function isLater(started: Started): Promise<boolean> {
  const metrics = await (await started.fetch('/metrics')).text();
  const ahead = Number(/^tandem_clock_ahead_seconds (\S+)$/m.exec(metrics)?.[1]);
  return ahead < -FORGOTTEN_MS / 2000;
}

/** What is forgotten after a time is forgotten when the next call comes: one does, and goes. */
async function afterwards(server: Measured, started: Started): Promise<Kept> {
  server.later(FORGOTTEN_MS);
  const until = Date.now() + FOLLOWS_LIMIT_MS;
  while (!(await isLater(started))) {
    if (Date.now() > until) throw new Error('The program does not go by the time that the database says');
    await delay(100);
  }
  const last = started.caller();
  try {
    await last.start();
    await last.leave();
  } finally {
    last.socket.disconnect();
  }
  const { kept } = await server.look('kept');
  if (kept === null) throw new Error('The program did not say what it keeps');
  return kept;
}

/** Nothing is broken on purpose, so everybody is answered, and nobody loses a connection. */
function failuresIn(notes: readonly Note[], callers: number): string[] {
  const failures: string[] = [];
  const queued = new Set<string>();
  const connected = new Set<string>();
  for (const note of notes) {
    if (note.kind === 'gone' && note.party.startsWith('agent')) failures.push(`${note.party} lost the connection`);
    if (note.kind === 'queued') queued.add(note.callId);
    if (note.kind === 'shown' && note.phase === 'connected') connected.add(note.callId);
  }
  if (queued.size !== callers) failures.push(`${callers} called, and ${queued.size} were in the line`);
  if (connected.size !== callers) failures.push(`${callers} called, and ${connected.size} were answered`);
  return failures;
}

async function lookAround(
  server: Measured,
  size: SteadySize,
  signal: AbortSignal,
  looks: Look[],
  say: (text: string) => void,
): Promise<void> {
  for (let n = 1; ; n += 1) {
    await delay(size.lookEveryMs ?? 0, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    const isCollected = n % size.collectEach === 0;
    const look = await server.look(isCollected ? 'collected' : 'passing');
    looks.push(look);
    if (isCollected) say(lineOf(look));
  }
}

const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
const lineOf = ({ at, residentBytes, heapBytes, descriptors, loopLateP99Ms }: Look) =>
  `${new Date(at).toISOString()}  resident ${mb(residentBytes)}, heap ${mb(heapBytes ?? 0)}, ${descriptors} descriptors, loop late ${loopLateP99Ms.toFixed(1)} ms (p99)`;
