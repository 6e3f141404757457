import { ulid } from 'ulid';
import type { Forecast, ForecastRequest, PlanningScope, WhatIf, WhatIfRequest } from '../protocol/planning.ts';
import type { Center, Queue } from '../protocol/queue.ts';
import { Failure } from '../sockets/failure.ts';
import { assertSupervises, maySupervise, type Supervisor } from '../supervision/grants.ts';
import { boundsOf, dateAt, plusDays } from './local-days.ts';
import { PastQuarters } from './past-quarters.ts';
import { DAYS_AHEAD, historyBounds, type QuarterRow } from './plan.ts';
import type { StoredDay } from './replay/day-trace.ts';
import { type Thinking, think } from './thread.ts';
import type { WhatIfInput } from './what-if/run.ts';

/** What planning needs of the past: server/data/planning-history.ts. */
export interface PlanningPast {
  firstCallAt(): Promise<number | null>;
  quarters(from: number, to: number): Promise<QuarterRow[]>;
  callsIn(from: number, to: number): Promise<number>;
  day(from: number, to: number): Promise<{ day: StoredDay; laterSettings: boolean } | null>;
}

export interface PlanningOptions {
  past: PlanningPast;
  catalog: { centers(): Promise<Center[]>; queues(): Promise<Queue[]>; skills(): Promise<{ id: string; name: string }[]> };
  now: () => number;
  log: { error: (details: object, message: string) => void };
  limits?: Partial<Limits>;
}

interface Limits {
  /** Pairs of runs of a what-if. */
  runs: number;
  /** After so long a what-if makes do with what it has, and after the other it is given up. */
  enoughMs: number;
  longestMs: number;
  /** Calls of a day that is tried again. */
  calls: number;
  /** What-ifs at once, of all people together. */
  atOnce: number;
  /** Forecasts that wait for their turn. */
  waiting: number;
}
const LIMITS: Limits = { runs: 10, enoughMs: 60_000, longestMs: 120_000, calls: 30_000, atOnce: 2, waiting: 10 };
const FORECAST_LIMIT_MS = 30_000;
/** How many what-ifs that are over are remembered. */
const KEPT = 50;

interface Trial {
  of: string;
  state: WhatIf;
  thinking: Thinking<unknown> | null;
}

/** Forecasts, and past days tried otherwise, for those who supervise. It reads, and changes nothing. */
export class Planning {
  readonly #options: PlanningOptions;
  readonly #limits: Limits;
  readonly #quarters: PastQuarters;
  readonly #trials = new Map<string, Trial>();
  readonly #forecasts = new Set<Thinking<Forecast>>();
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(options: PlanningOptions) {
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
    this.#quarters = new PastQuarters(options.past.quarters);
  }

  async scope(who: Supervisor): Promise<PlanningScope> {
    const { past, catalog, now } = this.#options;
    const all = await catalog.centers();
    const queues = await catalog.queues();
    return {
      centers: all
        .filter(({ id }) => maySupervise(who, id))
        .map(({ id, name, timeZone, limits: { foreignShare, protectServiceLevel } }) => {
          return { id, name, timeZone, foreignShare, protectServiceLevel };
        }),
      places: all.map(({ id, name }) => ({ id, name })),
      queues: queues.map(({ id, name, strategy, offersAtOnce, priority, steps }) => {
        return { id, name, strategy, offersAtOnce, priority, steps };
      }),
      skills: (await catalog.skills()).map(({ id, name }) => ({ id, name })),
      firstCallAt: await past.firstCallAt(),
      now: now(),
    };
  }

  /** @throws Failure that names the field, `forbidden`, or `too-many` while others wait for theirs */
  async forecast(who: Supervisor, request: ForecastRequest): Promise<Forecast> {
    const { past, now } = this.#options;
    const { timeZone, supervised } = await this.#clockOf(who, request.centerId);
    await this.#assertQueues([request.queueId], () => 'queueId');
    const [at, firstCallAt] = [now(), await past.firstCallAt()];
    const tomorrow = plusDays(dateAt(at, timeZone), 1);
    if (request.date !== null && (request.date < tomorrow || request.date >= plusDays(tomorrow, DAYS_AHEAD)))
      throw new Failure('bad-request', 'is not one of the next 14 days', 'date');
    if (this.#waiting >= this.#limits.waiting) throw new Failure('too-many', 'Too many forecasts at once. Try again in a minute.');
    this.#waiting += 1;
    // One after the other: each takes a core for a moment.
    const mine = this.#turn.then(async () => {
      const { first, last } = historyBounds(firstCallAt, at, timeZone);
      const rows = first > last ? [] : await this.#quarters.between(boundsOf(first, timeZone).from, boundsOf(last, timeZone).to, at);
      const input = { request, rows, timeZone, now: at, firstCallAt, centers: supervised.map(({ id, name }) => ({ id, name })) };
      const thinking = think<'forecast'>({ kind: 'forecast', input }, { limitMs: FORECAST_LIMIT_MS });
      this.#forecasts.add(thinking);
      return thinking.result.finally(() => this.#forecasts.delete(thinking));
    });
    this.#turn = mine.catch(() => {});
    return mine.finally(() => {
      this.#waiting -= 1;
    });
  }

