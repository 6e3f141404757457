import type { types as ms } from 'mediasoup';
import {
  type ConnectTransport,
  type ConsumeParameters,
  type MediaParty,
  MediaSource,
  type Produce,
  type TransportParameters,
} from '../protocol/media.ts';
import { Failure } from '../sockets/failure.ts';
import { atFirstPacket } from './first-packet.ts';
import { Hearing } from './hearing.ts';
import { messageOf } from './log.ts';
import { measureConsumer, measureProducer } from './measure.ts';
import type { Counters } from './quality.ts';
import type { Room } from './worker-pool.ts';

/** What a party sends, and whether its first RTP packet has arrived. */
interface Sending {
  producer: ms.Producer;
  seen: boolean;
}

/** An attempt of its own each: what was given up meanwhile is told from what was begun anew. */
interface Making {
  kind: 'making';
}

export interface LegMeasures {
  up: Counters | null;
  down: Counters | null;
  /** Bits a second of all that this party sends. */
  bitrates: ReadonlyMap<MediaSource, number>;
}

export interface LegOptions {
  /** Whether this party is to hear (or see) that one now. */
  receives: (from: MediaParty, kind: ms.MediaKind) => boolean;
  /** Called when the first packet has arrived from this party, and when the first one of another's was sent to it. */
  onFlow: () => void;
}

/**
 * One party's two transports in one room, with what it sends and what it hears. Made for one joining and never
 * reused: a party that comes back, or whose worker died, gets a new leg.
 */
export class Leg {
  readonly #send: ms.WebRtcTransport;
  readonly #receive: ms.WebRtcTransport;
  readonly #options: LegOptions;
  readonly #connected = new Set<string>();
  readonly #sendings = new Map<MediaSource, Sending | 'making'>();
  /** By the id of the producer. */
  readonly #hearings = new Map<string, Hearing | Making>();

  private constructor(send: ms.WebRtcTransport, receive: ms.WebRtcTransport, options: LegOptions) {
    this.#send = send;
    this.#receive = receive;
    this.#options = options;
  }

  static async open({ router, webRtcServer }: Room, options: LegOptions): Promise<Leg> {
    const make = () => router.createWebRtcTransport({ webRtcServer, preferUdp: true });
    const [send, receive] = await Promise.all([make(), make()]);
    return new Leg(send, receive, options);
  }

