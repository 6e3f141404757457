import type { Device, types as ms } from 'mediasoup-client';
import type { Socket } from 'socket.io-client';
import type { ConsumeParameters, JoinedParameters, MediaToParty, PartyToMedia } from '../../../server/protocol/media.ts';
import { request } from '../request.ts';
import type { LineState } from './call-state.ts';

export type MediaSocket = Socket<MediaToParty, PartyToMedia>;

/** A short loss mends itself; a longer one is a new network, for which ICE must look again. */
const ICE_RESTART_AFTER_MS = 2_000;

export interface LegEvents {
  line(direction: 'send' | 'receive', state: LineState): void;
  /** The other party's audio, or null when they are gone. */
  other(track: MediaStreamTrack | null): void;
  /** Nothing more will come of this leg: join anew. */
  broken(error: unknown): void;
}

export interface Leg {
  /** Resolves when the other party's track is there to be heard. */
  consume(parameters: ConsumeParameters): Promise<void>;
  consumerClosed(consumerId: string): void;
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
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let consumer: ms.Consumer | null = null;
  let wanted: string | null = null;
  let closed = false;

  const broken = (error: unknown) => {
    if (!closed) events.broken(error);
  };

  const watch = (transport: ms.Transport, direction: 'send' | 'receive') => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    transport.on('connect', ({ dtlsParameters }, callback) => {
      // Not waited for: it reaches the server before the first packet does, or DTLS asks again.
      request(socket, 'connect-transport', { transportId: transport.id, dtlsParameters }).catch(broken);
      callback();
    });
    transport.on('connectionstatechange', (state) => {
      if (closed) return;
      clearTimeout(timer);
      events.line(direction, state);
      if (state === 'failed') broken(new Error('The connection for audio has failed.'));
      if (state !== 'disconnected') return;
      timer = setTimeout(() => restartIce(transport), ICE_RESTART_AFTER_MS);
      timers.add(timer);
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
  send.on('produce', ({ rtpParameters }, callback, errback) => {
    request(socket, 'produce', { transportId: send.id, rtpParameters }).then(({ producerId }) => callback({ id: producerId }), errback);
  });
  send
    .produce({
      track,
      stopTracks: false,
      disableTrackOnPause: false,
      codecOptions: { opusDtx: true, opusFec: true, opusStereo: false },
    })
    .catch(broken);

  return {
    async consume({ consumerId, producerId, rtpParameters }) {
      wanted = consumerId;
      const made = await receive.consume({ id: consumerId, producerId, kind: 'audio', rtpParameters });
      if (closed || wanted !== consumerId) return made.close(); // the other party has left meanwhile
      consumer = made;
      events.other(made.track);
    },
    consumerClosed(consumerId) {
      if (wanted === consumerId) wanted = null;
      if (consumer?.id !== consumerId) return;
      consumer.close();
      consumer = null;
      events.other(null);
    },
    close() {
      if (closed) return;
      closed = true;
      for (const timer of timers) clearTimeout(timer);
      send.close();
      receive.close();
    },
  };
}
