import { once } from 'node:events';
import { io, type Socket } from 'socket.io-client';
import { MediaStreamTrack, RTCPeerConnection, RtpHeader, RtpPacket } from 'werift';
import type { Ack, WireError } from '../../protocol/common.ts';
import type {
  ConsumeParameters,
  JoinedParameters,
  MediaToParty,
  OfferedShare,
  PartyToMedia,
  TransportParameters,
} from '../../protocol/media.ts';
import { MEDIA_NAMESPACE, ROUTER_CAPABILITIES } from '../../protocol/media-codec.ts';

const PACKET_MS = 20;
/** The library insists on asking a server for its address, waits for that, and would take one on the Internet: nobody here, and no wait. */
const ON_THIS_MACHINE = {
  iceServers: [{ urls: 'stun:127.0.0.1:9' }],
  iceStunGatherTimeout: 0.001, // s
  iceAdditionalHostAddresses: ['127.0.0.1'],
  iceUseIpv6: false,
};
const WAIT_MS = 20_000;

/** What tells one message of the server from another of the same kind. */
interface ToldParts {
  reason?: string;
  muted?: boolean;
  id?: string;
  from?: string;
  source?: string;
  ended?: boolean;
  watchers?: string[];
}

export type MediaSocket = Socket<MediaToParty, PartyToMedia>;

export const connectSocket = (url: string, auth: Record<string, unknown>, { reconnection = false } = {}): MediaSocket =>
  io(`${url}${MEDIA_NAMESPACE}`, { transports: ['websocket'], forceNew: true, reconnection, reconnectionDelay: 200, auth });

/** Why the server refused the handshake. */
export async function refusedHandshake(url: string, auth: Record<string, unknown>): Promise<WireError> {
  const socket = connectSocket(url, auth);
  const [error] = (await once(socket as never, 'connect_error')) as [Error & { data: WireError }];
  socket.disconnect();
  return error.data;
}

/** Sends a request of any shape and gives its acknowledgement. */
export const ask = (socket: MediaSocket, event: keyof PartyToMedia, message: unknown): Promise<Ack<Record<string, unknown>>> =>
  (socket.timeout(5_000) as unknown as { emitWithAck(event: string, message: unknown): Promise<Ack<Record<string, unknown>>> }).emitWithAck(
    event,
    message,
  );

/** What is not as in most tests. */
export interface PeerOptions {
  /** Says nothing by itself, only what is given to `say`. */
  byHand?: boolean;
  /** Comes back by itself from a lost connection, as a browser does. */
  comesBack?: boolean;
  /** Takes what comes of others' microphones. */
  onHeard?: (text: string) => void;
}

/**
 * A party without a browser: werift in place of mediasoup-client. Sends packets with its name in them as long as it
 * lives, and joins anew on every `joined` as a browser does.
 */
export class Peer {
  readonly name: string;
  readonly socket: MediaSocket;
  /** What the server told, in order. */
  readonly told: string[] = [];
  #connections: RTCPeerConnection[] = [];
  /** The transport to hear by, its connection once there is one, and the SSRC of each consumer so far. */
  #receive: { transport: TransportParameters; connection: RTCPeerConnection | null; streams: Stream[] } | null = null;
  #send: { transport: TransportParameters; connection: RTCPeerConnection; kinds: Kind[] } | null = null;
  readonly #timers = new Set<NodeJS.Timeout>();
  #waiting = new Set<() => void>();
  #heard = new Map<string, number>();
  #sent = 0;
  #numbers = new Map<string, number[]>();
  #offers: OfferedShare[] = [];
  #consuming: Promise<void> = Promise.resolve();
  readonly #options: PeerOptions;
  #microphone: MediaStreamTrack | null = null;
  #said = 0;

