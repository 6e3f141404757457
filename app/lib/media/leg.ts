import type { Device, types as ms } from 'mediasoup-client';
import type { Socket } from 'socket.io-client';
import type {
  ConsumeParameters,
  JoinedParameters,
  MediaSource,
  MediaToParty,
  PartyToMedia,
  ShareSource,
} from '../../../server/protocol/media.ts';
import { VIDEO_LIMITS } from '../../../server/protocol/media-codec.ts';
import { backgroundTimers } from '../background-timers.ts';
import { request } from '../request.ts';
import type { LineState } from './call-state.ts';

export type MediaSocket = Socket<MediaToParty, PartyToMedia>;

/** A short loss mends itself; a longer one is a new network, for which ICE must look again. */
const ICE_RESTART_AFTER_MS = 2_000;

export interface LegEvents {
  line(direction: 'send' | 'receive', state: LineState): void;
  /** What another party sends is there. */
  arrived(parameters: ConsumeParameters, track: MediaStreamTrack): void;
  /** It is gone again. Not told when the leg itself is closed. */
  gone(consumerId: string): void;
  /** Nothing more will come of this leg: join anew. */
  broken(error: unknown): void;
}

export interface Leg {
  /** Resolves when the other party's track is there to be heard. */
  consume(parameters: ConsumeParameters): Promise<void>;
  consumerClosed(consumerId: string): void;
  /** Shows this track to those who want to see it. Resolves with false when the leg has closed meanwhile. Rejects when it is refused. */
  share(source: ShareSource, track: MediaStreamTrack): Promise<boolean>;
  stopShare(source: ShareSource): void;
  /** Sends this track instead of the one before, without asking anybody. */
  replaceTrack(track: MediaStreamTrack): Promise<void>;
  /** What has come over the receiving transport so far; `roundTripMs` is null until it has been measured. */
  received(): Promise<{ packets: number; roundTripMs: number | null }>;
  /** No event follows. May be called twice. */
  close(): void;
}

/** The browser's two transports of one joining. Begins to send `track` at once, which it neither stops nor disables. */
export function openLeg(
  { device, socket, track, joined }: { device: Device; socket: MediaSocket; track: MediaStreamTrack; joined: JoinedParameters },
  events: LegEvents,
): Leg {
  const send = device.createSendTransport(joined.send);
  const receive = device.createRecvTransport(joined.receive);
  const timers = new Set<() => void>();
  /** By id; null while it is being made. */
  const consumers = new Map<string, ms.Consumer | null>();
  const shown = new Map<ShareSource, ms.Producer>();
  /** Showing and stopping, one after the other: the server is to know them in the order of the presses. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const done = turn.then(act);
    turn = done.catch(() => {});
    return done;
  };
  let closed = false;

  const broken = (error: unknown) => {
    if (!closed) events.broken(error);
  };

  const watch = (transport: ms.Transport, direction: 'send' | 'receive') => {
    let stopTimer = () => {};
    transport.on('connect', ({ dtlsParameters }, callback) => {
      // Not waited for: it reaches the server before the first packet does, or DTLS asks again.
      request(socket, 'connect-transport', { transportId: transport.id, dtlsParameters }).catch(broken);
      callback();
    });
    transport.on('connectionstatechange', (state) => {
      if (closed) return;
      stopTimer();
      timers.delete(stopTimer);
      events.line(direction, state);
      if (state === 'failed') broken(new Error('The connection for audio has failed.'));
      if (state !== 'disconnected') return;
      stopTimer = backgroundTimers.after(ICE_RESTART_AFTER_MS, () => restartIce(transport));
      timers.add(stopTimer);
    });
    events.line(direction, 'new');
  };

  const restartIce = (transport: ms.Transport) => {
    request(socket, 'restart-ice', { transportId: transport.id })
      .then(({ iceParameters }) => (closed ? undefined : transport.restartIce({ iceParameters })))
      .catch(broken);
  };

  watch(send, 'send');
  watch(receive, 'receive');
  send.on('produce', ({ rtpParameters, appData }, callback, errback) => {
    const { source } = appData as { source: MediaSource };
    request(socket, 'produce', { transportId: send.id, source, rtpParameters }).then(
      ({ producerId }) => callback({ id: producerId }),
      errback,
    );
  });
  const microphone = send.produce({
    track,
    appData: { source: 'microphone' },
    stopTracks: false,
    disableTrackOnPause: false,
    codecOptions: { opusDtx: true, opusFec: true, opusStereo: false },
  });
  microphone.catch(broken);

  return {
    async consume(parameters) {
      const { consumerId, producerId, kind, rtpParameters } = parameters;
      consumers.set(consumerId, null);
      const made = await receive.consume({ id: consumerId, producerId, kind, rtpParameters });
      if (closed || !consumers.has(consumerId)) return made.close(); // the other party has left meanwhile
      consumers.set(consumerId, made);
      events.arrived(parameters, made.track);
    },
    consumerClosed(consumerId) {
      const consumer = consumers.get(consumerId);
      consumers.delete(consumerId);
      if (!consumer) return;
      consumer.close();
      events.gone(consumerId);
    },
    share(source, track) {
      const { bitrate, frameRate } = VIDEO_LIMITS[source];
      return inTurn(async () => {
        if (closed) return false;
        try {
          const producer = await send.produce({
            track,
            appData: { source },
            stopTracks: false,
            encodings: [{ maxBitrate: bitrate, maxFramerate: frameRate }],
            // Without an estimate of the line a browser begins with 300 kbit/s and takes half a minute to a legible screen.
            codecOptions: { videoGoogleStartBitrate: bitrate / 2500 },
          });
          shown.set(source, producer);
        } catch (error) {
          if (!closed) throw error;
        }
        return !closed;
      });
    },
    stopShare(source) {
      inTurn(async () => {
        shown.get(source)?.close();
        shown.delete(source);
        await request(socket, 'stop-share', { source });
      }).catch(() => {}); // without a connection the server has dropped it already
    },
    async replaceTrack(next) {
      const producer = await microphone;
      if (!closed) await producer.replaceTrack({ track: next });
    },
    async received() {
      let packets = 0;
      let roundTripMs: number | null = null;
      for (const report of (await receive.getStats()).values()) {
        if (report.type === 'inbound-rtp') packets += report.packetsReceived ?? 0;
        if (report.type === 'candidate-pair' && report.nominated && report.currentRoundTripTime !== undefined)
          roundTripMs = report.currentRoundTripTime * 1000;
      }
      return { packets, roundTripMs };
    },
    close() {
      if (closed) return;
      closed = true;
      for (const stopTimer of timers) stopTimer();
      send.close();
      receive.close();
    },
  };
}
