import type { types as ms } from 'mediasoup';
import type { ConnectTransport, ConsumeParameters, Party, Produce, TransportParameters } from '../protocol/media.ts';
import { Failure } from '../sockets/failure.ts';
import { messageOf } from './log.ts';
import type { Room } from './worker-pool.ts';

/** A stream through the worker; `seen` once its first RTP packet has passed. */
type Stream<T> = { kind: 'none' } | { kind: 'making' } | { kind: 'made'; stream: T; seen: boolean };

/**
 * One party's two transports in one room, with what it sends and what it hears. Made for one joining and never
 * reused: a party that comes back, or whose worker died, gets a new leg.
 */
export class Leg {
  readonly #send: ms.WebRtcTransport;
  readonly #receive: ms.WebRtcTransport;
  readonly #onFlow: () => void;
  readonly #connected = new Set<string>();
  #producer: Stream<ms.Producer> = { kind: 'none' };
  #consumer: Stream<ms.Consumer> = { kind: 'none' };

  private constructor(send: ms.WebRtcTransport, receive: ms.WebRtcTransport, onFlow: () => void) {
    this.#send = send;
    this.#receive = receive;
    this.#onFlow = onFlow;
  }

  /** @param onFlow called when the first packet has arrived from this party, and when the first one was sent to it */
  static async open({ router, webRtcServer }: Room, onFlow: () => void): Promise<Leg> {
    const make = () => router.createWebRtcTransport({ webRtcServer, preferUdp: true });
    const [send, receive] = await Promise.all([make(), make()]);
    return new Leg(send, receive, onFlow);
  }

  get send(): TransportParameters {
    return parametersOf(this.#send);
  }
  get receive(): TransportParameters {
    return parametersOf(this.#receive);
  }
  /** The party's own stream, if it sends one. */
  get producer(): ms.Producer | null {
    return this.#producer.kind === 'made' && !this.#producer.stream.closed ? this.#producer.stream : null;
  }
  /** Whether audio has arrived from this party. */
  get heard(): boolean {
    return this.#producer.kind === 'made' && this.#producer.seen;
  }
  /** Whether audio of the other party has been sent to this one. */
  get hears(): boolean {
    return this.#consumer.kind === 'made' && this.#consumer.seen;
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

  async produce({ transportId, rtpParameters }: Produce): Promise<ms.Producer> {
    if (this.#transport(transportId) !== this.#send) throw new Failure('conflict', 'This transport does not send.', 'transportId');
    if (this.#producer.kind !== 'none') throw new Failure('conflict', 'This party sends already.');
    this.#producer = { kind: 'making' };
    try {
      const stream = await this.#send.produce({ kind: 'audio', rtpParameters: rtpParameters as ms.RtpParameters });
      const made = { kind: 'made' as const, stream, seen: false };
      this.#producer = made;
      await atFirstPacket(stream, () => {
        made.seen = true;
        this.#onFlow();
      });
      return stream;
    } catch (error) {
      if (this.#producer.kind === 'making') this.#producer = { kind: 'none' };
      throw this.#refusal(error, 'rtpParameters');
    }
  }

  async restartIce(transportId: string): Promise<ms.IceParameters> {
    const transport = this.#transport(transportId);
    try {
      return await transport.restartIce();
    } catch (error) {
      throw this.#refusal(error);
    }
  }

  /** Makes a paused consumer of `producer`, or null when there is one already. `startHearing` lets it flow. */
  async consume(producer: ms.Producer, from: Party, rtpCapabilities: ms.RtpCapabilities): Promise<ConsumeParameters | null> {
    if (this.#consumer.kind !== 'none') return null;
    const making: Stream<ms.Consumer> = { kind: 'making' };
    this.#consumer = making;
    let made: Stream<ms.Consumer> = making;
    try {
      const stream = await this.#receive.consume({ producerId: producer.id, rtpCapabilities, paused: true });
      if (producer.closed) throw new Failure('conflict', 'The other party has left in the meantime.');
      const hearing = { kind: 'made' as const, stream, seen: false };
      made = hearing;
      this.#consumer = hearing;
      await atFirstPacket(stream, () => {
        if (this.#consumer !== hearing) return;
        hearing.seen = true;
        this.#onFlow();
      });
      const { id, producerId, rtpParameters } = stream;
      return { consumerId: id, producerId, rtpParameters: rtpParameters as ConsumeParameters['rtpParameters'], from };
    } catch (error) {
      if (this.#consumer === made) this.#consumer = { kind: 'none' };
      throw error instanceof Failure ? error : this.#refusal(error);
    }
  }

  /** Does nothing when that consumer is gone by now. */
  async startHearing(consumerId: string): Promise<void> {
    if (this.#consumer.kind === 'made' && this.#consumer.stream.id === consumerId) await this.#consumer.stream.resume();
  }

  /** Ends hearing `producer`; the id of the consumer that was closed, if there was one. */
  stopHearing(producer: ms.Producer): string | null {
    if (this.#consumer.kind !== 'made' || this.#consumer.stream.producerId !== producer.id) return null;
    const { stream } = this.#consumer;
    this.#consumer = { kind: 'none' };
    stream.close();
    return stream.id;
  }

  close(): void {
    this.#send.close();
    this.#receive.close();
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

interface Traced {
  once(event: 'trace', listener: () => void): unknown;
  enableTraceEvent(types: 'rtp'[]): Promise<void>;
}

/** Tracing is off again after the first packet: nothing is paid for the others. */
async function atFirstPacket(stream: Traced, seen: () => void): Promise<void> {
  stream.once('trace', () => {
    seen();
    stream.enableTraceEvent([]).catch(() => {}); // it has closed: nothing left to switch off
  });
  await stream.enableTraceEvent(['rtp']);
}
