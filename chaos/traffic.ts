import { setTimeout as delay } from 'node:timers/promises';
import type { QueueId } from '../server/protocol/common.ts';
import { ChaosAgent } from './agents.ts';
import { ChaosCaller } from './callers.ts';
import { check } from './checker.ts';
import type { Finding } from './findings.ts';
import { Notes } from './notes.ts';
import { readStored } from './stored.ts';
import type { World } from './world.ts';

/** Where the agents at work answer. */
const SERVED: readonly QueueId[] = ['sales-english', 'sales-portuguese', 'support-english'];
/** Whose agent comes only at the end: callers wait there through all that happens. */
const PATIENT: QueueId = 'support-french';
const AT_WORK = ['ana@lisbon.example', 'bruno@lisbon.example', 'carol@toronto.example'];
const LAST = 'david@toronto.example';
/** Longer than anybody who is away is waited for. */
const END_LIMIT_MS = 90_000;
const LOOK_EVERY_MS = 50;

/** People who call and people who answer, all the time, by the web nodes in turn. */
export class Traffic {
  readonly notes = new Notes();
  readonly #world: World;
  readonly #stopped = new AbortController();
  readonly #callers: ChaosCaller[] = [];
  readonly #patient: ChaosCaller[] = [];
  readonly #agents: ChaosAgent[] = [];
  readonly #calling: Promise<void>[] = [];
  #last: ChaosAgent | null = null;

  private constructor(world: World) {
    this.#world = world;
  }

  /** @param size how many call one time after the other, and how many wait all the time */
  static async begin(world: World, size: { calling: number; waiting: number }): Promise<Traffic> {
    const traffic = new Traffic(world);
    await traffic.#begin(size);
    return traffic;
  }

  async #begin({ calling, waiting }: { calling: number; waiting: number }): Promise<void> {
    const { web } = this.#world;
    const { signal } = this.#stopped;
    const nodeOf = (n: number) => {
      const node = web[n % web.length];
      if (node === undefined) throw new RangeError('There is no web node');
      return node.started;
    };
    for (const [n, email] of [...AT_WORK, LAST].entries()) {
      const agent = new ChaosAgent(await nodeOf(n).agent(email), `agent ${email}`, this.notes);
      this.#agents.push(agent);
      if (email === LAST) this.#last = agent;
      else await agent.available();
    }
    const caller = (n: number) => new ChaosCaller(nodeOf(n).tandem.url, `caller ${n}`, n, this.notes);
    for (let n = 0; n < waiting; n += 1) {
      const one = caller(n);
      this.#patient.push(one);
      const queued = this.notes.next(
        'a caller to be in the line',
        ({ kind, party }) => kind === 'queued' && party === `caller ${n}`,
        20_000,
      );
      this.#calling.push(one.call(PATIENT, signal));
      await queued;
    }
    for (let n = waiting; n < waiting + calling; n += 1) {
      const one = caller(n);
      this.#callers.push(one);
      this.#calling.push(this.#keepCalling(one, n));
    }
  }

  /** Nobody calls any more; all who have called are answered, and what is left is held against what everybody knows. */
  async endAndCheck(): Promise<Finding & Awaited<ReturnType<typeof readStored>>> {
    this.#stopped.abort();
    await this.#last?.available();
    const until = Date.now() + END_LIMIT_MS;
    const { prisma } = this.#world.database;
    const inHand = () => [...this.#callers, ...this.#patient].flatMap(({ callId }) => callId ?? []);
    const told = new Set(this.notes.all.flatMap((note) => (note.kind === 'queued' ? [note.callId] : [])));
    // Where a start was not answered, its caller has tried again: nobody comes back to that call, and its place is kept for minutes.
    const unfinished = async () => {
      const calls = await prisma.call.findMany({ where: { completedAt: null }, select: { id: true, state: true, agentId: true } });
      return calls.filter(({ id }) => told.has(id));
    };
    // What agents have finished the routing server learns a moment later.
    const isQuiet = async () =>
      inHand().length === 0 && this.#agents.every((agent) => agent.inHand.length === 0) && (await unfinished()).length === 0;
    while (!(await isQuiet()) && Date.now() < until) await delay(LOOK_EVERY_MS);
    const stored = await readStored(prisma);
    const found = check(stored, this.notes.all, inHand());
    const left = await unfinished();
    const limit = `${END_LIMIT_MS / 1000} s after the last fault`;
    found.violations.push(
      ...left.map(({ id, state, agentId }) => `call ${id} is still ${state}${agentId === null ? '' : ` at ${agentId}`} ${limit}`),
      ...this.#agents.flatMap((agent) => agent.inHand.map((work) => `${agent.party} still has ${work} ${limit}`)),
    );
    return { ...found, ...stored };
  }

  close(): void {
    this.#stopped.abort();
    for (const one of [...this.#callers, ...this.#patient, ...this.#agents]) one.close();
  }

  async #keepCalling(caller: ChaosCaller, n: number): Promise<void> {
    for (let calls = n; !this.#stopped.signal.aborted; calls += 1) {
      await caller.call(SERVED[calls % SERVED.length] as QueueId, this.#stopped.signal);
      await delay(20);
    }
  }
}
