import { randomUUID } from 'node:crypto';
import type { AgentId, CenterId } from '../protocol/common.ts';
import { ECHO } from '../protocol/media.ts';
import { Failure } from '../sockets/failure.ts';
import type { MediaRooms } from './rooms.ts';
import type { SignTicket } from './sign.ts';

/** A test of one's own sound takes a few seconds; nobody keeps a room of the media server for longer. */
export const ECHO_ROOM_MS = 60_000;
const TICKET_VALID_MS = 120_000;
const OPEN_AT_ONCE = 3;

/** Rooms in which agents hear themselves, through the media server and back. */
export class EchoDesk {
  readonly #media: Pick<MediaRooms, 'openEcho'>;
  readonly #sign: SignTicket;
  readonly #rooms = new Map<AgentId, Set<string>>();

  constructor(media: Pick<MediaRooms, 'openEcho'>, sign: SignTicket) {
    this.#media = media;
    this.#sign = sign;
  }

  /**
   * A new room for this agent, near their center, and the ticket to it. It closes when they leave it, at the latest after
   * `ECHO_ROOM_MS`.
   * @throws Failure `too-many` when they have three open already; `unavailable` when no media server can be reached
   */
  async ticketFor(agentId: AgentId, centerId: CenterId | null): Promise<string> {
    const rooms = this.#rooms.get(agentId) ?? new Set();
    if (rooms.size >= OPEN_AT_ONCE)
      throw new Failure('too-many', 'Several sound tests are open already. Close them, or try again in a minute.');
    const callId = `echo:${randomUUID()}`;
    const closed = () => {
      rooms.delete(callId);
      if (rooms.size === 0 && this.#rooms.get(agentId) === rooms) this.#rooms.delete(agentId);
    };
    this.#media.openEcho(callId, centerId, ECHO_ROOM_MS, closed);
    rooms.add(callId);
    this.#rooms.set(agentId, rooms);
    return await this.#sign({ callId, party: ECHO }, TICKET_VALID_MS);
  }
}
