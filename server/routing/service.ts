import type { RoutingStore } from '../data/routing-store.ts';
import { assertOk, Failure } from '../sockets/failure.ts';
import type { BatchTimes } from '../traces/call-spans.ts';
import type { Reply, RoutingCommand } from './core/commands.ts';
import type { Noted, RoutingEvent } from './core/events.ts';
import { execute } from './core/execute.ts';
import { DEFAULT_SETTINGS, type Settings } from './core/model.ts';
import type { RoutingState } from './core/state.ts';
import type { Stats } from './core/stats.ts';

/** At most so many commands share a transaction, and none joins one that has so many events: nobody waits for ever for others. */
const BATCH_COMMANDS = 256;
const BATCH_EVENTS = 1000;

export interface RoutingServiceOptions {
  store: RoutingStore;
  now: () => number;
  log: { error(details: object, message: string): void; warn(details: object, message: string): void };
  /** Called when events can't be stored: what is in memory is then ahead of what would survive, and must not go on. */
  onFatal: (error: unknown) => void;
  settings?: Settings;
  /** How often the core is told that time has passed, ms. */
  tickMs?: number;
  times?: RoutingTimes;
}

/** Told how long each thing took, ms: for those who watch the program. */
export interface RoutingTimes {
  /** A command, from when it came in to its answer, which comes after its events have been stored. Passing time is no command. */
  answered(ms: number): void;
  /** The storing of a batch of events. */
  stored(ms: number): void;
  /** An offer, from the word that made it possible (the call, the agent who is free) until everybody concerned was told. */
  offered(ms: number): void;
}

/** Puts into the log what others have kept; it is there once it resolves. */
export type Note = (noted: Noted) => Promise<void>;

/** The next batch waits for it, so that it sees the state as these events left it. It must not wait for a command of its own. */
export type EventsListener = (events: readonly RoutingEvent[], state: RoutingState, times: BatchTimes) => Promise<void>;

interface Waiting {
  command: RoutingCommand;
  /** When it came in, by the process's own clock. */
  cameAt: number;
  resolve: (reply: Reply) => void;
  reject: (error: unknown) => void;
}

/**
 * The routing server around its core: takes one command at a time, stores what was decided, and only then answers
 * and lets the effects out. Commands that arrive while a batch is being stored share the next transaction.
 */
