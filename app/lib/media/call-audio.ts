import type { Device } from 'mediasoup-client';
import type { WireError } from '../../../server/protocol/common.ts';
import type {
  ClosedReason,
  JoinedParameters,
  MediaParty,
  MediaToParty,
  PartyToMedia,
  ShareSource,
} from '../../../server/protocol/media.ts';
import { MEDIA_NAMESPACE } from '../../../server/protocol/media-codec.ts';
import { backgroundTimers } from '../background-timers.ts';
import { request } from '../request.ts';
import { openSocket } from '../socket.ts';
import { AT_START, type CallAudio, type CallAudioOptions, type CallAudioSnapshot } from './call-audio-surface.ts';
import { CallShares } from './call-shares.ts';
import { type Facts, learn, START, stateOf } from './call-state.ts';
import { loadDevice } from './device.ts';
import { type Leg, type MediaSocket, openLeg } from './leg.ts';
import { createMeters } from './meter.ts';
import { type PartySound, PartySounds } from './party-sound.ts';
import { createPlayback } from './playback.ts';
import { leadsElsewhere, placeOf } from './ticket-place.ts';

export type { CallAudio, CallAudioOptions, CallAudioSnapshot } from './call-audio-surface.ts';
export type { CallAudioState } from './call-state.ts';
export { preloadCallAudio } from './device.ts';
export type { PartySound } from './party-sound.ts';
export { canShare, ShareError } from './share-source.ts';
export type { OwnShare, SeenShare, SentAsk } from './share-view.ts';

const RETRY_MS = 1_000;
/** Refusals that the next moment may lift; all others are final. */
const PASSING: ReadonlySet<string> = new Set<WireError['code']>(['unavailable', 'internal', 'too-many']);

/** Joins the call and stays in it, through lost sockets, networks and media workers, until closed by either side. */
export function openCallAudio(options: CallAudioOptions): CallAudio {
  return new CallAudioSession(options);
}

/** The part of a call that is about screens and cameras. */
export type ShareDesk = Pick<
  CallAudio,
  'subscribe' | 'snapshot' | 'startShare' | 'stopShare' | 'watch' | 'unwatch' | 'askShare' | 'declineShare'
>;

const OWN = 'own';

/** Muting it and ending it touch nothing of the caller's. @throws TypeError */
function copyOf(microphone: MediaStream, muted: boolean): MediaStreamTrack {
  const [original] = microphone.getAudioTracks();
  if (original === undefined) throw new TypeError('The microphone stream has no audio track.');
  const track = original.clone();
  track.enabled = !muted;
  return track;
}

class CallAudioSession implements CallAudio {
  #socket: MediaSocket;
  /** To the media server that the call is moved to: in place of `#socket` once it has let us in. */
  #next: MediaSocket | null = null;
  #ticket: string;
  readonly #open: (url: string | null) => MediaSocket;
  #track: MediaStreamTrack;
  readonly #playback = createPlayback((blocked) => this.#change({ playback: blocked ? 'blocked' : 'playing' }));
  readonly #meters = createMeters();
  readonly #others = new PartySounds(this.#playback, this.#meters, (parties) => this.#othersChanged(parties));
  readonly #shares = new CallShares(
    {
      request: (event, message) => request(this.#socket, event, message as never),
      send: (source, track) => this.#leg?.share(source, track) ?? Promise.resolve(false),
      stop: (source) => this.#leg?.stopShare(source),
    },
    (shares) => this.#change(shares),
  );
  readonly #listeners = new Set<() => void>();
  #device: Device | null = null;
  #leg: Leg | null = null;
  #facts: Facts = START;
  #snapshot: CallAudioSnapshot;
  #stopRetry = () => {};
  /** The call is elsewhere, and we have not been let in there yet. */
  #isMoved = false;

  constructor({ ticket, microphone, muted = false, untouched = false, connect }: CallAudioOptions) {
    this.#track = copyOf(microphone, muted);
    this.#meters.attach(OWN, this.#track);
    this.#snapshot = { ...AT_START, muted };
    if (untouched) this.#playback.tryOut(this.#track);

    this.#open = connect ?? ((url) => openSocket<MediaToParty, PartyToMedia>(MEDIA_NAMESPACE, url === null ? {} : { server: url }));
    this.#ticket = ticket;
    this.#socket = this.#connect(ticket);
  }

