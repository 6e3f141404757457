import { setTimeout as delay } from 'node:timers/promises';
import type { types as ms } from 'mediasoup';
import * as mediasoup from 'mediasoup';
import { OPUS, VP8 } from '../protocol/media-codec.ts';
import { Failure } from '../sockets/failure.ts';
import { type MediaLog, messageOf } from './log.ts';

export interface WorkerPoolOptions {
  /** How many workers: each is a process with one thread of its own. */
  workers: number;
  /** Address to listen on for media. */
  listenIp: string;
  /** Address that browsers are told, when it is not `listenIp`. */
  announcedAddress?: string | undefined;
  /** Worker i uses UDP and TCP port `basePort + i`; 0 takes any free ports. */
  basePort: number;
  /** Path of the worker binary; mediasoup's own choice when absent. */
  workerBin?: string | undefined;
  log: MediaLog;
  createWorker?: (settings: ms.WorkerSettings) => Promise<ms.Worker>;
  /** How long to wait before attempt n (from 1) to replace a dead worker, in milliseconds. */
  retryDelayMs?: (attempt: number) => number;
}

/** A router and the port that its transports share. */
export interface Room {
  router: ms.Router;
  webRtcServer: ms.WebRtcServer;
}

export interface WorkerStats {
  index: number;
  pid: number | null;
  udpPort: number | null;
  state: 'up' | 'starting' | 'closed';
  rooms: number;
  transports: number;
}

interface Ports {
  udp: number;
  tcp: number;
}

type Seat =
  | { kind: 'starting'; ports: Ports | null }
  | { kind: 'up'; worker: ms.Worker; webRtcServer: ms.WebRtcServer; ports: Ports; rooms: Map<symbol, string>; transports: number }
  | { kind: 'closed' };

const RETRY_FLOOR_MS = 100;
const RETRY_CEILING_MS = 5_000;
const backoff = (attempt: number) => (attempt === 1 ? 0 : Math.min(RETRY_CEILING_MS, RETRY_FLOOR_MS * 2 ** (attempt - 2)));

/** The media workers. A worker that dies is replaced; what was on it is told to `onDeath` listeners. */
/** Conversations that the line of a worker's death names at most. */
const MOST_NAMED = 100;

