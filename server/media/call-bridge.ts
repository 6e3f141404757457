import type { types as ms } from 'mediasoup';
import { type ClosedReason, isListener, type MediaParty, type MediaSource, type TicketClaims } from '../protocol/media.ts';
import { Failure } from '../sockets/failure.ts';
import { Leg } from './leg.ts';
import { lookAtLines } from './line-watch.ts';
import { type MediaLog, messageOf } from './log.ts';
import type { PacketCount } from './packet-count.ts';
import { type PartyRoom, PartySession, type PartySink } from './party-session.ts';
import { audible, EVERYBODY, type HearingPlan, knows, type Listener, visible } from './plan.ts';
import type { QualitySummary } from './quality.ts';
import { Shares } from './shares.ts';
import type { Room } from './worker-pool.ts';

export interface PartyFlow {
  id: MediaParty;
  /** Audio has arrived from this party since it joined. */
  heard: boolean;
  /** Whose audio is being sent to it: who is on hold, silenced or not yet there is not among them. */
  hears: MediaParty[];
}

export interface BridgeOptions {
  callId: string;
  /** Makes a router; waits while no worker lives. */
  openRoom: (callId: string) => Promise<Room>;
  onFlow: (parties: PartyFlow[]) => void;
  log: MediaLog;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Each party hears itself, and nobody else. */
  echo?: boolean;
  /** A party has left, after so good a line. */
  onQuality?: (party: MediaParty, summary: QualitySummary) => void;
  packets?: PacketCount;
  /** Told of each microphone, also of those it was told of before. */
  onMicrophone?: (producer: ms.Producer, router: ms.Router) => void;
  /** The last party has left, and has not come back at once. */
  onEmpty?: () => void;
}

type RoomState = { kind: 'opening'; opened: Promise<void> } | { kind: 'open'; room: Room } | { kind: 'closed' };

/** One conversation's parties and the router that joins them. Parties come, go and come back in any order. */
export class CallBridge implements PartyRoom {
  readonly #options: BridgeOptions;
  readonly #parties = new Map<MediaParty, PartySession>();
  readonly shares: Shares<PartySession>;
  #plan: HearingPlan = EVERYBODY;
  #state: RoomState;
  #flow = '[]';

  constructor(options: BridgeOptions) {
    this.#options = options;
    this.shares = new Shares({
      parties: () => this.#parties.values(),
      plan: () => this.#plan,
      send: ({ owner, source }, watcher) => this.#connect(watcher, owner, source),
      now: options.now,
    });
    this.#state = this.#opening();
  }