  #connect(ticket: string): MediaSocket {
    const socket = this.#open(placeOf(ticket).url);
    // Asked for when the connection is up: the browser's abilities are found out while it is being made.
    socket.auth = (give: (auth: object) => void) => {
      loadDevice().then(
        (device) => {
          this.#device = device;
          give({ ticket, rtpCapabilities: device.recvRtpCapabilities });
        },
        (error: unknown) => {
          console.error(error);
          this.#end({ kind: 'failed', problem: 'unsupported', message: 'This browser can’t make calls.' });
        },
      );
    };
    this.#listen(socket);
    return socket;
  }

  get state() {
    return this.#snapshot.state;
  }
  get muted() {
    return this.#snapshot.muted;
  }
  get otherMuted() {
    return this.#snapshot.otherMuted;
  }
  get parties() {
    return this.#snapshot.parties;
  }
  get shares() {
    return this.#snapshot.shares;
  }
  get ownShares() {
    return this.#snapshot.ownShares;
  }
  get asks() {
    return this.#snapshot.asks;
  }
  get sentAsks() {
    return this.#snapshot.sentAsks;
  }
  get you() {
    return this.#snapshot.you;
  }
  get quality() {
    return this.#snapshot.quality;
  }
  get playback() {
    return this.#snapshot.playback;
  }
  snapshot = (): CallAudioSnapshot => this.#snapshot;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  moveTo(ticket: string): void {
    if (ticket === '' || this.#facts.end !== null || !leadsElsewhere(ticket, this.#ticket)) return;
    this.#ticket = ticket;
    this.#next?.disconnect();
    this.#next = this.#connect(ticket);
  }

  setMuted(muted: boolean): void {
    this.#track.enabled = !muted;
    if (muted === this.#snapshot.muted) return;
    this.#change({ muted });
    this.#tellMuted();
  }

  async setMicrophone(microphone: MediaStream): Promise<void> {
    const next = copyOf(microphone, this.#snapshot.muted);
    if (this.#facts.end !== null) return next.stop();
    const before = this.#track;
    const leg = this.#leg;
    this.#track = next;
    this.#meters.attach(OWN, next);
    try {
      await leg?.replaceTrack(next);
    } catch {
      if (leg !== null) this.#rejoin(leg); // a new joining sends it
    } finally {
      before.stop();
    }
  }

  setOutput(deviceId: string): Promise<void> {
    return this.#playback.setOutput(deviceId);
  }

  startShare = (source: ShareSource): Promise<void> => this.#shares.start(source);
  stopShare = (source: ShareSource): void => this.#shares.stop(source);
  watch = (producerId: string): void => this.#shares.watch(producerId);
  unwatch = (producerId: string): void => this.#shares.unwatch(producerId);
  askShare = (source: ShareSource, of: MediaParty): Promise<void> => this.#shares.ask(source, of);
  declineShare = (from: MediaParty, source: ShareSource): void => this.#shares.decline(from, source);

  resumePlayback(): void {
    this.#playback.resume();
    this.#meters.resume();
  }

  levels(): ReturnType<CallAudio['levels']> {
    const parties = this.#others.levels();
    return { own: this.#snapshot.muted ? 0 : this.#meters.level(OWN), other: Math.max(0, ...Object.values(parties)), parties };
  }

  close(): void {
    this.#end({ kind: 'closed', reason: 'left' });
  }

  #listen(socket: MediaSocket): void {
    const isOurs = () => socket === this.#socket || socket === this.#next;
    const again = () => {
      if (isOurs()) socket.connect();
    };
    socket.on('disconnect', (reason) => {
      if (socket === this.#socket) this.#learn({ socket: 'lost' });
      // The server has put this socket out without saying `closed`: it is going down, and will be back.
      if (reason === 'io server disconnect' && !this.#isMoved) this.#later(again);
    });
    socket.on('connect_error', (error: Error & { data?: WireError }) => {
      if (error.data === undefined || !isOurs()) return; // no connection: the socket tries again by itself
      if (PASSING.has(error.data.code)) this.#later(again);
      // What is refused where we were is of no interest on the way to elsewhere.
      else if (socket === this.#next || this.#next === null) this.#end({ kind: 'failed', problem: 'refused', message: error.data.message });
    });
    socket.on('joined', (joined) => {
      if (socket === this.#next) {
        this.#socket.disconnect();
        this.#socket = socket;
        this.#next = null;
        this.#isMoved = false;
      }
      if (socket === this.#socket) this.#join(joined);
    });
    socket.on('consume', (parameters, ready) => {
      const leg = this.#leg;
      leg?.consume(parameters).then(ready, () => this.#rejoin(leg));
    });
    socket.on('consumer-closed', ({ consumerId }) => this.#leg?.consumerClosed(consumerId));
    socket.on('lost', () => this.#dropLeg());
    socket.on('closed', ({ reason }: { reason: ClosedReason }) => {
      if (!isOurs()) return;
      if (reason !== 'moved') return this.#end({ kind: 'closed', reason });
      // The ticket to where the call is now is here, or on its way.
      if (socket === this.#socket) {
        this.#isMoved = true;
        this.#dropLeg();
      }
    });
    socket.on('party-muted', ({ id, muted }) => this.#others.muted(id, muted));
    socket.on('party-left', ({ id }) => {
      this.#others.left(id);
      this.#shares.partyLeft(id);
    });
    socket.on('share-offered', (share) => this.#shares.offered(share));
    socket.on('share-closed', ({ producerId, ended }) => this.#shares.closed(producerId, ended));
    socket.on('share-asked', ({ from, source }) => this.#shares.asked(from, source));
    socket.on('share-declined', ({ from, source }) => this.#shares.declined(from, source));
    socket.on('share-stopped', ({ source }) => this.#shares.stop(source));
    socket.on('quality', ({ parties }) => this.#change({ quality: parties }));
    socket.on('share-watchers', ({ source, watchers }) => this.#shares.watchers(source, watchers));
  }

  #join(joined: JoinedParameters): void {
    if (this.#device === null || this.#facts.end !== null) return;
    if (this.#track.readyState === 'ended')
      return this.#end({ kind: 'failed', problem: 'microphone-gone', message: 'The microphone was taken away.' });
    this.#dropLeg();
    this.#learn({ socket: 'joined' });
    this.#change({ you: joined.you });
    this.#others.joined(joined.parties);
    const leg = openLeg(
      { device: this.#device, socket: this.#socket, track: this.#track, joined },
      {
        line: (direction, state) => this.#learn({ [direction]: state }),
        arrived: (parameters, track) => {
          if (parameters.source === 'microphone') this.#others.arrived(parameters.consumerId, parameters.from, track);
          else this.#shares.arrived(parameters, track);
        },
        gone: (consumerId) => {
          this.#others.gone(consumerId);
          this.#shares.gone(consumerId);
        },
        broken: () => this.#rejoin(leg),
      },
    );
    this.#leg = leg;
    this.#shares.joined();
    if (this.#snapshot.muted) this.#tellMuted();
  }

  /** Asks for new transports; when there is no connection now, there will be new ones with the next. */
  #rejoin(leg: Leg): void {
    if (this.#leg !== leg || this.#facts.end !== null) return;
    this.#dropLeg();
    if (!this.#socket.connected) return;
    request(this.#socket, 'rejoin', {}).catch(() => {
      if (this.#leg !== null || !this.#socket.connected) return;
      // A new connection joins by itself: the way out of any disagreement about where we are.
      this.#later(() => {
        if (this.#leg === null) this.#socket.disconnect().connect();
      });
    });
  }

  #dropLeg(): void {
    this.#leg?.close();
    this.#leg = null;
    this.#learn({ send: 'none', receive: 'none' });
    this.#others.silence();
    this.#shares.lost();
    this.#change({ quality: AT_START.quality });
  }

  #othersChanged(parties: readonly PartySound[]): void {
    this.#change({ parties, otherMuted: parties.length > 0 && parties.every(({ muted }) => muted) });
    this.#learn({ other: parties.some(({ present }) => present) });
  }

  /** Until the server knows: the others' browsers are silent for as long as they take us for muted. */
  #tellMuted(): void {
    const leg = this.#leg;
    const { muted } = this.#snapshot;
    if (leg === null) return; // told after the next `joined`
    request(this.#socket, 'set-muted', { muted }).catch(() => {
      if (!this.#socket.connected || this.#leg !== leg) return; // a new joining begins unmuted, and tells if it is not
      if (this.#snapshot.muted === muted) this.#later(() => this.#tellMuted());
    });
  }

  #later(action: () => void): void {
    this.#stopRetry();
    this.#stopRetry = backgroundTimers.after(RETRY_MS, () => {
      if (this.#facts.end === null) action();
    });
  }

  #end(end: NonNullable<Facts['end']>): void {
    if (this.#facts.end !== null) return;
    this.#learn({ end });
    this.#stopRetry();
    this.#leg?.close();
    this.#leg = null;
    this.#shares.close();
    this.#playback.close();
    this.#meters.close();
    this.#track.stop();
    this.#next?.disconnect();
    this.#socket.disconnect();
  }

  #learn(news: Partial<Facts>): void {
    this.#facts = learn(this.#facts, news);
    const state = stateOf(this.#facts);
    if (JSON.stringify(state) !== JSON.stringify(this.#snapshot.state)) this.#change({ state });
  }

  #change(change: Partial<CallAudioSnapshot>): void {
    const keys = Object.keys(change) as (keyof CallAudioSnapshot)[];
    if (keys.every((key) => this.#snapshot[key] === change[key])) return;
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}
