import { availableParallelism } from 'node:os';
import type { types as ms } from 'mediasoup';
import { type ClosedReason, ECHO, isListener, type MediaParty, RECORDED, type TicketClaims, tokenOf } from '../protocol/media.ts';
import type { NodeRoom } from '../protocol/nodes.ts';
import { Failure } from '../sockets/failure.ts';
import { Admission } from './admission.ts';
import { type BridgeOptions, CallBridge } from './call-bridge.ts';
import { type MediaLog, messageOf } from './log.ts';
import type { OpusPacket } from './ogg-opus.ts';
import { PacketCount } from './packet-count.ts';
import type { PartySession, PartySink } from './party-session.ts';
import type { HearingPlan, Listener } from './plan.ts';
import type { MediaEvent, RoomWish } from './port.ts';
import { tap } from './tap.ts';
import { WorkerPool, type WorkerPoolOptions, type WorkerStats } from './worker-pool.ts';

export type MediaOptions = Omit<WorkerPoolOptions, 'workers'> & {
  /** One per processor when absent. */
  workers?: number | undefined;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** How often the quality of all lines is looked at. */
  measureEveryMs?: number;
};

const MEASURE_EVERY_MS = 3_000;

export type { MediaEvent } from './port.ts';

export interface MediaStats {
  workers: WorkerStats[];
  calls: number;
  parties: number;
  transports: number;
}

interface Call {
  bridge: CallBridge;
  agents: Admission;
  /** Supervisors who listen in: nobody else may be in as one. */
  listeners: ReadonlySet<MediaParty>;
  /** Of a room that has but one party: which, and what follows its end. */
  alone: { party: typeof ECHO | typeof RECORDED; onGone: () => void } | null;
}

/** All calls' media. Calls are opened and closed by the routing server; parties come through the gateway. */
export class MediaService {
  readonly #pool: WorkerPool;
  readonly #log: MediaLog;
  readonly #now: () => number;
  readonly #calls = new Map<string, Call>();
  readonly #listeners = new Set<(event: MediaEvent) => void>();
  readonly #changes = new Set<() => void>();
  readonly packets = new PacketCount();

  readonly #measuring: NodeJS.Timeout;
  #measured: Promise<void> | null = null;

