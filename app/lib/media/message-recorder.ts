import type { WireError } from '../../../server/protocol/common.ts';
import type { MediaToParty, PartyToMedia } from '../../../server/protocol/media.ts';
import { MEDIA_NAMESPACE } from '../../../server/protocol/media-codec.ts';
import { openSocket } from '../socket.ts';
import { loadDevice } from './device.ts';
import { type Leg, type MediaSocket, openLeg } from './leg.ts';
import { createMeters } from './meter.ts';
import { placeOf } from './ticket-place.ts';

export interface MessageRecorderOptions {
  /** To a room of the media server that records. */
  ticket: string;
  /** Stays the caller's own. */
  microphone: MediaStream;
  connect?: (url: string | null) => MediaSocket;
}

export interface MessageRecorderEvents {
  /** What is said from now on is recorded. */
  recording(): void;
  /** It is over, and not by `close`: by time, or because the connection is gone. What was said before is kept. */
  over(): void;
  /** It never began. `refused`: by the server; `no-path`: the media server can't be reached; `unsupported`: a browser without WebRTC. */
  failed(problem: 'refused' | 'no-path' | 'unsupported'): void;
}

export interface MessageRecorder {
  /** 0..1, for a meter. */
  level(): number;
  /** No event follows. May be called twice. */
  close(): void;
}

/** Until the microphone's sound can flow. */
const JOIN_LIMIT_MS = 15_000;

/** Sends the microphone to a room that records it. Does not come back by itself: a message with a hole in it is recorded anew. */
export function openMessageRecorder(
  { ticket, microphone, connect }: MessageRecorderOptions,
  events: MessageRecorderEvents,
): MessageRecorder {
  const [original] = microphone.getAudioTracks();
  if (original === undefined) throw new TypeError('The microphone stream has no audio track.');
  const track = original.clone();
  const meters = createMeters();
  const { url } = placeOf(ticket);
  const socket: MediaSocket =
    connect?.(url) ?? openSocket<MediaToParty, PartyToMedia>(MEDIA_NAMESPACE, url === null ? {} : { server: url });
  let state: 'joining' | 'recording' | 'closed' = 'joining';
  let leg: Leg | null = null;
  meters.attach('own', track);

  const close = () => {
    if (state === 'closed') return;
    state = 'closed';
    clearTimeout(late);
    leg?.close();
    meters.close();
    track.stop();
    socket.disconnect();
  };
  const end = (problem: 'refused' | 'no-path' | 'unsupported') => {
    if (state === 'closed') return;
    const began = state === 'recording';
    close();
    if (began) events.over();
    else events.failed(problem);
  };
  const late = setTimeout(() => end('no-path'), JOIN_LIMIT_MS);

  socket.auth = (give: (auth: object) => void) => {
    loadDevice().then(
      (device) => give({ ticket, rtpCapabilities: device.recvRtpCapabilities }),
      (error: unknown) => {
        console.error(error);
        end('unsupported');
      },
    );
  };
  socket.on('connect_error', (error: Error & { data?: WireError }) => {
    if (error.data !== undefined) end('refused'); // otherwise the socket tries again until it is late
  });
  socket.on('disconnect', () => end('no-path'));
  socket.on('closed', () => end('refused'));
  socket.on('lost', () => end('no-path'));
  socket.on('joined', async (joined) => {
    const device = await loadDevice();
    if (state !== 'joining' || leg !== null) return;
    leg = openLeg(
      { device, socket, track, joined },
      {
        line: (direction, line) => {
          if (direction !== 'send' || line !== 'connected' || state !== 'joining') return;
          clearTimeout(late);
          state = 'recording';
          events.recording();
        },
        arrived: () => {},
        gone: () => {},
        broken: () => end('no-path'),
      },
    );
  });

  return { level: () => meters.level('own'), close };
}