  /**
   * Begins one; the one before of the same person is given up.
   * @throws Failure that names the field, `forbidden`, or `too-many` while others run
   */
  async start(who: Supervisor, request: WhatIfRequest): Promise<WhatIf> {
    const { past, now } = this.#options;
    const { timeZone } = await this.#clockOf(who, request.centerId);
    const zones = new Map((await this.#options.catalog.centers()).map((center) => [center.id, center.timeZone]));
    for (const [list, changes] of [['staff', request.staff] as const, ['centers', request.centers] as const])
      for (const [nth, { centerId }] of changes.entries()) {
        if (!zones.has(centerId)) throw new Failure('not-found', 'There is no such center', `${list}.${nth}.centerId`);
        assertSupervises(who, centerId);
      }
    await this.#assertQueues(
      request.queues.map(({ queueId }) => queueId),
      (nth) => `queues.${nth}.queueId`,
    );
    if (request.date > dateAt(now(), timeZone)) throw new Failure('bad-request', 'is not over yet', 'date');
    const bounds = boundsOf(request.date, timeZone);
    const to = Math.min(bounds.to, now());
    const calls = await past.callsIn(bounds.from, to);
    if (calls === 0) throw new Failure('conflict', 'No calls came on that day. Choose another.', 'date');
    if (calls > this.#limits.calls) throw new Failure('bad-request', 'More calls came on that day than can be run again here.', 'date');
    for (const trial of this.#trials.values()) if (trial.of === who.id) this.#cancel(trial);
    const running = [...this.#trials.values()].filter(({ state }) => state.kind === 'running').length;
    if (running >= this.#limits.atOnce) throw new Failure('too-many', 'Others are trying something right now. Try again in a minute.');
    const id = ulid();
    const trial: Trial = { of: who.id, state: { kind: 'running', id, done: 0, of: this.#limits.runs }, thinking: null };
    this.#trials.set(id, trial);
    this.#forgetOld();
    void this.#run(id, trial, { request, timeZone, zones, from: bounds.from, to });
    return trial.state;
  }

  /** @throws Failure `not-found` when it is another’s, or is remembered no longer */
  look(who: Supervisor, id: string): WhatIf {
    return this.#own(who, id).state;
  }

  /** @throws Failure `not-found` */
  cancel(who: Supervisor, id: string): WhatIf {
    const trial = this.#own(who, id);
    this.#cancel(trial);
    return trial.state;
  }

  close(): void {
    for (const trial of this.#trials.values()) this.#cancel(trial);
    for (const thinking of this.#forecasts) thinking.cancel();
  }

  async #run(
    id: string,
    trial: Trial,
    { from, to, ...asked }: Pick<WhatIfInput, 'request' | 'timeZone' | 'zones'> & { from: number; to: number },
  ) {
    const { runs, enoughMs, longestMs } = this.#limits;
    const running = () => trial.state.kind === 'running';
    try {
      const stored = await this.#options.past.day(from, to);
      if (!running()) return;
      if (!stored) throw new Failure('conflict', 'No calls came on that day. Choose another.', 'date');
      const input: WhatIfInput = { ...asked, ...stored, runs, enoughMs };
      const onProgress = (done: number) => {
        if (running()) trial.state = { kind: 'running', id, done, of: runs };
      };
      const thinking = think<'what-if'>({ kind: 'what-if', input }, { limitMs: longestMs, onProgress });
      trial.thinking = thinking;
      const result = await thinking.result;
      if (running()) trial.state = { kind: 'done', id, result };
    } catch (error) {
      if (!running()) return;
      if (!(error instanceof Failure)) this.#options.log.error({ err: error }, 'A what-if could not be run');
      const failure = error instanceof Failure ? error : new Failure('internal', 'Something went wrong on our side');
      trial.state = { kind: 'failed', id, error: failure.toWire() };
    } finally {
      trial.thinking = null;
    }
  }

  #cancel(trial: Trial): void {
    if (trial.state.kind !== 'running') return;
    trial.state = { kind: 'canceled', id: trial.state.id };
    trial.thinking?.cancel();
  }

  #own(who: Supervisor, id: string): Trial {
    const trial = this.#trials.get(id);
    if (!trial || trial.of !== who.id) throw new Failure('not-found', 'This is not there any more. Run it again.');
    return trial;
  }

  #forgetOld(): void {
    for (const [id, { state }] of this.#trials) {
      if (this.#trials.size <= KEPT) return;
      if (state.kind !== 'running') this.#trials.delete(id);
    }
  }

  async #clockOf(who: Supervisor, centerId: string): Promise<{ timeZone: string; supervised: Center[] }> {
    const centers = await this.#options.catalog.centers();
    const center = centers.find(({ id }) => id === centerId);
    if (!center) throw new Failure('not-found', 'There is no such center', 'centerId');
    assertSupervises(who, center.id);
    return { timeZone: center.timeZone, supervised: centers.filter(({ id }) => maySupervise(who, id)) };
  }

  async #assertQueues(ids: readonly (string | null)[], fieldOf: (nth: number) => string): Promise<void> {
    const queues = new Set((await this.#options.catalog.queues()).map(({ id }) => id));
    ids.forEach((id, nth) => {
      if (id !== null && !queues.has(id)) throw new Failure('not-found', 'There is no such queue', fieldOf(nth));
    });
  }
}
