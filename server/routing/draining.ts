import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../config.ts';
import type { ServerNodes } from '../data/server-nodes.ts';
import type { MediaRooms } from '../media/rooms.ts';
import type { RoutingState } from './core/state.ts';
import type { Leadership } from './leadership.ts';
import type { RoutingService } from './service.ts';

const LOOK_EVERY_MS = 250;
const LOOK_LIMIT_MS = 1000;
/** Whoever stands by says so every 5 s. */
const SILENT_MS = 12_000;

interface DrainingOptions {
  service: Pick<RoutingService, 'state' | 'close'>;
  leadership: Pick<Leadership, 'close'>;
  servers: Pick<ServerNodes, 'list'>;
  rooms: Pick<MediaRooms, 'placeOf'>;
  config: Pick<Config, 'drainMs'>;
  log: { info(details: object, message: string): void; warn(details: object, message: string): void };
}

/**
 * The end of a routing server that decides, told to it beforehand. Where another one stands by, that one decides at once, and nobody's
 * call is held up by this one's end. Where there is none, no new calls are taken while those who talk by this program's own media
 * talk to the end, for as long as its configuration says.
 */
export class Draining {
  readonly #options: DrainingOptions;
  #isDraining = false;

  constructor(options: DrainingOptions) {
    this.#options = options;
  }

  /** New calls are refused, and who shares connections out sees that there are better places. */
  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** Resolves once this server can be closed and cuts nobody off, or has waited for long enough. */
  async drain(): Promise<void> {
    const { service, config, log } = this.#options;
    const until = performance.now() + config.drainMs;
    if (await this.#handOver()) return;
    const left = () => talking(service.state, this.#options.rooms);
    if (left() === 0 || config.drainMs === 0) return;
    this.#isDraining = true;
    log.info({ talking: left(), limitMs: config.drainMs }, 'No new calls from now on');
    while (left() > 0 && performance.now() < until) {
      await delay(LOOK_EVERY_MS);
      if (await this.#handOver()) return;
    }
  }

  /** @returns whether another server decides from now on, or can */
  async #handOver(): Promise<boolean> {
    const { service, leadership, servers, log } = this.#options;
    try {
      const { now, servers: all } = await Promise.race([servers.list(), tooLong()]);
      if (!all.some(({ state, seenAt }) => state === 'stands-by' && seenAt > now - SILENT_MS)) return false;
    } catch (error) {
      log.warn({ err: error }, 'Whether another server stands by could not be looked up');
      return false;
    }
    // What has been decided is stored; then it is the other one's turn, before anything here is closed.
    await service.close();
    await leadership.close();
    log.info({}, 'Another server decides from now on');
    return true;
  }
}

const tooLong = () => delay(LOOK_LIMIT_MS, undefined, { ref: false }).then(() => Promise.reject(new Error('The database does not answer')));

/** How many calls are being talked in, or are about to be, by the media of this very program. */
export function talking(state: Pick<RoutingState, 'calls'>, rooms: Pick<MediaRooms, 'placeOf'>): number {
  let count = 0;
  for (const call of state.calls.values()) {
    if (call.channel !== 'voice' || (call.state.kind !== 'connecting' && call.state.kind !== 'connected')) continue;
    if (rooms.placeOf(call.conversationId)?.url === null) count += 1;
  }
  return count;
}