  constructor(url: string, name: string, ticket: string, options: PeerOptions = {}) {
    this.name = name;
    this.#options = options;
    const { comesBack = false } = options;
    this.socket = connectSocket(url, { ticket, rtpCapabilities: ROUTER_CAPABILITIES }, { reconnection: comesBack });
    this.socket.onAny((event: string, message?: ToldParts) => {
      const { reason, muted, id, from, source, ended, watchers } = message ?? {};
      if (event === 'consume') return this.#tell(source === 'microphone' ? 'consume' : `consume ${source}`);
      this.#tell(
        [event, id ?? from, source, reason ?? muted ?? ended ?? watchers?.join('+')]
          .filter((part) => part !== undefined && part !== '')
          .join(' '),
      );
    });
    this.socket.on('disconnect', () => this.#tell('disconnect'));
    // What fails because the connection was closed meanwhile is of no interest.
    this.socket.on('joined', (parameters) => void this.#join(parameters).catch(() => {}));
    // One after the other: each changes the description of the same connection.
    this.socket.on('consume', (parameters, ready) => {
      this.#consuming = this.#consuming.then(() => this.#consume(parameters)).then(ready, () => {});
    });
    this.socket.on('lost', () => this.#drop());
    this.socket.on('share-offered', (share) => {
      this.#offers.push(share);
      this.#wake();
    });
    this.socket.on('share-closed', ({ producerId }) => {
      this.#offers = this.#offers.filter((offer) => offer.producerId !== producerId);
    });
  }

  /** Resolves when so many packets sent by `name` have arrived after this call. */
  async hears(name: string, packets = 1): Promise<void> {
    const before = this.#heard.get(name) ?? 0;
    await this.#until(() => (this.#heard.get(name) ?? 0) >= before + packets);
  }

  /** Resolves when so many of its packets have gone out since it was connected. */
  async hasSent(packets: number): Promise<void> {
    await this.#until(() => this.#sent >= packets);
  }

  /** The producer of what that party shows, once it is offered. */
  async offered(from: string, source: 'screen' | 'camera'): Promise<string> {
    const find = () => this.#offers.find((offer) => offer.from === from && offer.source === source);
    await this.#until(() => find() !== undefined);
    return find()?.producerId ?? '';
  }

  /** How many packets came of each who was heard so far. */
  heard(): Record<string, number> {
    return Object.fromEntries(this.#heard);
  }

  /** The numbers of the packets that came of one party, as their sender counted them, in the order in which they came. */
  numbersOf(name: string): readonly number[] {
    return this.#numbers.get(name) ?? [];
  }

  /** Resolves when the server has told this, `times` in all. */
  async isTold(what: string, times = 1): Promise<void> {
    await this.#until(() => this.told.filter((each) => each === what).length >= times);
  }

  async close(): Promise<void> {
    this.socket.disconnect();
    await this.#drop();
  }

  /** Sends one packet, if there is a line to send it by. */
  say(text: string): void {
    if (this.#microphone === null) return;
    this.#said += 1;
    const header = new RtpHeader({ payloadType: 100, sequenceNumber: this.#said & 0xffff, timestamp: this.#said * 960, marker: true });
    this.#microphone.writeRtp(new RtpPacket(header, Buffer.from(text.padEnd(80, '.'))));
  }

  async #join({ send, receive }: JoinedParameters): Promise<void> {
    const dropped = this.#drop();
    this.#receive = { transport: receive, connection: null, streams: [] }; // at once: a `consume` may follow in the same breath
    await dropped;
    const connection = this.#connection();
    const track = new MediaStreamTrack({ kind: 'audio' });
    const { sender } = connection.addTransceiver(track, { direction: 'sendonly' });
    await connection.setRemoteDescription({ type: 'offer', sdp: offer(send, [{ kind: 'audio', direction: 'recvonly' }]) });
    const answer = await connection.createAnswer();
    await this.#must('connect-transport', { transportId: send.id, dtlsParameters: dtlsOf(answer.sdp) });
    await this.#must('produce', {
      transportId: send.id,
      source: 'microphone',
      rtpParameters: {
        codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2 }],
        encodings: [{ ssrc: sender.ssrc }],
      },
    });
    await connection.setLocalDescription(answer);
    this.#send = { transport: send, connection, kinds: ['audio'] };
    if (this.#options.byHand) this.#microphone = track;
    else this.#sendPackets(track, 100, '');
  }

  /** Sends a made-up picture of its own, each packet a whole one; whoever sees it hears `<name> screen`. Resolves when the server has it. */
  async share(source: 'screen' | 'camera', { bytes = 80, everyMs = PACKET_MS } = {}): Promise<void> {
    const send = this.#send;
    if (send === null) throw new Error('has not joined');
    send.kinds.push('video');
    const track = new MediaStreamTrack({ kind: 'video' });
    const { sender } = send.connection.addTransceiver(track, { direction: 'sendonly' });
    const lines = send.kinds.map((kind) => ({ kind, direction: 'recvonly' }));
    await send.connection.setRemoteDescription({ type: 'offer', sdp: offer(send.transport, lines) });
    await send.connection.setLocalDescription(await send.connection.createAnswer());
    await this.#must('produce', {
      transportId: send.transport.id,
      source,
      rtpParameters: { codecs: [{ mimeType: 'video/VP8', payloadType: 101, clockRate: 90_000 }], encodings: [{ ssrc: sender.ssrc }] },
    });
    this.#sendPackets(track, 101, ` ${source}`, bytes, everyMs);
  }

