import { randomUUID } from 'node:crypto';
import type { AgentId } from '../protocol/common.ts';
import { ECHO } from '../protocol/media.ts';
import { Failure } from '../sockets/failure.ts';
import type { MediaService } from './service.ts';
import { signTicket } from './tickets.ts';

/** A test of one's own sound takes a few seconds; nobody keeps a room of the media server for longer. */
export const ECHO_ROOM_MS = 60_000;
const TICKET_VALID_MS = 120_000;
const OPEN_AT_ONCE = 3;

/** Rooms in which agents hear themselves, through the media server and back. */
export class EchoDesk {
  readonly #media: MediaService;
  readonly #secret: Uint8Array;
  readonly #now: () => number;
  readonly #rooms = new Map<AgentId, Set<string>>();

  /** @param secret signs the tickets */
  constructor(media: MediaService, secret: Uint8Array, now: () => number) {
    this.#media = media;
    this.#secret = secret;
    this.#now = now;
  }

  /**
   * A new room for this agent, which closes when they leave it, at the latest after `ECHO_ROOM_MS`, and the ticket to it.
   * @throws Failure `too-many` when they have three open already; `unavailable` when the media server is closed
   */
  async ticketFor(agentId: AgentId): Promise<string> {
    const rooms = this.#rooms.get(agentId) ?? new Set();
    if (rooms.size >= OPEN_AT_ONCE)
      throw new Failure('too-many', 'Several sound tests are open already. Close them, or try again in a minute.');
    const callId = `echo:${randomUUID()}`;
    rooms.add(callId);
    this.#rooms.set(agentId, rooms);
    const closed = () => {
      rooms.delete(callId);
      if (rooms.size === 0 && this.#rooms.get(agentId) === rooms) this.#rooms.delete(agentId);
    };
    this.#media.openEcho(callId, ECHO_ROOM_MS, closed);
    return await signTicket({ callId, party: ECHO }, this.#secret, this.#now(), TICKET_VALID_MS);
  }
}
