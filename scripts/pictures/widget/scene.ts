import { io, type Socket } from 'socket.io-client';
import { Agent, type Microphone, Person } from '../../../e2e/support/people.ts';
import { Program } from '../../../e2e/support/program.ts';
import type { Locale } from '../../../server/protocol/locale.ts';
import { takeSheet } from './sheet.ts';
import { Visitor } from './visitor.ts';

/** A few states that come after each other, with a program and people of their own. */
export interface Scene {
  environment?: Record<string, string>;
  /** Without it, English alone. */
  everyLanguage?: boolean;
  play: (stage: Stage) => Promise<void>;
}

export class Stage {
  readonly program: Program;
  readonly language: Locale;
  readonly #fileOf: (name: string) => string;
  readonly #people: Person[] = [];
  readonly #sockets: Socket[] = [];

  constructor(environment: Record<string, string>, language: Locale, fileOf: (name: string) => string) {
    this.program = new Program({ TANDEM_CALLS_PER_MINUTE: '1000', ...environment }, { briefly: true });
    this.language = language;
    this.#fileOf = fileOf;
  }

  async visitor(microphone: Microphone = 440): Promise<Visitor> {
    const visitor = await Visitor.sitDown(this.program.url, this.language, microphone);
    this.#people.push(visitor.person);
    return visitor;
  }

  async agent(email = 'ana@lisbon.example'): Promise<Agent> {
    const person = await Person.sitDown(this.program.url, 1000, { colorScheme: 'light', reducedMotion: 'reduce' });
    this.#people.push(person);
    await person.signIn(email, '/agent');
    return new Agent(person);
  }

  /** A caller without a browser, who waits. */
  async waits(queueId: string, name: string): Promise<void> {
    const socket = io(`${this.program.url}/widget`, { transports: ['websocket'], forceNew: true });
    this.#sockets.push(socket);
    const answer = await socket.emitWithAck('start', { queueId, name, email: null, customerId: null, page: '/cart', question: null });
    if (!answer.ok) throw new Error(`${name} could not call: ${answer.error.message}`);
  }
  /** Of those who wait, the first leaves. */
  leaves(): void {
    this.#sockets.shift()?.disconnect();
  }

  take(visitor: Visitor, name: string, options?: { whole?: boolean }): Promise<void> {
    return takeSheet(visitor.page, this.#fileOf(name), options);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.disconnect();
    for (const person of this.#people) await person.leave();
    await this.program.close();
  }
}
