import type { types as ms } from 'mediasoup';
import { exhausted } from '../protocol/common.ts';
import {
  type AskShare,
  type ClosedReason,
  type ConnectTransport,
  type ConsumeParameters,
  type DeclineShare,
  isListener,
  type JoinedParameters,
  type MediaParty,
  type MediaSource,
  type OfferedShare,
  type PartyQuality,
  type Produce,
  type ShareSource,
  type TicketClaims,
} from '../protocol/media.ts';
import { Failure } from '../sockets/failure.ts';
import type { Leg } from './leg.ts';
import { Overload } from './limits.ts';
import { QualityMeter } from './quality.ts';
import { ShareFacts, type Shares } from './shares.ts';

/** What a party is told. The gateway makes socket messages of it. */
export interface PartySink {
  joined(parameters: JoinedParameters): void;
  /** Resolves when the browser has made the consumer; rejects when it never will. */
  consume(parameters: ConsumeParameters): Promise<void>;
  consumerClosed(consumerId: string): void;
  lost(): void;
  closed(reason: ClosedReason): void;
  partyMuted(id: MediaParty, muted: boolean): void;
  partyLeft(id: MediaParty): void;
  shareOffered(share: OfferedShare): void;
  shareClosed(producerId: string, ended: boolean): void;
  shareAsked(from: MediaParty, source: ShareSource): void;
  shareDeclined(from: MediaParty, source: ShareSource): void;
  shareWatchers(source: ShareSource, watchers: MediaParty[]): void;
  shareStopped(source: ShareSource): void;
  quality(parties: PartyQuality[]): void;
}

/** What a session asks of the room it is in. */
export interface PartyRoom {
  /** Gives it transports, and with them a place among those who hear each other. */
  seat(session: PartySession): void;
  /** Drops the transports, and what the others heard of them. */
  unseat(session: PartySession): void;
  /** All hear whom they can hear by now. */
  connectParties(): void;
  /** The others who may learn of it. */
  thoseWhoKnow(session: PartySession): PartySession[];
  leave(session: PartySession): void;
  /** Ends what the party sends from this source, for all who get it. */
  stopSending(session: PartySession, source: MediaSource): void;
  readonly shares: Shares<PartySession>;
}

/** `seating` while its transports are being made or there is no router yet. */
export type SessionState = { kind: 'seating' } | { kind: 'joined'; leg: Leg } | { kind: 'left' };

/** One party's presence in a call, from its joining until it leaves or is put out. Requests throw `Failure`. */
export class PartySession {
  readonly claims: TicketClaims;
  readonly rtpCapabilities: ms.RtpCapabilities;
  readonly sink: PartySink;
  readonly #room: PartyRoom;
  state: SessionState = { kind: 'seating' };
  muted = false;
  readonly shares = new ShareFacts();
  readonly quality = new QualityMeter();
  readonly overload = new Overload();

  constructor(room: PartyRoom, claims: TicketClaims, rtpCapabilities: ms.RtpCapabilities, sink: PartySink) {
    this.#room = room;
    this.claims = claims;
    this.rtpCapabilities = rtpCapabilities;
    this.sink = sink;
  }

  get id(): MediaParty {
    return this.claims.party;
  }
  /** Its transports, once it has some. */
  get leg(): Leg | null {
    return this.state.kind === 'joined' ? this.state.leg : null;
  }

  async connectTransport(message: ConnectTransport): Promise<void> {
    await this.#leg().connect(message);
  }

  async produce(message: Produce): Promise<{ producerId: string }> {
    const leg = this.#leg();
    if (message.source !== 'microphone' && isListener(this.id)) throw new Failure('forbidden', 'Who listens in shows nothing.', 'source');
    const producer = await leg.produce(message);
    if (message.source === 'microphone') this.#room.connectParties();
    else this.#room.shares.refresh();
    return { producerId: producer.id };
  }

  stopShare(source: ShareSource): void {
    this.#leg();
    this.#room.stopSending(this, source);
  }

  watchShare(producerId: string): void {
    this.#leg();
    this.#room.shares.watch(this, producerId);
  }

  unwatchShare(producerId: string): void {
    this.#leg();
    this.#room.shares.unwatch(this, producerId);
  }

  askShare(message: AskShare): void {
    this.#leg();
    this.#room.shares.ask(this, message);
  }

  declineShare(message: DeclineShare): void {
    this.#leg();
    this.#room.shares.decline(this, message);
  }

  async restartIce(transportId: string): Promise<{ iceParameters: ms.IceParameters }> {
    return { iceParameters: await this.#leg().restartIce(transportId) };
  }

  /** New transports; `joined` tells of them. */
  rejoin(): void {
    this.#leg();
    this.#room.unseat(this);
    this.#room.seat(this);
  }

  setMuted(muted: boolean): void {
    if (this.state.kind === 'left') throw left();
    if (this.muted === muted) return;
    this.muted = muted;
    for (const other of this.#room.thoseWhoKnow(this)) other.sink.partyMuted(this.id, muted);
  }

  leave(): void {
    this.#room.leave(this);
  }

  #leg(): Leg {
    switch (this.state.kind) {
      case 'joined':
        return this.state.leg;
      case 'seating':
        throw new Failure('conflict', 'This party has no transports yet: wait for `joined`.');
      case 'left':
        throw left();
      default:
        return exhausted(this.state);
    }
  }
}

const left = () => new Failure('conflict', 'This party has left the call.');
