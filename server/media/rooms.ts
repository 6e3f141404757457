import type { CallId, CenterId } from '../protocol/common.ts';
import { isListener, type MediaParty, type NodeId, tokenOf } from '../protocol/media.ts';
import type { NodeRoom, NodeState, RoomFollow } from '../protocol/nodes.ts';
import type { Traceparent } from '../protocol/trace.ts';
import { Failure } from '../sockets/failure.ts';
import { type MediaLog, messageOf } from './log.ts';
import { NodeBook, type NodeRecord, type NodeStatus } from './node-book.ts';
import { placeFor, type Wanted } from './placement.ts';
import type { Listener } from './plan.ts';
import { type MediaEvent, type MediaNode, NOBODY_IN, type Recorded, type RoomWish } from './port.ts';

/** How long a node may take after a start to say which rooms it has. What none has claimed by then gets a new place. */
const CLAIM_MS = 3000;
/** A room that was moved stays open for so long at its old place: until its parties are at the new one, or this time is over. */
const LEAVE_MS = 10_000;
/** Conversations that the line of a node's loss names at most. */
const MOST_NAMED = 100;

/** A conversation's place is looked at anew when the agent is another: `token` is that of their reservation. */
export interface WantedPlace extends Wanted {
  token: number | null;
}

interface Room {
  wanted: WantedPlace;
  wish: RoomWish;
  /** null: no node can take it now, or it is not known yet which one has it. */
  node: NodeId | null;
  /** After a start: a node may have it. */
  awaited: boolean;
  /** Who was in when media was last heard of. */
  parties: readonly MediaParty[];
  /** Nodes that it was at before, and who is still to come from there. */
  leaving: Map<NodeId, { parties: readonly MediaParty[]; timer: NodeJS.Timeout }>;
}

/**
 * The rooms of all conversations, over all media nodes: which is where, and what it is to be. A node is told the whole of a room each
 * time, and everything when it comes back; so nothing depends on its having heard all that was said before.
 */
export class MediaRooms {
  readonly nodes: NodeBook;
  readonly #rooms = new Map<CallId, Room>();
  /** Rooms of one party. */
  readonly #alone = new Map<string, NodeId>();
  readonly #listeners = new Set<(event: MediaEvent) => void>();
  readonly #movers = new Set<(callId: CallId) => void>();
  readonly #log: MediaLog;
  #claims: NodeJS.Timeout | null = null;
  #isCut: (centerId: CenterId) => boolean = () => false;
  #traceOf: (callId: CallId) => Traceparent | undefined = () => undefined;

  constructor({ now, log }: { now: () => number; log: MediaLog }) {
    this.nodes = new NodeBook(now);
    this.#log = log;
  }

  /** @returns how to stop listening */
  onEvent(listener: (event: MediaEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Called when a conversation has another place than before, by itself: its parties need new tickets. */
  onMoved(listener: (callId: CallId) => void): void {
    this.#movers.add(listener);
  }

  /** Whether a center can't be reached at all: then the silence of its node says nothing of its conversations. */
  cutWhen(isCut: (centerId: CenterId) => boolean): void {
    this.#isCut = isCut;
  }

  /** By what media servers join the trace of a conversation. */
  traceBy(traceOf: (callId: CallId) => Traceparent | undefined): void {
    this.#traceOf = traceOf;
  }

  /** Finds the conversation's place, or another one, when it needs one. It is there with the next `follow`. */
  place(callId: CallId, wanted: WantedPlace): void {
    const room = this.#rooms.get(callId) ?? this.#newRoom(callId, wanted);
    const isNews = room.node === null || room.wanted.token !== wanted.token;
    room.wanted = wanted;
    if (isNews && !room.awaited) this.#put(callId, room);
  }

  /** For a conversation that a start has found: a node may have it still. */
  reopen(callId: CallId, wanted: WantedPlace): void {
    if (this.nodes.remote.length === 0) return this.place(callId, wanted);
    this.#newRoom(callId, wanted).awaited = true;
    this.#claims ??= setTimeout(() => this.#endClaims(), CLAIM_MS).unref();
  }

  /** Where it is; null while it has no place. */
  placeOf(callId: CallId): NodeRecord | null {
    const id = this.#rooms.get(callId)?.node ?? this.#alone.get(callId) ?? null;
    return id === null ? null : this.nodes.record(id);
  }

  /** Who may be in, and who hears whom. The place comes first. */
  follow(callId: CallId, { tokens, held, silenced }: Omit<RoomWish, 'listeners'>): void {
    const room = this.#rooms.get(callId);
    if (!room) return;
    room.wish = { ...room.wish, tokens, held, silenced };
    this.#tell(callId, room);
  }

  /**
   * Exactly these supervisors may listen in from now on, each heard by those who are named and by nobody else; others are put
   * out. Does nothing when there is no such conversation.
   */
  setListeners(callId: CallId, listeners: readonly Listener[]): void {
    const room = this.#rooms.get(callId);
    if (!room) return;
    room.wish = { ...room.wish, listeners };
    this.#tell(callId, room);
  }

  /** Puts all parties out. Does nothing when there is no such conversation. */
  close(callId: CallId): void {
    const room = this.#rooms.get(callId);
    if (!room) return;
    // First: what they tell last belongs to nobody any more.
    this.#rooms.delete(callId);
    for (const [, { timer }] of room.leaving) clearTimeout(timer);
    for (const id of [room.node, ...room.leaving.keys()]) this.nodes.node(id)?.close(callId, 'call-ended');
  }

  /** @param centerId near which it is opened @throws Failure `unavailable` when no node takes it */
  openEcho(room: string, centerId: CenterId | null, lifeMs: number, onOver: () => void): void {
    this.#aloneNode(room, centerId).openEcho(room, lifeMs, () => {
      this.#alone.delete(room);
      onOver();
    });
  }

