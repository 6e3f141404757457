import type { types as ms } from 'mediasoup';
import { exhausted } from '../protocol/common.ts';
import type {
  ClosedReason,
  ConnectTransport,
  ConsumeParameters,
  JoinedParameters,
  Party,
  Produce,
  TicketClaims,
} from '../protocol/media.ts';
import { Failure } from '../sockets/failure.ts';
import { Leg } from './leg.ts';
import { type MediaLog, messageOf } from './log.ts';
import type { Room } from './worker-pool.ts';

/** What a party is told. The gateway makes socket messages of it. */
export interface PartySink {
  joined(parameters: JoinedParameters): void;
  /** Resolves when the browser has made the consumer; rejects when it never will. */
  consume(parameters: ConsumeParameters): Promise<void>;
  consumerClosed(consumerId: string): void;
  lost(): void;
  closed(reason: ClosedReason): void;
  otherMuted(muted: boolean): void;
}

/** Whether audio has arrived from each party since it joined, and whether it goes both ways. */
export interface Flow {
  caller: boolean;
  agent: boolean;
  bothWays: boolean;
}

export interface BridgeOptions {
  callId: string;
  /** Makes a router; waits while no worker lives. */
  openRoom: (callId: string) => Promise<Room>;
  onFlow: (flow: Flow) => void;
  log: MediaLog;
}

type RoomState = { kind: 'opening'; opened: Promise<void> } | { kind: 'open'; room: Room } | { kind: 'closed' };

/** `seating` while its transports are being made or there is no room yet. */
type SessionState = { kind: 'seating' } | { kind: 'joined'; leg: Leg } | { kind: 'left' };

const NO_FLOW: Flow = { caller: false, agent: false, bothWays: false };

/** One call's two parties and the router that joins them. Parties come, go and come back in any order. */
export class CallBridge {
  readonly #options: BridgeOptions;
  readonly #parties: Record<Party, PartySession | null> = { caller: null, agent: null };
  #state: RoomState;
  #flow: Flow = NO_FLOW;

  constructor(options: BridgeOptions) {
    this.#options = options;
    this.#state = this.#opening();
  }