export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #seats: Seat[];
  readonly #deathListeners = new Set<(labels: string[]) => void>();
  readonly #stop = new AbortController();
  readonly #starting = new Set<Promise<void>>();
  #someoneUp = Promise.withResolvers<void>();
  #closing: Promise<void> | null = null;

  private constructor(options: WorkerPoolOptions) {
    this.#options = options;
    this.#seats = Array.from({ length: options.workers }, () => ({ kind: 'starting', ports: null }));
    this.#someoneUp.promise.catch(() => {});
  }

  /** Starts all workers. Rejects, leaving none behind, when one of them can't start or get its port. */
  static async create(options: WorkerPoolOptions): Promise<WorkerPool> {
    const pool = new WorkerPool(options);
    const started = await Promise.allSettled(pool.#seats.map((_, index) => pool.#start(index, pool.#fixedPorts(index))));
    const failed = started.find((result) => result.status === 'rejected');
    if (failed !== undefined) {
      await pool.close();
      throw failed.reason;
    }
    return pool;
  }

  /**
   * A new router on the worker with the fewest. Waits while no worker lives.
   * `label` is what `onDeath` tells if that worker dies.
   * @throws Failure `unavailable` once the pool is closed
   */
  async open(label: string): Promise<Room> {
    for (;;) {
      if (this.#closing !== null) throw closed();
      const seat = this.#leastLoaded();
      if (seat === null) {
        await this.#someoneUp.promise;
        continue;
      }
      const room = Symbol(label);
      seat.rooms.set(room, label); // counted before it exists, so that calls that open together spread out
      try {
        const router = await seat.worker.createRouter({ mediaCodecs: [OPUS, VP8] });
        router.observer.on('newtransport', (transport) => {
          seat.transports += 1;
          transport.observer.once('close', () => {
            seat.transports -= 1;
          });
        });
        router.observer.once('close', () => {
          if (!seat.worker.died) seat.rooms.delete(room);
        });
        return { router, webRtcServer: seat.webRtcServer };
      } catch (error) {
        seat.rooms.delete(room);
        if (!seat.worker.closed) throw error;
      }
    }
  }

  /** Called with the labels of the routers that were on a worker that died. Returns how to stop listening. */
  onDeath(listener: (labels: string[]) => void): () => void {
    this.#deathListeners.add(listener);
    return () => this.#deathListeners.delete(listener);
  }

  stats(): WorkerStats[] {
    return this.#seats.map((seat, index) => ({
      index,
      pid: seat.kind === 'up' ? seat.worker.pid : null,
      udpPort: seat.kind === 'up' ? seat.ports.udp : null,
      state: seat.kind,
      rooms: seat.kind === 'up' ? seat.rooms.size : 0,
      transports: seat.kind === 'up' ? seat.transports : 0,
    }));
  }

  /** Ends all workers; resolves when their processes are gone and their ports free. May be called twice. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#stop.abort();
    this.#someoneUp.reject(closed());
    const ended = this.#seats.map((seat) => (seat.kind === 'up' ? endWorker(seat.worker) : undefined));
    this.#seats.fill({ kind: 'closed' });
    await Promise.all([...ended, Promise.allSettled(this.#starting)]);
  }

  #leastLoaded(): Extract<Seat, { kind: 'up' }> | null {
    const up = this.#seats.filter((seat) => seat.kind === 'up' && !seat.worker.closed) as Extract<Seat, { kind: 'up' }>[];
    return up.reduce<(typeof up)[number] | null>((best, seat) => (best === null || seat.rooms.size < best.rooms.size ? seat : best), null);
  }

  #fixedPorts(index: number): Ports | null {
    const port = this.#options.basePort + index;
    return this.#options.basePort === 0 ? null : { udp: port, tcp: port };
  }

  #start(index: number, wanted: Ports | null): Promise<void> {
    const started = this.#startWorker(index, wanted).finally(() => this.#starting.delete(started));
    this.#starting.add(started);
    return started;
  }

  async #startWorker(index: number, wanted: Ports | null): Promise<void> {
    const { listenIp: ip, announcedAddress, workerBin, log } = this.#options;
    const create = this.#options.createWorker ?? mediasoup.createWorker;
    const worker = await create({ logLevel: 'warn', ...(workerBin === undefined ? {} : { workerBin }) });
    try {
      const webRtcServer = await worker.createWebRtcServer({
        listenInfos: (['udp', 'tcp'] as const).map((protocol) => ({
          protocol,
          ip,
          ...(announcedAddress === undefined ? {} : { announcedAddress }),
          ...(wanted === null ? {} : { port: wanted[protocol] }),
        })),
      });
      const { udpSockets, tcpServers } = await webRtcServer.dump();
      const ports = { udp: udpSockets[0]?.port ?? 0, tcp: tcpServers[0]?.port ?? 0 };
      if (this.#closing !== null) throw closed();
      const seat: Seat = { kind: 'up', worker, webRtcServer, ports, rooms: new Map(), transports: 0 };
      this.#seats[index] = seat;
      worker.once('died', (error) => this.#died(index, seat, error));
      log.info({ worker: index, pid: worker.pid, ...ports }, 'media worker up');
      this.#someoneUp.resolve();
    } catch (error) {
      await endWorker(worker);
      throw error;
    }
  }

  #died(index: number, seat: Extract<Seat, { kind: 'up' }>, error: Error): void {
    if (this.#closing !== null) return;
    const labels = [...seat.rooms.values()];
    this.#options.log.error(
      { worker: index, pid: seat.worker.pid, rooms: labels.length, callIds: labels.slice(0, MOST_NAMED), error: error.message },
      'media worker died',
    );
    this.#seats[index] = { kind: 'starting', ports: seat.ports };
    if (!this.#seats.some(({ kind }) => kind === 'up')) {
      this.#someoneUp = Promise.withResolvers<void>();
      this.#someoneUp.promise.catch(() => {});
    }
    for (const listener of this.#deathListeners) listener(labels);
    void this.#replace(index, seat.ports);
  }

  async #replace(index: number, ports: Ports): Promise<void> {
    const { log, retryDelayMs = backoff } = this.#options;
    for (let attempt = 1; this.#closing === null; attempt += 1) {
      try {
        const waitMs = retryDelayMs(attempt);
        if (waitMs > 0) await delay(waitMs, undefined, { signal: this.#stop.signal, ref: false });
        // Browsers behind firewalls know only the fixed ports; ports that were any free ones may be others the second time.
        await this.#start(index, attempt === 1 ? ports : this.#fixedPorts(index));
        return;
      } catch (error) {
        if (this.#closing === null) log.error({ worker: index, attempt, error: messageOf(error) }, 'media worker could not be replaced');
      }
    }
  }
}

const closed = () => new Failure('unavailable', 'The media server is closed.');

async function endWorker(worker: ms.Worker): Promise<void> {
  if (worker.subprocessClosed) return;
  const gone = new Promise<void>((resolve) => worker.once('subprocessclose', () => resolve()));
  worker.close();
  await gone;
}