export class RoutingService {
  readonly #options: RoutingServiceOptions;
  readonly #settings: Settings;
  readonly #state: RoutingState;
  readonly #stats: Stats;
  readonly #listeners = new Set<EventsListener>();
  #queue: Waiting[] = [];
  #onceTold: { act: () => void; reject: (error: unknown) => void }[] = [];
  #running: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  private constructor(options: RoutingServiceOptions, { state, stats }: { state: RoutingState; stats: Stats }) {
    this.#options = options;
    this.#settings = options.settings ?? DEFAULT_SETTINGS;
    this.#state = state;
    this.#stats = stats;
  }

  /** Rebuilds the state from the log. Call `start` once the effects listen. */
  static async open(options: RoutingServiceOptions): Promise<RoutingService> {
    return new RoutingService(options, await options.store.load(options.now()));
  }

  async start(): Promise<void> {
    await this.submit({ kind: 'restarted', stats: this.#stats });
    this.#timer = setInterval(() => {
      // A tick that waits already will see this time too.
      if (!this.#queue.some(({ command }) => command.kind === 'tick')) this.submit({ kind: 'tick' }).catch(() => {});
    }, this.#options.tickMs ?? 100);
  }

  /** What is known now. Read it; only the core changes the facts. (Looking things up may make its index larger.) */
  get state(): Readonly<RoutingState> {
    return this.#state;
  }
  get settings(): Settings {
    return this.#settings;
  }
  now(): number {
    return this.#options.now();
  }

  /** Listens to what has been stored, in order. */
  onEvents(listener: EventsListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Hands a command to the core.
   * @returns the core's reply, after the events have been stored
   * @throws when the service is closed or the events could not be stored
   */
  submit(command: RoutingCommand): Promise<Reply> {
    if (this.#closed) return Promise.reject(new Failure('unavailable', 'Nobody can be reached at the moment. Try again in a moment.'));
    const { promise, resolve, reject } = Promise.withResolvers<Reply>();
    this.#queue.push({ command, cameAt: performance.now(), resolve, reject });
    this.#running ??= this.#drain();
    return promise;
  }

  /**
   * Does something between two batches: the state is then what has been stored and told, and nothing is on its way.
   * @returns once it was done
   * @throws when what was on its way could not be stored
   */
  onceTold(act: () => void): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#onceTold.push({ act: () => resolve(act()), reject });
    if (!this.#running) this.#actBetween();
    return promise;
  }

  #actBetween(): void {
    for (const { act, reject } of this.#onceTold.splice(0)) {
      try {
        act();
      } catch (error) {
        reject(error);
      }
    }
  }

  readonly note: Note = async (noted) => {
    assertOk(await this.submit({ kind: 'note', noted }));
  };

  async #drain(): Promise<void> {
    const { times } = this.#options;
    await Promise.resolve(); // lets commands of the same turn share the batch
    while (this.#queue.length > 0 && !this.#closed) {
      const waiting = this.#queue;
      const decidedFrom = performance.now();
      let storedFrom = decidedFrom;
      let storedTo = decidedFrom;
      const events: RoutingEvent[] = [];
      const answers: (() => void)[] = [];
      /** Of each offer, when what made it possible came in. */
      const offers: number[] = [];
      try {
        for (const { command, cameAt, resolve } of waiting) {
          if (answers.length >= BATCH_COMMANDS || events.length >= BATCH_EVENTS) break;
          const { events: decided, reply } = execute(this.#state, command, this.#options.now(), this.#settings);
          for (const event of decided) {
            events.push(event);
            if (event.kind === 'call-offered') offers.push(cameAt);
          }
          answers.push(() => {
            resolve(reply);
            if (command.kind !== 'tick') times?.answered(performance.now() - cameAt);
          });
        }
        this.#queue = waiting.slice(answers.length);
        if (events.length > 0) {
          storedFrom = performance.now();
          await this.#options.store.append(events);
          storedTo = performance.now();
          times?.stored(storedTo - storedFrom);
        }
      } catch (error) {
        this.#closed = true;
        // What came while the batch was being stored is not among those that waited.
        for (const { reject } of new Set([...waiting, ...this.#queue, ...this.#onceTold.splice(0)])) reject(error);
        this.#queue = [];
        this.#options.log.error({ err: error }, 'Routing commands could not be decided or stored');
        this.#options.onFatal(error);
        break;
      }
      for (const answer of answers) answer();
      if (events.length > 0) await this.#publish(events, this.#onClock({ decidedFrom, storedFrom, storedTo }));
      for (const cameAt of offers) times?.offered(performance.now() - cameAt);
      this.#actBetween();
    }
    this.#running = null;
    this.#actBetween();
  }

  /** Times of the process's own clock on that of the events. */
  #onClock({ decidedFrom, storedFrom, storedTo }: BatchTimes): BatchTimes {
    const shift = this.#options.now() - performance.now();
    return { decidedFrom: decidedFrom + shift, storedFrom: storedFrom + shift, storedTo: storedTo + shift };
  }

  async #publish(events: readonly RoutingEvent[], times: BatchTimes): Promise<void> {
    for (const listener of this.#listeners) {
      try {
        await listener(events, this.#state, times);
      } catch (error) {
        this.#options.log.error({ err: error }, 'An effect of routing events failed');
      }
    }
  }

  /** Stops taking commands, after those that are in have been stored. */
  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    await this.#running;
    this.#closed = true;
  }
}