  /** Resolves when there is a router (at once, when there is one already); rejects when the call or the pool closes first. */
  async opened(): Promise<void> {
    if (this.#state.kind === 'opening') await this.#state.opened;
    if (this.#state.kind === 'closed') throw new Failure('unavailable', 'The call is closed.');
  }

  /** Whoever was in as this party is put out with `closed: replaced`. */
  join(claims: TicketClaims, rtpCapabilities: ms.RtpCapabilities, sink: PartySink): PartySession {
    if (this.#state.kind === 'closed') throw new Failure('not-found', 'This call is not open.', 'ticket');
    this.dismiss(claims.party, 'replaced');
    const session = new PartySession(this, claims, rtpCapabilities, sink);
    this.#parties[claims.party] = session;
    this.seat(session);
    return session;
  }

  session(party: Party): PartySession | null {
    return this.#parties[party];
  }

  /** Puts a party out, if it is in. */
  dismiss(party: Party, reason: ClosedReason): void {
    const session = this.#parties[party];
    if (session === null) return;
    this.leave(session);
    session.sink.closed(reason);
  }

  /** The worker is dead: all parties wait for the new router. */
  workerDied(): void {
    if (this.#state.kind !== 'open') return; // it died before it gave this call its router; another is being asked
    this.#state = this.#opening();
    for (const session of this.#present()) {
      if (session.state.kind === 'joined') session.state.leg.close();
      session.state = { kind: 'seating' };
      session.sink.lost();
    }
    this.flowChanged();
  }

  /** May be called twice. */
  close(): void {
    if (this.#state.kind === 'closed') return;
    const before = this.#state;
    this.#state = { kind: 'closed' };
    this.dismiss('caller', 'call-ended');
    this.dismiss('agent', 'call-ended');
    if (before.kind === 'open') before.room.router.close();
  }

  /** For sessions: gives one its transports, and with them a place among those who hear each other. */
  seat(session: PartySession): void {
    void this.#seat(session).catch((error: unknown) => this.#unexpected('media party could not be seated', session, error));
  }

  /** For sessions: the party is gone. */
  leave(session: PartySession): void {
    if (session.state.kind === 'left') return;
    this.unseat(session);
    session.state = { kind: 'left' };
    if (this.#parties[session.claims.party] !== session) return;
    this.#parties[session.claims.party] = null;
    const other = this.other(session);
    if (session.muted) other?.sink.otherMuted(false);
  }

  /** For sessions: drops the transports, and what the other party heard of them. */
  unseat(session: PartySession): void {
    if (session.state.kind !== 'joined') return;
    const { leg } = session.state;
    session.state = { kind: 'seating' };
    const other = this.other(session);
    if (other?.state.kind === 'joined' && leg.producer !== null) {
      const consumerId = other.state.leg.stopHearing(leg.producer);
      if (consumerId !== null) other.sink.consumerClosed(consumerId);
    }
    leg.close();
    this.flowChanged();
  }

  /** For sessions: both hear whom they can hear by now. */
  connectParties(): void {
    for (const session of this.#present()) {
      void this.#hear(session).catch((error: unknown) => this.#unexpected('media party can’t hear', session, error));
    }
  }

  other(session: PartySession): PartySession | null {
    return this.#parties[session.claims.party === 'caller' ? 'agent' : 'caller'];
  }

  flowChanged(): void {
    const { caller, agent } = this.#parties;
    const callerLeg = caller?.state.kind === 'joined' ? caller.state.leg : null;
    const agentLeg = agent?.state.kind === 'joined' ? agent.state.leg : null;
    const flow = { caller: callerLeg?.heard ?? false, agent: agentLeg?.heard ?? false };
    const bothWays = flow.caller && flow.agent && (callerLeg?.hears ?? false) && (agentLeg?.hears ?? false);
    const before = this.#flow;
    if (before.caller === flow.caller && before.agent === flow.agent && before.bothWays === bothWays) return;
    this.#flow = { ...flow, bothWays };
    this.#options.onFlow(this.#flow);
  }

  #present(): PartySession[] {
    return Object.values(this.#parties).filter((session) => session !== null);
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
    for (const session of this.#present()) this.seat(session);
  }

  async #seat(session: PartySession): Promise<void> {
    if (this.#state.kind !== 'open' || session.state.kind !== 'seating') return;
    const { room } = this.#state;
    const seating = session.state;
    let leg: Leg;
    try {
      leg = await Leg.open(room, () => this.flowChanged());
    } catch (error) {
      if (room.router.closed) return; // the worker died meanwhile; it will be seated in the next room
      throw error;
    }
    if (session.state !== seating || room.router.closed) return leg.close();
    session.state = { kind: 'joined', leg };
    session.sink.joined({ send: leg.send, receive: leg.receive, otherMuted: this.other(session)?.muted ?? false });
    this.connectParties();
  }

  async #hear(session: PartySession): Promise<void> {
    const other = this.other(session);
    if (session.state.kind !== 'joined' || other?.state.kind !== 'joined') return;
    const { leg } = session.state;
    const { producer } = other.state.leg;
    if (producer === null) return;
    try {
      const parameters = await leg.consume(producer, other.claims.party, session.rtpCapabilities);
      if (parameters === null) return;
      await session.sink.consume(parameters);
      await leg.startHearing(parameters.consumerId);
    } catch (error) {
      if (session.state.kind !== 'joined' || session.state.leg !== leg) return; // gone meanwhile
      if (producer.closed) return this.connectParties(); // the other has left; a new one may have come meanwhile
      throw error;
    }
  }

  #unexpected(what: string, session: PartySession, error: unknown): void {
    const { callId, party } = session.claims;
    this.#options.log.error({ callId, party, error: messageOf(error) }, what);
  }
}

/** One party's presence in a call, from its joining until it leaves or is put out. Requests throw `Failure`. */
export class PartySession {
  readonly claims: TicketClaims;
  readonly rtpCapabilities: ms.RtpCapabilities;
  readonly sink: PartySink;
  readonly #bridge: CallBridge;
  state: SessionState = { kind: 'seating' };
  muted = false;

  constructor(bridge: CallBridge, claims: TicketClaims, rtpCapabilities: ms.RtpCapabilities, sink: PartySink) {
    this.#bridge = bridge;
    this.claims = claims;
    this.rtpCapabilities = rtpCapabilities;
    this.sink = sink;
  }

  async connectTransport(message: ConnectTransport): Promise<void> {
    await this.#leg().connect(message);
  }

  async produce(message: Produce): Promise<{ producerId: string }> {
    const producer = await this.#leg().produce(message);
    this.#bridge.connectParties();
    return { producerId: producer.id };
  }

  async restartIce(transportId: string): Promise<{ iceParameters: ms.IceParameters }> {
    return { iceParameters: await this.#leg().restartIce(transportId) };
  }

  /** New transports; `joined` tells of them. */
  rejoin(): void {
    this.#leg();
    this.#bridge.unseat(this);
    this.#bridge.seat(this);
  }

  setMuted(muted: boolean): void {
    this.#assertIn();
    if (this.muted === muted) return;
    this.muted = muted;
    this.#bridge.other(this)?.sink.otherMuted(muted);
  }

  leave(): void {
    this.#bridge.leave(this);
  }

  #assertIn(): void {
    if (this.state.kind === 'left') throw new Failure('conflict', 'This party has left the call.');
  }

  #leg(): Leg {
    switch (this.state.kind) {
      case 'joined':
        return this.state.leg;
      case 'seating':
        throw new Failure('conflict', 'This party has no transports yet: wait for `joined`.');
      case 'left':
        throw new Failure('conflict', 'This party has left the call.');
      default:
        return exhausted(this.state);
    }
  }
}
