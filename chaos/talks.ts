import { setTimeout as delay } from 'node:timers/promises';
import type { CallId, QueueId } from '../server/protocol/common.ts';
import type { Started } from '../server/testing/started.ts';
import { ChaosAgent } from './agents.ts';
import { ChaosCaller } from './callers.ts';
import type { Notes } from './notes.ts';
import type { Ear } from './sound/check.ts';
import { StandingStill } from './sound/still.ts';
import { Voice } from './sound/voice.ts';

const LIMIT_MS = 60_000;
const LISTEN_LIMIT_MS = 10_000;
const LOOK_EVERY_MS = 20;
/** Callers are numbered on from those who write. */
const FIRST = 10_000;

interface Party<T> {
  person: T;
  voice: Voice;
}

/** Who talks, and by which servers they come. */
export interface Cast {
  agentsAt: Started;
  callersAt: Started;
  agents: readonly string[];
  queueId: QueueId;
  /** How many call; agents who are more than that wait for calls. */
  calls: number;
}

/** Calls by voice that go on for as long as nobody ends them, and what each party of them hears. */
export class Talks {
  readonly #notes: Notes;
  readonly #cast: Cast;
  readonly #stopped = new AbortController();
  readonly #still = new StandingStill();
  readonly #agents: Party<ChaosAgent>[] = [];
  readonly #callers: Party<ChaosCaller>[] = [];

  private constructor(notes: Notes, cast: Cast) {
    this.#notes = notes;
    this.#cast = cast;
  }

  /** Resolves once all who call are heard, and hear. */
  static async begin(notes: Notes, cast: Cast): Promise<Talks> {
    const talks = new Talks(notes, cast);
    try {
      await talks.#begin();
      return talks;
    } catch (error) {
      talks.close();
      throw error;
    }
  }

  get agents(): readonly ChaosAgent[] {
    return this.#agents.map(({ person }) => person);
  }

  /** What everybody who is in a call has heard, once all have heard something that was said since now, or hear nothing any more. */
  async heard(): Promise<Ear[]> {
    const now = performance.now();
    const hears = ({ lastAt }: Ear) => lastAt !== null && lastAt > now;
    await this.until('all to be heard', () => this.ears().every(hears), LISTEN_LIMIT_MS).catch(() => {});
    // What is on its way is no gap.
    return this.ears().map((ear) => (hears(ear) ? { ...ear, gaps: ear.gaps.filter(({ to }) => to !== null) } : ear));
  }

  /** What everybody who is in a call has heard by now. */
  ears(): Ear[] {
    const now = performance.now();
    const talking = this.#pairs().flatMap(({ callId, agent, caller }) => [agent, caller].map((voice) => ({ callId, voice })));
    return talking.flatMap(({ callId, voice: { name, hearing, joined, lost } }) => {
      if (hearing === null) return [];
      return [
        {
          callId,
          party: name,
          since: hearing.since,
          lastAt: hearing.lastAt,
          gaps: [...hearing.until(now)],
          joined: [...joined],
          lost: [...lost],
        },
      ];
    });
  }

  /** Another caller, whom nobody is waited for. */
  call(): void {
    const n = FIRST + this.#callers.length;
    const { url } = this.#cast.callersAt.tandem;
    const voice = new Voice(`caller ${n}`, url);
    const person = new ChaosCaller(url, `caller ${n}`, n, this.#notes, { voice });
    this.#callers.push({ person, voice });
    void person.call(this.#cast.queueId, this.#stopped.signal);
  }

  /** The caller who has talked for the longest time hangs up. */
  async hangUp(): Promise<void> {
    const talking = new Set(this.#pairs().map(({ callId }) => callId));
    await this.#callers.find(({ person }) => person.callId !== null && talking.has(person.callId))?.person.hangUp();
  }

  /** The callers of these calls hang up and call again. Resolves once all talk. */
  async callAnew(ears: readonly Ear[]): Promise<void> {
    const calls = new Set(ears.map(({ callId }) => callId));
    const callers = this.#callers.filter(({ person }) => person.callId !== null && calls.has(person.callId));
    await Promise.all(callers.map(({ person }) => person.hangUp()));
    for (const _ of callers) this.call();
    await this.together();
  }

  /** Until as many talk as called, and all of them hear each other. @throws when they don't in time */
  async together(calls = this.#cast.calls): Promise<void> {
    await this.until(`${calls} calls to be heard`, () => {
      const pairs = this.#pairs();
      for (const { agent, caller } of pairs.filter(({ agent, caller }) => agent.of !== caller.name || caller.of !== agent.name)) {
        agent.hears(caller, this.#still.between);
        caller.hears(agent, this.#still.between);
      }
      return pairs.filter(({ agent, caller }) => agent.hearing?.since && caller.hearing?.since).length >= calls;
    });
  }

  /** @throws when it is not in time */
  async until(what: string, holds: () => boolean, limitMs = LIMIT_MS): Promise<void> {
    const until = performance.now() + limitMs;
    while (!holds()) {
      if (performance.now() > until) throw new Error(`Waited ${limitMs / 1000} s for ${what}`);
      await delay(LOOK_EVERY_MS);
    }
  }

  /** Agents hang up, finish and take a break. */
  async finish(): Promise<void> {
    this.#stopped.abort();
    for (const { person } of this.#agents) person.hangUp();
    await this.until(
      'all to have hung up',
      () => this.#callers.every(({ person }) => person.callId === null) && this.agents.every(({ inHand }) => inHand.length === 0),
    );
    await Promise.all(this.agents.map((agent) => agent.goesAway()));
  }

  /** And go. */
  async end(): Promise<void> {
    await this.finish();
    this.close();
  }

  close(): void {
    this.#stopped.abort();
    this.#still.close();
    for (const { person } of [...this.#agents, ...this.#callers]) person.close();
  }

  async #begin(): Promise<void> {
    const { agents, agentsAt, calls } = this.#cast;
    for (const email of agents) {
      const voice = new Voice(`agent ${email}`, agentsAt.tandem.url);
      const person = new ChaosAgent(await agentsAt.agent(email), voice.name, this.#notes, voice);
      this.#agents.push({ person, voice });
      await person.available();
    }
    for (let n = 0; n < calls; n += 1) this.call();
    await this.together();
  }

  /** Of calls that both have in hand. */
  #pairs(): { callId: CallId; agent: Voice; caller: Voice }[] {
    const byCall = new Map<CallId, Voice>(
      this.#callers.flatMap(({ person, voice }) => (person.callId === null ? [] : [[person.callId, voice] as const])),
    );
    return this.#agents.flatMap(({ person, voice }) => {
      const callId = person.talksIn;
      const caller = callId === null ? undefined : byCall.get(callId);
      return callId === null || caller === undefined ? [] : [{ callId, agent: voice, caller }];
    });
  }
}