  /** @param onOver called once; null when nothing was heard @throws Failure `unavailable` when no node takes it */
  openRecording(room: string, onOver: (recorded: Recorded | null) => void): void {
    this.#aloneNode(room, null).openRecording(room, (recorded) => {
      this.#alone.delete(room);
      onOver(recorded);
    });
  }

  /** Does nothing when it is over. */
  endAlone(room: string): void {
    this.nodes.node(this.#alone.get(room) ?? null)?.endAlone(room);
  }

  /** What a node tells of its rooms. What is said of a place that a conversation has left counts no more. */
  take(id: NodeId, event: MediaEvent): void {
    if (event.kind === 'flow') {
      const room = this.#rooms.get(event.callId);
      if (room?.node !== id) return;
      room.parties = event.parties.map((party) => party.id);
      for (const [before, { parties }] of room.leaving)
        if (parties.every((party) => room.parties.includes(party) || !mayBeIn(party, room.wish))) this.#left(event.callId, room, before);
    }
    this.#emit(event);
  }

  /**
   * A node has linked. Its rooms are taken up: those of conversations that have no other place stay as they are.
   * @returns what each room of it is to be; all others are to close
   */
  linked(id: NodeId, node: MediaNode, state: NodeState): RoomFollow[] {
    this.nodes.up(id, node, state.load);
    const taken: NodeRoom[] = [];
    const adopted: CallId[] = [];
    for (const reported of state.rooms) {
      const room = this.#rooms.get(reported.callId);
      if (room === undefined) continue;
      if (room.node === null) {
        Object.assign(room, { node: id, awaited: false });
        adopted.push(reported.callId);
      }
      if (room.node === id) taken.push(reported);
      else node.close(reported.callId, 'moved');
    }
    for (const room of taken) this.take(id, { kind: 'flow', ...room });
    for (const callId of adopted) this.#moved(callId);
    if (this.nodes.remote.every((each) => this.nodes.node(each) !== null)) this.#endClaims();
    else this.#placeHomeless();
    return [...this.#rooms].flatMap(([callId, room]) => (room.node === id ? [this.#following(callId, room)] : []));
  }

  /** A node's link is down. @param silent it was not closed: nothing came for long */
  unlinked(id: NodeId, node: MediaNode, silent: boolean): void {
    if (this.nodes.node(id) !== node) return;
    this.nodes.lost(id, silent, this.#isCut, () => this.#evacuate(id));
  }

  /** What administrators have set up now: a node that is gone from it keeps nothing. */
  register(records: readonly NodeRecord[]): void {
    for (const id of this.nodes.register(records)) this.#evacuate(id);
    this.#placeHomeless();
  }

  statuses(): NodeStatus[] {
    return this.nodes.statuses();
  }

  shut(): void {
    if (this.#claims) clearTimeout(this.#claims);
    for (const { leaving } of this.#rooms.values()) for (const { timer } of leaving.values()) clearTimeout(timer);
    this.nodes.close();
  }

  #newRoom(callId: CallId, wanted: WantedPlace): Room {
    const room: Room = { wanted, wish: NOBODY_IN, node: null, awaited: false, parties: [], leaving: new Map() };
    this.#rooms.set(callId, room);
    return room;
  }

  /** @returns whether it has another place now */
  #put(callId: CallId, room: Room): boolean {
    const next = placeFor(this.nodes.views(), room.wanted, room.node);
    // Where no node takes it, it may be that its own comes back.
    if (next === null || next === room.node) return false;
    if (room.node !== null) this.#leave(callId, room, room.node);
    const again = room.leaving.get(next);
    if (again) clearTimeout(again.timer);
    room.leaving.delete(next);
    room.node = next;
    return true;
  }

  #leave(callId: CallId, room: Room, before: NodeId): void {
    const timer = setTimeout(() => this.#left(callId, room, before), LEAVE_MS).unref();
    room.leaving.set(before, { parties: room.parties, timer });
  }

  #left(callId: CallId, room: Room, before: NodeId): void {
    clearTimeout(room.leaving.get(before)?.timer);
    if (room.leaving.delete(before)) this.nodes.node(before)?.close(callId, 'moved');
  }

  #tell(callId: CallId, room: Room): void {
    this.nodes.node(room.node)?.follow(callId, room.wish, this.#traceOf(callId));
  }

  #following(callId: CallId, { wish }: Room): RoomFollow {
    const trace = this.#traceOf(callId);
    return { callId, wish: wireWish(wish), ...(trace && { trace }) };
  }

  #evacuate(id: NodeId): void {
    const rooms = [...this.#rooms].filter(([, room]) => room.node === id);
    if (rooms.length > 0) {
      const callIds = rooms.slice(0, MOST_NAMED).map(([callId]) => callId);
      this.#log.warn({ node: id, rooms: rooms.length, callIds }, 'A media node is gone; its conversations get another place');
    }
    for (const [callId, room] of rooms) this.#replace(callId, room);
  }

  #placeHomeless(): void {
    for (const [callId, room] of this.#rooms) if (!room.awaited && this.#hasNone(room)) this.#replace(callId, room);
  }

  #hasNone({ node }: Room): boolean {
    return node === null || !this.nodes.views().some(({ id, isAlive }) => id === node && isAlive);
  }

  #endClaims(): void {
    if (this.#claims) clearTimeout(this.#claims);
    this.#claims = null;
    for (const room of this.#rooms.values()) room.awaited = false;
    this.#placeHomeless();
  }

  #replace(callId: CallId, room: Room): void {
    if (!this.#put(callId, room)) return;
    this.#tell(callId, room);
    this.#moved(callId);
  }

  #aloneNode(room: string, centerId: CenterId | null): MediaNode {
    const id = placeFor(this.nodes.views(), { centerId, roundTrips: {} }, null);
    const node = this.nodes.node(id);
    if (id === null || node === null) throw new Failure('unavailable', 'No media server can be reached now. Try again in a moment.');
    this.#alone.set(room, id);
    return node;
  }

  #moved(callId: CallId): void {
    for (const listener of this.#movers) this.#safely(() => listener(callId));
  }

  #emit(event: MediaEvent): void {
    for (const listener of this.#listeners) this.#safely(() => listener(event));
  }

  #safely(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#log.error({ error: messageOf(error) }, 'a listener of media failed'); // calls go on
    }
  }
}

/** Whether a party is still to come: who was sent on, or put out, is not waited for. */
function mayBeIn(party: MediaParty, { tokens, listeners }: RoomWish): boolean {
  const token = tokenOf(party);
  if (token !== null) return tokens.includes(token);
  return !isListener(party) || listeners.some(({ id }) => id === party);
}

/** As it goes over the wire: the same, with arrays of its own. */
export const wireWish = (wish: RoomWish): RoomFollow['wish'] => ({
  tokens: [...wish.tokens],
  held: [...wish.held],
  silenced: [...wish.silenced],
  listeners: wish.listeners.map(({ id, heardBy }) => ({ id, heardBy: typeof heardBy === 'string' ? heardBy : [...heardBy] })),
});