  private constructor(pool: WorkerPool, { log, now = Date.now, measureEveryMs = MEASURE_EVERY_MS }: MediaOptions) {
    this.#pool = pool;
    this.#log = log;
    this.#now = now;
    this.#measuring = setInterval(() => this.#measureSoon(), measureEveryMs).unref();
    pool.onDeath((callIds) => this.#workerDied(callIds));
  }

  /** Rejects when a worker can't start or its port is taken. */
  static async create(options: MediaOptions): Promise<MediaService> {
    const pool = await WorkerPool.create({ ...options, workers: options.workers ?? availableParallelism() });
    return new MediaService(pool, options);
  }

  /** Returns how to stop listening. */
  onEvent(listener: (event: MediaEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Opens the conversation's room, if it is not open, and makes it what is wished. Twice is fine.
   * @throws Failure `stale-token`, nobody new being let in, when an agent is named who was put out before
   */
  follow(callId: string, { tokens, held, silenced, listeners }: RoomWish): void {
    this.openCall(callId).catch((error: unknown) => this.#log.error({ callId, error: messageOf(error) }, 'media room could not be opened'));
    this.setPlan(callId, { held, silenced });
    this.setListeners(callId, listeners);
    this.admit(callId, tokens);
  }

  /** The rooms of conversations, with who is in. */
  rooms(): NodeRoom[] {
    return [...this.#calls].flatMap(([callId, { bridge, alone }]) => (alone === null ? [{ callId, parties: bridge.flow }] : []));
  }

  /** Resolves once something has changed that may let somebody in who may not be now, or after this time. */
  async changed(withinMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, withinMs);
    this.#changes.add(resolve);
    await promise;
    clearTimeout(timer);
    this.#changes.delete(resolve);
  }

  /**
   * Opens the call, if it is not open. Parties may join from the moment of the call of this function, and wait for the
   * router if need be. Resolves when there is one. Rejects, the call being closed then, when the worker refuses, and
   * with Failure `unavailable` when the call or the service closes before that.
   */
  async openCall(callId: string): Promise<void> {
    const call = this.#open(callId);
    try {
      await call.bridge.opened();
    } catch (error) {
      if (this.#calls.get(callId) === call) this.closeCall(callId);
      throw error;
    }
  }

  /**
   * Exactly the agents with these reservation tokens may be in from now on; others who are in are put out. A token that was
   * left out once stays out for as long as the call is open.
   * @throws Failure `not-found` when the call is not open; `stale-token`, nothing being changed, when one was withdrawn before
   */
  admit(callId: string, tokens: readonly number[]): void {
    const call = this.#call(callId);
    const { bridge, agents } = call;
    agents.replace(tokens);
    this.#hasChanged();
    for (const party of bridge.parties) if (!mayBeIn(party, call)) bridge.dismiss(party, 'replaced');
  }

  /**
   * Who is kept from hearing and being heard, from now on and for whoever joins later; all that is not named flows.
   * @throws Failure `not-found` when the call is not open
   */
  setPlan(callId: string, plan: Pick<HearingPlan, 'held' | 'silenced'>): void {
    this.#call(callId).bridge.setPlan(plan);
  }

  /**
   * Exactly these supervisors may listen in from now on, each heard by those who are named and by nobody else; others are put
   * out. A room begins without any, also one that is opened again after a restart. Does nothing when the call is not open.
   */
  setListeners(callId: string, listeners: readonly Listener[]): void {
    const call = this.#calls.get(callId);
    if (call === undefined) return;
    call.listeners = new Set(listeners.map(({ id }) => id));
    call.bridge.setListeners(listeners);
    this.#hasChanged();
  }

  /**
   * Opens a room whose only party, `echo`, hears itself. It closes when that party leaves, and after `lifeMs` at the latest.
   * Nothing of it is told as an event.
   * @param onClosed called once
   */
  openEcho(callId: string, lifeMs: number, onClosed: () => void): void {
    const timer = setTimeout(() => this.closeCall(callId), lifeMs).unref();
    const onGone = () => {
      clearTimeout(timer);
      onClosed();
    };
    const bridge = this.#bridge(callId, { echo: true, onFlow: () => {}, onEmpty: () => this.closeCall(callId) });
    this.#calls.set(callId, { bridge, agents: new Admission(), listeners: new Set(), alone: { party: ECHO, onGone } });
    bridge.opened().catch(() => this.closeCall(callId)); // logged by the bridge
  }

  /**
   * Opens a room whose only party, `recorded`, is heard by nobody: what its first microphone sends is handed on instead. It closes
   * when that microphone is gone. Nothing of it is told as an event.
   * @param onClosed called once
   */
  openRecording(callId: string, onPacket: (packet: OpusPacket) => void, onClosed: () => void): void {
    let tapped = false;
    const bridge = this.#bridge(callId, {
      onFlow: () => {},
      onMicrophone: (producer, router) => {
        if (tapped) return;
        tapped = true;
        producer.observer.once('close', () => this.closeCall(callId));
        tap(router, producer, onPacket).catch((error: unknown) => {
          this.#log.error({ callId, error: messageOf(error) }, 'a message could not be recorded');
          this.closeCall(callId);
        });
      },
      onEmpty: () => this.closeCall(callId),
    });
    this.#calls.set(callId, { bridge, agents: new Admission(), listeners: new Set(), alone: { party: RECORDED, onGone: onClosed } });
    bridge.opened().catch(() => this.closeCall(callId)); // logged by the bridge
  }

  /** Puts all parties out with `closed` and the reason. Does nothing when the call is not open. */
  closeCall(callId: string, reason: ClosedReason = 'call-ended'): void {
    const call = this.#calls.get(callId);
    if (call === undefined) return;
    call.bridge.close(reason); // first: its last `flow` event still belongs to an open call
    // A microphone that goes with its room asks for this as well.
    if (this.#calls.delete(callId)) call.alone?.onGone();
  }

  /** Closes all calls and ends the workers. May be called twice. */
  async close(): Promise<void> {
    clearInterval(this.#measuring);
    for (const callId of [...this.#calls.keys()]) this.closeCall(callId);
    await this.#measured;
    await this.#pool.close();
  }

  /** Looks at the lines of all calls now, one call after the other: nothing else is held up for long. */
  async measure(): Promise<void> {
    for (const { bridge } of [...this.#calls.values()]) await bridge.measure();
  }

  /** Not before the last look is over. */
  #measureSoon(): void {
    this.#measured ??= this.measure()
      .catch((error: unknown) => this.#log.error({ error: messageOf(error) }, 'media lines could not be measured'))
      .finally(() => {
        this.#measured = null;
      });
  }

  stats(): MediaStats {
    let parties = 0;
    for (const { bridge } of this.#calls.values()) parties += bridge.parties.length;
    const workers = this.#pool.stats();
    const transports = workers.reduce((sum, worker) => sum + worker.transports, 0);
    return { workers, calls: this.#calls.size, parties, transports };
  }

  /** @throws Failure `not-found` or `stale-token` when the bearer of such a ticket may not join now */
  assertMayJoin({ callId, party }: TicketClaims): void {
    if (!mayBeIn(party, this.#call(callId)))
      throw new Failure('stale-token', 'This agent is not, or no longer, part of the call.', 'ticket');
  }

  /** For the gateway. @throws as `assertMayJoin` */
  join(claims: TicketClaims, rtpCapabilities: ms.RtpCapabilities, sink: PartySink): PartySession {
    this.assertMayJoin(claims);
    return this.#call(claims.callId).bridge.join(claims, rtpCapabilities, sink);
  }

  #open(callId: string): Call {
    const known = this.#calls.get(callId);
    if (known !== undefined) return known;
    const bridge = this.#bridge(callId, {
      onFlow: (parties) => this.#emit({ kind: 'flow', callId, parties }),
      onQuality: (party, summary) => this.#emit({ kind: 'quality', callId, party, ...summary }),
    });
    const call: Call = { bridge, agents: new Admission(), listeners: new Set(), alone: null };
    this.#calls.set(callId, call);
    return call;
  }

  #bridge(callId: string, options: Pick<BridgeOptions, 'onFlow' | 'onQuality' | 'echo' | 'onMicrophone' | 'onEmpty'>): CallBridge {
    return new CallBridge({
      callId,
      openRoom: (label) => this.#pool.open(label),
      log: this.#log,
      now: this.#now,
      packets: this.packets,
      ...options,
    });
  }

  #call(callId: string): Call {
    const call = this.#calls.get(callId);
    if (call === undefined) throw new Failure('not-found', 'This call is not open.', 'callId');
    return call;
  }

  #hasChanged(): void {
    for (const wake of this.#changes) wake();
  }

  #workerDied(callIds: string[]): void {
    for (const callId of callIds) this.#calls.get(callId)?.bridge.workerDied();
  }

  #emit(event: MediaEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        this.#log.error({ event, error: messageOf(error) }, 'a listener of media failed'); // the call goes on
      }
    }
  }
}

function mayBeIn(party: MediaParty, { agents, listeners, alone }: Call): boolean {
  if (party === ECHO || party === RECORDED || alone !== null) return party === alone?.party;
  if (isListener(party)) return listeners.has(party);
  const token = tokenOf(party);
  return token === null || agents.has(token);
}