  #sendPackets(track: MediaStreamTrack, payloadType: number, source: string, bytes = 80, everyMs = PACKET_MS): void {
    // VP8's own head: the beginning of the first partition, and of a whole picture.
    const head = payloadType === 101 ? [0x10, 0x00] : [];
    let sequenceNumber = 0;
    const timer = setInterval(() => {
      sequenceNumber += 1;
      if (this.#send?.connection.connectionState === 'connected') {
        this.#sent += 1;
        this.#wake();
      }
      const header = new RtpHeader({ payloadType, sequenceNumber, timestamp: sequenceNumber * 960, marker: true });
      track.writeRtp(
        new RtpPacket(header, Buffer.from([...head, ...Buffer.from(`${this.name}${source}:${sequenceNumber}:`.padEnd(bytes, '.'))])),
      );
    }, everyMs);
    this.#timers.add(timer);
  }

  async #consume({ kind, rtpParameters }: ConsumeParameters): Promise<void> {
    const receive = this.#receive;
    const ssrc = rtpParameters.encodings?.[0]?.ssrc;
    if (receive === null || ssrc === undefined) return;
    const first = receive.connection === null;
    const connection = receive.connection ?? this.#connection();
    receive.connection = connection;
    receive.streams.push({ kind, ssrc });
    const { receiver } = connection.addTransceiver(kind, { direction: 'recvonly' });
    // As mediasoup-client does: a line of its own for each consumer, those before it inactive.
    const lines = receive.streams.map((each) =>
      each.ssrc === ssrc ? { ...each, direction: 'sendonly' } : { kind: each.kind, direction: 'inactive' },
    );
    await connection.setRemoteDescription({ type: 'offer', sdp: offer(receive.transport, lines) });
    receiver.track.onReceiveRtp.subscribe(({ payload }) => this.#hear(kind === 'video' ? payload.subarray(2) : payload)); // the track is made by the offer
    const answer = await connection.createAnswer();
    if (first) await this.#must('connect-transport', { transportId: receive.transport.id, dtlsParameters: dtlsOf(answer.sdp) });
    await connection.setLocalDescription(answer);
  }

  #hear(payload: Buffer): void {
    if (this.#options.onHeard) return this.#options.onHeard(payload.toString('latin1'));
    const [from = '', number] = payload.toString('latin1').split(':');
    const numbers = this.#numbers.get(from);
    if (numbers) numbers.push(Number(number));
    else this.#numbers.set(from, [Number(number)]);
    this.#heard.set(from, (this.#heard.get(from) ?? 0) + 1);
    this.#wake();
  }

  #connection(): RTCPeerConnection {
    const connection = new RTCPeerConnection(ON_THIS_MACHINE);
    this.#connections.push(connection);
    if (this.#options.comesBack)
      connection.connectionStateChange.subscribe((state) => {
        if (state === 'failed' && this.#connections.includes(connection)) void this.#must('rejoin', {});
      });
    return connection;
  }

  async #drop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers.clear();
    this.#send = null;
    this.#microphone = null;
    const connections = this.#connections;
    this.#connections = [];
    this.#receive = null;
    await Promise.all(connections.map((connection) => connection.close()));
  }

  async #must(event: keyof PartyToMedia, message: unknown): Promise<void> {
    const answer = await ask(this.socket, event, message).catch(() => null); // the socket has closed meanwhile
    if (answer?.ok === false) this.#tell(`${event} refused: ${answer.error.code} ${answer.error.message}`);
  }

  #tell(what: string): void {
    this.told.push(what);
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
  }

  #until(condition: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#waiting.delete(wake);
        reject(
          new Error(`${this.name} waited in vain; it was told: ${this.told.join(', ')}; it heard ${JSON.stringify([...this.#heard])}`),
        );
      }, WAIT_MS);
      const wake = () => {
        if (!condition()) return;
        clearTimeout(late);
        this.#waiting.delete(wake);
        resolve();
      };
      this.#waiting.add(wake);
      wake();
    });
  }
}

function dtlsOf(sdp: string) {
  const [, algorithm, value] = /^a=fingerprint:(\S+) (\S+)/m.exec(sdp) ?? [];
  return { role: 'client', fingerprints: [{ algorithm, value }] };
}

type Kind = 'audio' | 'video';
interface Stream {
  kind: Kind;
  ssrc: number;
}
interface Line {
  kind: Kind;
  direction: string;
  ssrc?: number;
}

/** What mediasoup-client would make of a transport's parameters. */
function offer({ iceParameters, iceCandidates, dtlsParameters }: TransportParameters, lines: Line[]): string {
  const sha256 = dtlsParameters.fingerprints.find(({ algorithm }) => algorithm === 'sha-256');
  const session = [
    'v=0',
    `o=- 1 ${lines.length} IN IP4 127.0.0.1`,
    's=-',
    't=0 0',
    'a=ice-lite',
    `a=group:BUNDLE ${lines.map((_, mid) => mid).join(' ')}`,
  ];
  const media = lines.flatMap(({ kind, direction, ssrc }, mid) => [
    `m=${kind} 7 UDP/TLS/RTP/SAVPF ${kind === 'audio' ? 100 : 101}`,
    'c=IN IP4 127.0.0.1',
    `a=mid:${mid}`,
    `a=${direction}`,
    'a=rtcp-mux',
    kind === 'audio' ? 'a=rtpmap:100 opus/48000/2' : 'a=rtpmap:101 VP8/90000',
    `a=ice-ufrag:${iceParameters.usernameFragment}`,
    `a=ice-pwd:${iceParameters.password}`,
    'a=setup:actpass',
    `a=fingerprint:sha-256 ${sha256?.value}`,
    ...iceCandidates
      .filter(({ protocol }) => protocol === 'udp')
      .map(({ foundation, priority, address, port }) => `a=candidate:${foundation} 1 udp ${priority} ${address} ${port} typ host`),
    'a=end-of-candidates',
    ...(ssrc === undefined ? [] : [`a=ssrc:${ssrc} cname:tandem`]),
  ]);
  return [...session, ...media, ''].join('\r\n');
}
