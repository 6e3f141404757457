import { setTimeout as delay } from 'node:timers/promises';
import { ChaosAgent } from '../../chaos/agents.ts';
import { ChaosCaller } from '../../chaos/callers.ts';
import { Notes } from '../../chaos/notes.ts';
import type { CallId, QueueId } from '../../server/protocol/common.ts';
import type { Started } from '../../server/testing/started.ts';

/** Those of the demo that hold as many as come: whoever has to wait because the machine is busy is not sent away. */
const QUEUES: readonly QueueId[] = ['sales-portuguese', 'support-english'];
/** In turn, as many agents as are wanted. */
const CENTERS = ['lisbon', 'toronto'] as const;
const SKILLS = ['sales', 'support', 'english', 'portuguese', 'french'].map((skillId) => ({ skillId, level: 3 }));
const ADMINISTRATOR = 'admin@tandem.example';
const PASSWORD = 'tandem-demo';
/** One caller in so many leaves before their call has been talked to its end. */
const LEAVES_EACH = 5;

/** Agents who take what comes, and callers who come at a steady rate, each with a connection of their own. */
export class People {
  readonly notes = new Notes();
  readonly #started: Started;
  readonly #agents: ChaosAgent[] = [];
  readonly #callers = new Set<ChaosCaller>();
  readonly #stopped = new AbortController();
  #calls = 0;

  constructor(started: Started) {
    this.#started = started;
  }

  /** Callers so far. */
  get calls(): number {
    return this.#calls;
  }

  /** Calls that callers have in hand. */
  get open(): CallId[] {
    return [...this.#callers].flatMap(({ callId }) => callId ?? []);
  }

  async sitDown(agents: number): Promise<void> {
    for (const email of await hire(this.#started, agents)) {
      const agent = new ChaosAgent(await this.#started.agent(email), `agent ${email}`, this.notes);
      this.#agents.push(agent);
      await agent.available();
    }
  }

  /** So many calls, the next of them after so long, whatever becomes of those before; waits for no end. */
  async call(calls: number, everyMs: number): Promise<void> {
    const begun = performance.now();
    for (let n = 0; n < calls && !this.#stopped.signal.aborted; n += 1) {
      await delay(Math.max(0, begun + n * everyMs - performance.now()));
      void this.#call();
    }
  }

  /** Until no caller and no agent has anything in hand. @returns what they still have when they had their time */
  async quiet(limitMs: number): Promise<string[]> {
    const until = Date.now() + limitMs;
    const left = () => [
      ...[...this.#callers].map(({ callId }) => `a caller still has ${callId ?? 'no call'}`),
      ...this.#agents.flatMap((agent) => agent.inHand.map((work) => `${agent.party} still has ${work}`)),
    ];
    while (left().length > 0 && Date.now() < until) await delay(20);
    return left();
  }

  close(): void {
    this.#stopped.abort();
    for (const one of [...this.#callers, ...this.#agents]) one.close();
  }

  async #call(): Promise<void> {
    const n = this.#calls;
    this.#calls += 1;
    const leavesEach = n % LEAVES_EACH === 0 ? 1 : Number.POSITIVE_INFINITY;
    const caller = new ChaosCaller(this.#started.tandem.url, `caller ${n}`, n, this.notes, { leavesEach });
    this.#callers.add(caller);
    await caller.call(QUEUES[n % QUEUES.length] as QueueId, this.#stopped.signal);
    caller.close();
    this.#callers.delete(caller);
  }
}

/** Makes accounts. @returns with what they sign in, in turn in each center */
export async function hire(started: Started, agents: number): Promise<string[]> {
  const cookie = await started.signIn(ADMINISTRATOR);
  const emails: string[] = [];
  for (let n = 0; n < agents; n += 1) {
    const centerId = CENTERS[n % CENTERS.length] ?? 'lisbon';
    const email = `agent-${n}@${centerId}.example`;
    const person = { name: `Agent ${n}`, email, role: 'agent', centerId, active: true, skills: SKILLS, password: PASSWORD };
    const made = await started.fetch('/api/admin/people', { method: 'POST', cookie, body: person });
    if (!made.ok) throw new Error(`${email} could not be made: ${await made.text()}`);
    emails.push(email);
  }
  return emails;
}