  get send(): TransportParameters {
    return parametersOf(this.#send);
  }
  get receive(): TransportParameters {
    return parametersOf(this.#receive);
  }
  /** The party's own stream from this source, if it sends one. */
  producer(source: MediaSource): ms.Producer | null {
    const sending = this.#sendings.get(source);
    return sending === undefined || sending === 'making' || sending.producer.closed ? null : sending.producer;
  }
  /** Whether audio has arrived from this party. */
  get heard(): boolean {
    const sending = this.#sendings.get('microphone');
    return sending !== undefined && sending !== 'making' && sending.seen;
  }
  /** Whose audio is being sent to this one. */
  get hears(): MediaParty[] {
    return this.#made()
      .filter(({ flows, consumer }) => flows && consumer.kind === 'audio')
      .map(({ from }) => from);
  }

  async connect({ transportId, dtlsParameters }: ConnectTransport): Promise<void> {
    const transport = this.#transport(transportId);
    if (this.#connected.has(transportId)) throw new Failure('conflict', 'This transport is connected already.', 'transportId');
    this.#connected.add(transportId);
    try {
      await transport.connect({ dtlsParameters });
    } catch (error) {
      this.#connected.delete(transportId);
      throw this.#refusal(error, 'dtlsParameters');
    }
  }

  async produce({ transportId, source, rtpParameters }: Produce): Promise<ms.Producer> {
    if (this.#transport(transportId) !== this.#send) throw new Failure('conflict', 'This transport does not send.', 'transportId');
    if (this.#sendings.has(source)) throw new Failure('conflict', 'This party sends already.', 'source');
    if ((rtpParameters.encodings?.length ?? 0) > 1) throw new Failure('bad-request', 'has more than one encoding', 'rtpParameters');
    this.#sendings.set(source, 'making');
    try {
      const kind = source === 'microphone' ? 'audio' : 'video';
      const producer = await this.#send.produce({ kind, rtpParameters: rtpParameters as ms.RtpParameters });
      const sending = { producer, seen: false };
      this.#sendings.set(source, sending);
      if (source !== 'microphone') return producer;
      await atFirstPacket(producer, () => {
        sending.seen = true;
        this.#options.onFlow();
      });
      return producer;
    } catch (error) {
      if (this.#sendings.get(source) === 'making') this.#sendings.delete(source);
      throw this.#refusal(error, 'rtpParameters');
    }
  }

  /** Sends from this source no more. The producer that was closed, if there was one. */
  stopSending(source: MediaSource): ms.Producer | null {
    const producer = this.producer(source);
    if (producer !== null) this.#sendings.delete(source);
    producer?.close();
    return producer;
  }

  async restartIce(transportId: string): Promise<ms.IceParameters> {
    const transport = this.#transport(transportId);
    try {
      return await transport.restartIce();
    } catch (error) {
      throw this.#refusal(error);
    }
  }

  /** Makes a consumer of `producer`, or null when there is one already. Nothing flows before `ready`. */
  async consume(
    producer: ms.Producer,
    from: MediaParty,
    rtpCapabilities: ms.RtpCapabilities,
  ): Promise<Omit<ConsumeParameters, 'from' | 'source'> | null> {
    if (this.#hearings.has(producer.id)) return null;
    const making: Making = { kind: 'making' };
    this.#hearings.set(producer.id, making);
    try {
      const consumer = await this.#receive.consume({ producerId: producer.id, rtpCapabilities, paused: true });
      if (producer.closed || this.#hearings.get(producer.id) !== making) {
        consumer.close();
        throw new Failure('conflict', 'The other party has left in the meantime.');
      }
      const { receives, onFlow } = this.#options;
      this.#hearings.set(producer.id, new Hearing(consumer, from, () => receives(from, consumer.kind), onFlow));
      const { id, producerId, kind, rtpParameters } = consumer;
      return { consumerId: id, producerId, kind, rtpParameters: rtpParameters as ConsumeParameters['rtpParameters'] };
    } catch (error) {
      if (this.#hearings.get(producer.id) === making) this.#hearings.delete(producer.id);
      throw error instanceof Failure ? error : this.#refusal(error);
    }
  }

  /** The browser has made its side. Does nothing when that consumer is gone by now. */
  async ready(consumerId: string): Promise<void> {
    await this.#made()
      .find(({ consumer }) => consumer.id === consumerId)
      ?.ready();
  }

  /** Whom this party is to hear has changed. */
  async update(): Promise<void> {
    await Promise.all(this.#made().map((hearing) => hearing.update()));
  }

  /** Ends hearing that producer; the id of the consumer that was closed, if there was one. */
  stopHearing(producerId: string): string | null {
    const hearing = this.#hearings.get(producerId);
    this.#hearings.delete(producerId);
    if (!(hearing instanceof Hearing)) return null;
    hearing.consumer.close();
    return hearing.consumer.id;
  }

  /** The counters of what is heard of this party, and of what it hears (of one of those it hears: it is the same line). */
  async measure(): Promise<LegMeasures> {
    const heard = this.#made().find(({ flows, consumer }) => flows && consumer.kind === 'audio');
    const producers = MediaSource.options.flatMap((source) => {
      const producer = this.producer(source);
      return producer === null ? [] : [{ source, producer }];
    });
    const [down, ...sent] = await Promise.all([
      heard === undefined ? null : measureConsumer(heard.consumer),
      ...producers.map(async ({ source, producer }) => ({ source, ...(await measureProducer(producer)) })),
    ]);
    return {
      up: sent.find(({ source }) => source === 'microphone')?.counters ?? null,
      down,
      bitrates: new Map(sent.map(({ source, bitrate }) => [source, bitrate])),
    };
  }

  /** Whether its network lets no UDP through. */
  get overTcp(): boolean {
    return [this.#send, this.#receive].some(({ iceSelectedTuple }) => iceSelectedTuple?.protocol === 'tcp');
  }

  close(): void {
    this.#send.close();
    this.#receive.close();
  }

  #made(): Hearing[] {
    return [...this.#hearings.values()].filter((hearing) => hearing instanceof Hearing);
  }

  #transport(id: string): ms.WebRtcTransport {
    if (id === this.#send.id) return this.#send;
    if (id === this.#receive.id) return this.#receive;
    throw new Failure('conflict', 'This transport is not, or no longer, part of the call.', 'transportId');
  }

  /** mediasoup throws the same kind of error for what is malformed and for what has closed in the meantime. */
  #refusal(error: unknown, field?: string): Failure {
    if (this.#send.closed) return new Failure('conflict', 'The transport has closed in the meantime.');
    return field === undefined
      ? new Failure('unavailable', `The media worker refused: ${messageOf(error)}`)
      : new Failure('bad-request', messageOf(error), field);
  }
}

const parametersOf = ({ id, iceParameters, iceCandidates, dtlsParameters }: ms.WebRtcTransport): TransportParameters => ({
  id,
  iceParameters,
  iceCandidates,
  dtlsParameters,
});
