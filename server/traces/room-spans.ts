import type { PartyFlow } from '../media/call-bridge.ts';
import { isListener, type MediaParty, type NodeId, tokenOf } from '../protocol/media.ts';
import { type CallTrace, partsOf, type Traceparent } from '../protocol/trace.ts';
import { newSpanId, type TellSpan } from './span.ts';

interface Room {
  trace: CallTrace;
  id: string;
  from: number;
  /** Who is in, and whether they were heard. */
  parties: Map<MediaParty, { from: number; heard: boolean; bridged: boolean }>;
}

/**
 * A media server's spans of rooms that are traced: the room from its opening to its end here, each party from its joining to the first
 * packet that came from it, and each agent until they and somebody else heard each other.
 */
export class RoomSpans {
  readonly #tell: TellSpan;
  readonly #node: NodeId;
  readonly #now: () => number;
  readonly #rooms = new Map<string, Room>();

  constructor({ tell, node, now }: { tell: TellSpan; node: NodeId; now: () => number }) {
    this.#tell = tell;
    this.#node = node;
    this.#now = now;
  }

  /** Twice is fine. */
  opened(callId: string, trace: Traceparent | undefined): void {
    if (trace === undefined || this.#rooms.has(callId)) return;
    this.#rooms.set(callId, { trace: partsOf(trace), id: newSpanId(), from: this.#now(), parties: new Map() });
  }

  flow(callId: string, flow: readonly PartyFlow[]): void {
    const room = this.#rooms.get(callId);
    if (room === undefined) return;
    const now = this.#now();
    for (const party of room.parties.keys()) if (!flow.some(({ id }) => id === party)) room.parties.delete(party);
    for (const { id, heard, hears } of flow) {
      const party = room.parties.get(id) ?? { from: now, heard: false, bridged: false };
      room.parties.set(id, party);
      const tell = (name: string) =>
        this.#tell({
          ...{ trace: room.trace.id, id: newSpanId(), parent: room.id, name, part: 'media', from: party.from, to: now },
          attributes: { ...this.#ids(callId), party: isListener(id) ? 'supervisor' : id },
        });
      if (heard && !party.heard) tell('media join');
      party.heard ||= heard;
      const isBridged = tokenOf(id) !== null && flow.some((other) => hears.includes(other.id) && other.hears.includes(id));
      if (isBridged && !party.bridged) tell('media bridge');
      party.bridged ||= isBridged;
    }
  }

  /** @param reason why it is closed: the conversation is over, or at another media server now */
  closed(callId: string, reason: string): void {
    const room = this.#rooms.get(callId);
    if (room === undefined || !this.#rooms.delete(callId)) return;
    const { trace, id, from } = room;
    this.#tell({
      ...{ trace: trace.id, id, parent: trace.parent, name: 'media room', part: 'media', isAsked: true, from, to: this.#now() },
      attributes: { ...this.#ids(callId), reason },
    });
  }

  /** The media server ends, and whoever is in is cut off. */
  closeAll(): void {
    for (const callId of [...this.#rooms.keys()]) this.closed(callId, 'server-ended');
  }

  #ids(callId: string) {
    return { 'conversation.id': callId, 'media.node': this.#node };
  }
}