  /** Resolves when there is a router (at once, when there is one already); rejects when the call or the pool closes first. */
  async opened(): Promise<void> {
    if (this.#state.kind === 'opening') await this.#state.opened;
    if (this.#state.kind === 'closed') throw new Failure('unavailable', 'The call is closed.');
  }

  get parties(): MediaParty[] {
    return [...this.#parties.keys()];
  }

  /** Whoever was in as this party is put out with `closed: replaced`. */
  join(claims: TicketClaims, rtpCapabilities: ms.RtpCapabilities, sink: PartySink): PartySession {
    if (this.#state.kind === 'closed') throw new Failure('not-found', 'This call is not open.', 'ticket');
    this.dismiss(claims.party, 'replaced');
    const session = new PartySession(this, claims, rtpCapabilities, sink);
    this.#parties.set(claims.party, session);
    this.seat(session);
    return session;
  }

  /** Puts a party out, if it is in. */
  dismiss(party: MediaParty, reason: ClosedReason): void {
    const session = this.#parties.get(party);
    if (session === undefined) return;
    this.leave(session);
    session.sink.closed(reason);
  }

  /** Who hears whom from now on, whoever comes later included. */
  setPlan({ held, silenced }: Pick<HearingPlan, 'held' | 'silenced'>): void {
    this.#follow({ ...this.#plan, held, silenced });
  }

  /** Exactly these supervisors may be in from now on; others are put out. */
  setListeners(listeners: readonly Listener[]): void {
    const before = this.#plan;
    for (const party of this.parties) {
      if (isListener(party) && !listeners.some(({ id }) => id === party)) this.dismiss(party, 'replaced');
    }
    this.#follow({ ...before, listeners });
    for (const session of this.#parties.values()) if (isListener(session.id)) this.#introduce(session, before);
  }

  /** Tells the others of a supervisor whom they are to hear now, and takes them away from those who are not any more. */
  #introduce(listener: PartySession, before: HearingPlan): void {
    for (const other of this.others(listener)) {
      const [knew, knowsNow] = [knows(other.id, listener.id, before), knows(other.id, listener.id, this.#plan)];
      if (knew === knowsNow) continue;
      if (knowsNow) {
        if (listener.muted) other.sink.partyMuted(listener.id, true);
        this.#connect(other, listener, 'microphone');
      } else {
        const producer = listener.leg?.producer('microphone') ?? null;
        const consumerId = producer === null ? null : (other.leg?.stopHearing(producer.id) ?? null);
        if (consumerId !== null) other.sink.consumerClosed(consumerId);
        other.sink.partyLeft(listener.id);
      }
    }
  }

  #follow(plan: HearingPlan): void {
    this.#plan = plan;
    for (const session of this.#parties.values()) {
      session.leg?.update().catch((error: unknown) => this.#unexpected('media could not follow the plan', session, error));
    }
    this.shares.refresh();
    this.#flowChanged();
  }

  /** The worker is dead: all parties wait for the new router. */
  workerDied(): void {
    if (this.#state.kind !== 'open') return; // it died before it gave this call its router; another is being asked
    this.#state = this.#opening();
    for (const session of this.#parties.values()) {
      session.leg?.close();
      session.state = { kind: 'seating' };
      this.shares.forget(session, false);
      session.sink.lost();
    }
    this.#flowChanged();
  }

  /** Who is in, whether each was heard, and whom it hears. */
  get flow(): PartyFlow[] {
    return [...this.#parties.values()].flatMap(({ id, leg }) => (leg === null ? [] : [{ id, heard: leg.heard, hears: leg.hears }]));
  }

  /** May be called twice. */
  close(reason: ClosedReason = 'call-ended'): void {
    if (this.#state.kind === 'closed') return;
    const before = this.#state;
    this.#state = { kind: 'closed' };
    for (const party of this.parties) this.dismiss(party, reason);
    if (before.kind === 'open') before.room.router.close();
  }

  seat(session: PartySession): void {
    void this.#seat(session).catch((error: unknown) => this.#unexpected('media party could not be seated', session, error));
  }

  unseat(session: PartySession): void {
    if (session.state.kind !== 'joined') return;
    const { leg } = session.state;
    session.state = { kind: 'seating' };
    this.#silence(session, leg.producer('microphone'));
    leg.close();
    this.shares.forget(session, false);
    this.shares.refresh();
    this.#flowChanged();
  }

  stopSending(session: PartySession, source: MediaSource): void {
    const stopped = session.leg?.stopSending(source) ?? null;
    if (source === 'microphone') this.#silence(session, stopped);
    this.shares.refresh(stopped);
    this.#flowChanged();
  }

  leave(session: PartySession): void {
    if (session.state.kind === 'left') return;
    this.unseat(session);
    session.state = { kind: 'left' };
    if (this.#parties.get(session.id) !== session) return;
    this.#parties.delete(session.id);
    const summary = session.quality.summary();
    if (summary !== null) this.#options.onQuality?.(session.id, summary);
    this.shares.forget(session, true);
    for (const other of this.thoseWhoKnow(session)) other.sink.partyLeft(session.id);
    const { onEmpty } = this.#options;
    // After whoever takes its place in the same breath.
    if (onEmpty !== undefined) queueMicrotask(() => this.#parties.size === 0 && onEmpty());
  }

  /** Looks at all lines, and tells the agents: see `lookAtLines`. */
  measure(): Promise<void> {
    return lookAtLines([...this.#parties.values()], {
      stop: (session, source, bitrate) => {
        const { callId, log } = this.#options;
        log.warn({ callId, party: session.id, source, bitrate }, 'What a party sends was stopped: it is far too much');
        this.stopSending(session, source);
      },
      measured: (line, counters) => this.#options.packets?.take(line, counters),
      failed: (session, error) => this.#unexpected('media line could not be measured', session, error),
      hears: (listener, speaker) => audible(listener.id, speaker.id, this.#plan),
    });
  }

  connectParties(): void {
    for (const listener of this.#parties.values()) {
      const others = this.others(listener).filter((other) => knows(listener.id, other.id, this.#plan));
      const speakers = this.#options.echo === true ? [listener] : others;
      for (const speaker of speakers) this.#connect(listener, speaker, 'microphone');
      const microphone = listener.leg?.producer('microphone') ?? null;
      if (microphone !== null && this.#state.kind === 'open') this.#options.onMicrophone?.(microphone, this.#state.room.router);
    }
  }

  others(session: PartySession): PartySession[] {
    return [...this.#parties.values()].filter((other) => other !== session);
  }

  thoseWhoKnow(session: PartySession): PartySession[] {
    return this.others(session).filter((other) => knows(other.id, session.id, this.#plan));
  }

  /** The others hear this of it no more. */
  #silence(session: PartySession, producer: ms.Producer | null): void {
    if (producer === null) return;
    for (const other of this.others(session)) {
      const consumerId = other.leg?.stopHearing(producer.id) ?? null;
      if (consumerId !== null) other.sink.consumerClosed(consumerId);
    }
  }

  #opening(): RoomState {
    const opened = this.#open();
    opened.catch((error: unknown) => {
      // Told by `opened()` also; but nobody waits for that when a new router is opened after a worker's death.
      const { callId, log } = this.#options;
      if (this.#state.kind !== 'closed') log.error({ callId, error: messageOf(error) }, 'media call could not be opened');
    });
    return { kind: 'opening', opened };
  }

  async #open(): Promise<void> {
    let room = await this.#options.openRoom(this.#options.callId);
    while (room.router.closed) room = await this.#options.openRoom(this.#options.callId); // its worker died just now
    if (this.#state.kind === 'closed') return room.router.close();
    this.#state = { kind: 'open', room };
    for (const session of this.#parties.values()) this.seat(session);
  }

  async #seat(session: PartySession): Promise<void> {
    if (this.#state.kind !== 'open' || session.state.kind !== 'seating') return;
    const { room } = this.#state;
    const seating = session.state;
    const options = {
      receives: (from: MediaParty, kind: ms.MediaKind) => (kind === 'audio' ? audible : visible)(session.id, from, this.#plan),
      onFlow: () => this.#flowChanged(),
    };
    let leg: Leg;
    try {
      leg = await Leg.open(room, options);
    } catch (error) {
      if (room.router.closed) return; // the worker died meanwhile; it will be seated in the next room
      throw error;
    }
    if (session.state !== seating || room.router.closed) return leg.close();
    session.state = { kind: 'joined', leg };
    const known = this.others(session).filter((other) => knows(session.id, other.id, this.#plan));
    const parties = known.map(({ id, muted }) => ({ id, muted }));
    session.sink.joined({ send: leg.send, receive: leg.receive, you: session.id, parties });
    this.#flowChanged();
    this.connectParties();
    this.shares.refresh();
  }

  /** Brings what one sends to the other, once. */
  #connect(listener: PartySession, speaker: PartySession, source: MediaSource): void {
    this.#bring(listener, speaker, source).catch((error: unknown) =>
      this.#unexpected('media can’t be brought to a party', listener, error),
    );
  }

  async #bring(listener: PartySession, speaker: PartySession, source: MediaSource): Promise<void> {
    const { leg } = listener;
    const producer = speaker.leg?.producer(source) ?? null;
    const mayKnow = () => knows(listener.id, speaker.id, this.#plan);
    if (leg === null || producer === null || !mayKnow()) return;
    try {
      const parameters = await leg.consume(producer, speaker.id, listener.rtpCapabilities);
      if (parameters === null) return;
      if (!mayKnow()) return void leg.stopHearing(producer.id); // a supervisor who has fallen silent meanwhile
      await listener.sink.consume({ ...parameters, from: speaker.id, source });
      await leg.ready(parameters.consumerId);
    } catch (error) {
      if (listener.leg !== leg || !mayKnow()) return; // gone meanwhile
      if (producer.closed) return this.connectParties(); // the other has left; a new one may have come meanwhile
      throw error;
    }
  }

  #flowChanged(): void {
    const parties = this.flow;
    const flow = JSON.stringify(parties);
    if (flow === this.#flow) return;
    this.#flow = flow;
    this.#options.onFlow(parties);
  }

  #unexpected(what: string, session: PartySession, error: unknown): void {
    const { callId, party } = session.claims;
    this.#options.log.error({ callId, party, error: messageOf(error) }, what);
  }
}
