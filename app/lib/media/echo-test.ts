import type { WireError } from '../../../server/protocol/common.ts';
import type { MediaToParty, PartyToMedia } from '../../../server/protocol/media.ts';
import { MEDIA_NAMESPACE } from '../../../server/protocol/media-codec.ts';
import { openSocket } from '../socket.ts';
import { loadDevice } from './device.ts';
import { type Leg, type MediaSocket, openLeg } from './leg.ts';
import { createMeters } from './meter.ts';
import { outputOn } from './output-device.ts';
import { placeOf } from './ticket-place.ts';

export type EchoState =
  | { kind: 'connecting' }
  /** The microphone's packets come back from the media server: the path there is open, both ways. */
  | { kind: 'heard'; roundTripMs: number | null }
  /** By the user, or after the minute that it may take. */
  | { kind: 'closed' }
  /** `no-path`: nothing has come back in time. `refused`: by the server; `unsupported`: a browser without WebRTC. */
  | { kind: 'failed'; problem: 'no-path' | 'refused' | 'unsupported' };

export interface EchoTestOptions {
  /** From the workstation's `echo-ticket`. */
  ticket: string;
  /** Stays the caller's own. */
  microphone: MediaStream;
  /** Where to hear oneself, a second later; '' is the system's choice. null: not at all, to look at the path only. */
  output: string | null;
  connect?: (url: string | null) => MediaSocket;
}

export interface EchoTest {
  state(): EchoState;
  subscribe(listener: () => void): () => void;
  /** 0..1, for meters: what goes out, and what comes back from the media server. */
  levels(): { own: number; back: number };
  /** May be called twice. */
  close(): void;
}

/** So late that one does not speak against oneself. */
const DELAY_SECONDS = 1;
/** Until the media server has given a place. */
const JOIN_LIMIT_MS = 15_000;
/** From then on until something has come back: DTLS asks again after 1 and 3 s. */
const GIVE_UP_MS = 6_000;
const LOOK_EVERY_MS = 50;

/** Sends the microphone to the media server, which sends it back. Lasts a minute at most, and does not come back by itself. */
export function openEchoTest({ ticket, microphone, output, connect }: EchoTestOptions): EchoTest {
  const [original] = microphone.getAudioTracks();
  if (original === undefined) throw new TypeError('The microphone stream has no audio track.');
  const track = original.clone();
  const listeners = new Set<() => void>();
  const meters = createMeters();
  const { url } = placeOf(ticket);
  const socket: MediaSocket =
    connect?.(url) ?? openSocket<MediaToParty, PartyToMedia>(MEDIA_NAMESPACE, url === null ? {} : { server: url });
  let state: EchoState = { kind: 'connecting' };
  let leg: Leg | null = null;
  let stopPlaying = () => {};
  meters.attach('own', track);

  const become = (next: EchoState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const end = (next: EchoState) => {
    if (state.kind === 'closed' || state.kind === 'failed') return;
    clearTimeout(late);
    clearInterval(look);
    leg?.close();
    stopPlaying();
    meters.close();
    track.stop();
    socket.disconnect();
    become(next);
  };
  const noPath = () => end({ kind: 'failed', problem: 'no-path' });
  let late = setTimeout(noPath, JOIN_LIMIT_MS);
  const look = setInterval(() => {
    leg?.received().then(({ packets, roundTripMs }) => {
      if (state.kind !== 'connecting' || packets === 0) return;
      clearTimeout(late);
      clearInterval(look);
      become({ kind: 'heard', roundTripMs });
    }, noPath);
  }, LOOK_EVERY_MS);

  socket.auth = (give: (auth: object) => void) => {
    loadDevice().then(
      (device) => give({ ticket, rtpCapabilities: device.recvRtpCapabilities }),
      (error: unknown) => {
        console.error(error);
        end({ kind: 'failed', problem: 'unsupported' });
      },
    );
  };
  socket.on('connect_error', (error: Error & { data?: WireError }) => {
    if (error.data !== undefined) end({ kind: 'failed', problem: 'refused' }); // otherwise the socket tries again until it is late
  });
  socket.on('disconnect', () => end(state.kind === 'heard' ? { kind: 'closed' } : { kind: 'failed', problem: 'no-path' }));
  socket.on('closed', () => end({ kind: 'closed' }));
  socket.on('lost', noPath);
  socket.on('joined', async (joined) => {
    const device = await loadDevice();
    if (state.kind !== 'connecting' || leg !== null) return;
    clearTimeout(late);
    late = setTimeout(noPath, GIVE_UP_MS);
    leg = openLeg(
      { device, socket, track, joined },
      {
        line: () => {},
        arrived: (_, back) => {
          meters.attach('back', back);
          if (output !== null) stopPlaying = playLate(back, output);
        },
        gone: () => {},
        broken: noPath,
      },
    );
  });
  socket.on('consume', (parameters, ready) => void leg?.consume(parameters).then(ready, noPath));

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    levels: () => ({ own: meters.level('own'), back: meters.level('back') }),
    close: () => end({ kind: 'closed' }),
  };
}

/** Returns how to stop. */
function playLate(track: MediaStreamTrack, deviceId: string): () => void {
  const stream = new MediaStream([track]);
  // Chromium gives an audio graph nothing of a stream from the network that no element plays.
  const pump = new Audio();
  pump.muted = true;
  pump.srcObject = stream;
  pump.play().catch(() => {});
  const context = new AudioContext();
  const source = context.createMediaStreamSource(stream);
  const delay = new DelayNode(context, { maxDelayTime: DELAY_SECONDS, delayTime: DELAY_SECONDS });
  source.connect(delay);
  let stop = () => {};
  outputOn(context, deviceId).then(
    ({ input, close }) => {
      stop = close;
      if (context.state === 'closed') return close();
      delay.connect(input);
      void context.resume();
    },
    (error: unknown) => console.error(error),
  );
  return () => {
    stop();
    pump.srcObject = null;
    void context.close();
  };
}
