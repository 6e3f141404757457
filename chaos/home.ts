import { setTimeout as delay } from 'node:timers/promises';
import type { CallId, QueueId } from '../server/protocol/common.ts';
import { type Cable, layCable } from '../server/testing/cable.ts';
import { Started, type TestAgent } from '../server/testing/started.ts';
import { ChaosAgent, type Phase } from './agents.ts';
import { ChaosCaller } from './callers.ts';
import type { Notes } from './notes.ts';
import type { Talkers } from './people.ts';
import { Voice } from './sound/voice.ts';

const LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 50;
const AGAIN_MS = 500;
/** Callers are numbered on from those who talk. */
const FIRST = 20_000;
/** Ten seconds without a round trip, and what it takes to look and to say so; of a connection that breaks only the latter. */
const SEEN_AFTER_MS = { silent: 13_000, cut: 3000 };

/** As a person does, who tries again while nobody answers. @throws when nobody does in time */
async function signedIn(at: Started, email: string): Promise<TestAgent> {
  for (const until = performance.now() + LIMIT_MS; ; ) {
    try {
      return await at.agent(email);
    } catch (error) {
      if (performance.now() > until) throw error;
      await delay(AGAIN_MS);
    }
  }
}

/** Whose network goes out, and when. */
export interface Part {
  who: 'agent' | 'caller';
  phase: Phase;
  channel: 'text' | 'voice';
}

/**
 * An agent, a colleague who comes while the network is out, and somebody who calls them. Agent and caller each have a line of their own
 * to the web node, and it falls silent: nothing arrives, and nobody is told.
 */
export class Home {
  readonly part: Part;
  readonly #notes: Notes;
  readonly #queueId: QueueId;
  readonly #stopped = new AbortController();
  readonly #closers: (() => unknown)[] = [];
  #agent!: ChaosAgent;
  #colleague: ChaosAgent | null = null;
  #caller!: ChaosCaller;
  #callerParty = '';
  #line!: Cable;

  private constructor(part: Part, queueId: QueueId, notes: Notes) {
    this.part = part;
    this.#queueId = queueId;
    this.#notes = notes;
  }

  static async begin(part: Part, { talkers, web, notes, n }: { talkers: Talkers; web: Started; notes: Notes; n: number }): Promise<Home> {
    const home = new Home(part, talkers.queueId, notes);
    try {
      await home.#begin(talkers.emails, web, FIRST + n);
      return home;
    } catch (error) {
      await home.close();
      throw error;
    }
  }

  /** Until they are as far as they are to be when the network goes out. @throws when they never are */
  async reach(): Promise<void> {
    const { who, phase } = this.part;
    this.#agent.staysIn = phase;
    if (phase !== 'waiting') {
      await this.#agent.available();
      this.#call();
      await this.#until(`the agent to be ${phase}`, () => this.#agent.doing.phase === phase);
    } else if (who === 'agent') await this.#agent.available();
    else {
      this.#call();
      await this.#until('the caller to wait', () => this.#caller.callId !== null);
    }
  }

  /**
   * @param how a line that is cut breaks, and that is seen at both ends
   * @returns what it was over
   */
  async out(forMs: number, how: 'silent' | 'cut' = 'silent'): Promise<{ party: string; at: number; mendedAt: number }> {
    const { who, phase } = this.part;
    const [person, party] = who === 'agent' ? [this.#agent, this.#agent.party] : [this.#caller, this.#callerParty];
    const note = this.#notes.of(party);
    const agentId = who === 'agent' ? this.#agent.id : null;
    const at = Date.now();
    note({ kind: 'out', agentId, callId: this.#callId, seenAfterMs: SEEN_AFTER_MS[how] });
    if (how === 'cut') this.#line.cut();
    else this.#line.silence();
    person.isOut = true;
    await this.#colleague?.available();
    // To one who only waits somebody calls whom nobody there hears.
    if (who === 'agent' && phase === 'waiting') this.#call();
    await delay(forMs);
    person.isOut = false;
    this.#line.mend();
    note({ kind: 'mended' });
    return { party, at, mendedAt: Date.now() };
  }

  /** All goes to its end. @returns what does not */
  async goOn(): Promise<string[]> {
    this.#agent.staysIn = null;
    if (this.part.who === 'caller' && this.part.phase === 'waiting') await this.#agent.available();
    const agents = [this.#agent, ...(this.#colleague === null ? [] : [this.#colleague])];
    const isOver = () => this.#caller.callId === null && agents.every(({ inHand }) => inHand.length === 0);
    try {
      await this.#until('all to be over', isOver);
      await Promise.all(agents.map((agent) => agent.goesAway()));
      return [];
    } catch {
      const { who, phase, channel } = this.part;
      const left = agents.flatMap(({ party, inHand }) => inHand.map((work) => `${party} has ${work}`));
      return [
        `${who} ${phase} by ${channel}: ${LIMIT_MS / 1000} s after the network was there again ${left.join(', ') || 'the caller waits'}`,
      ];
    }
  }

  async close(): Promise<void> {
    this.#stopped.abort();
    for (const close of this.#closers.splice(0).reverse()) await close();
  }

  get #callId(): CallId | null {
    return this.part.who === 'agent' ? this.#agent.doing.callId : this.#caller.callId;
  }

  #call(): void {
    void this.#caller.call(this.#queueId, this.#stopped.signal);
  }

  async #begin([first = '', second]: readonly string[], web: Started, n: number): Promise<void> {
    const { who, channel } = this.part;
    const { url } = web.tandem;
    this.#line = await layCable(Number(new URL(url).port));
    this.#closers.push(() => this.#line.close());
    const byLine = new Started();
    byLine.tandem = { ...web.tandem, url: this.#line.url };
    this.#closers.push(() => byLine.close());
    const voiceOf = (party: string) => (channel === 'voice' ? new Voice(party, url) : null);
    const agent = async (email: string, at: Started) => {
      const party = `agent ${email}`;
      const person = new ChaosAgent(await signedIn(at, email), party, this.#notes, voiceOf(party));
      person.hangUp();
      this.#closers.push(() => person.close());
      return person;
    };
    this.#agent = await agent(first, who === 'agent' ? byLine : web);
    if (second !== undefined) this.#colleague = await agent(second, web);
    this.#callerParty = `caller ${n}`;
    this.#caller = new ChaosCaller(who === 'caller' ? byLine.tandem.url : url, this.#callerParty, n, this.#notes, {
      voice: voiceOf(this.#callerParty),
    });
    this.#closers.push(() => this.#caller.close());
  }

  async #until(what: string, holds: () => boolean): Promise<void> {
    const until = performance.now() + LIMIT_MS;
    while (!holds()) {
      if (performance.now() > until) throw new Error(`Waited ${LIMIT_MS / 1000} s for ${what}`);
      await delay(LOOK_EVERY_MS);
    }
  }
}
