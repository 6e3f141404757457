import type { MediaParty, PartyQuality, ShareSource } from '../../../server/protocol/media.ts';
import { type CallAudioState, START, stateOf } from './call-state.ts';
import type { MediaSocket } from './leg.ts';
import type { PartySound } from './party-sound.ts';
import { NO_SHARES, type SharesSnapshot } from './share-view.ts';

export interface CallAudioOptions {
  /** From the routing server, by way of the widget's or the workstation's state. */
  ticket: string;
  /** Stays the caller's own: it is sent, never stopped, here. */
  microphone: MediaStream;
  /** Whether to begin muted. */
  muted?: boolean;
  /** Nobody has touched this page: whether it may play anything is found out at once, and not when somebody speaks. */
  untouched?: boolean;
  /** @param url of the media server that the ticket names; null: it names none */
  connect?: (url: string | null) => MediaSocket;
}

/** A new object on each change, for `useSyncExternalStore`. */
export interface CallAudioSnapshot extends SharesSnapshot {
  state: CallAudioState;
  muted: boolean;
  /** All others who are in are muted; false while nobody is. */
  otherMuted: boolean;
  /** The others who are in, in the order in which they came. */
  parties: readonly PartySound[];
  /** Who this party is; null before it has joined. */
  you: MediaParty | null;
  /** How good each party's line is, this one's among them; told to agents every few seconds, empty until then. */
  quality: readonly PartyQuality[];
  /** `blocked`: the browser plays nothing before the user has touched the page; then call `resumePlayback`. */
  playback: 'playing' | 'blocked';
}

export interface CallAudio extends Readonly<CallAudioSnapshot> {
  snapshot(): CallAudioSnapshot;
  /** Returns how to stop listening. */
  subscribe(listener: () => void): () => void;
  /** Another ticket of the same call: where it leads to another media server, the party joins there first, and then leaves the one before. */
  moveTo(ticket: string): void;
  /** Silence for the others at once. */
  setMuted(muted: boolean): void;
  /**
   * Sends this microphone from now on, in the middle of the talk: after another device was chosen or the one in use was
   * unplugged. The stream stays the caller's own, as the first one did. Rejects when it has no audio track.
   */
  setMicrophone(microphone: MediaStream): Promise<void>;
  /** Plays on this device from now on; '' is the system's choice. Rejects, nothing being changed, when that can't be. */
  setOutput(deviceId: string): Promise<void>;
  /** The browser asks what to show: call it from a click. Rejects with ShareError, or with the server's WireFailure. */
  startShare(source: ShareSource): Promise<void>;
  stopShare(source: ShareSource): void;
  /** Lets an offered share flow here; call it from a click. It comes back by itself after a disturbance or a hold. */
  watch(producerId: string): void;
  unwatch(producerId: string): void;
  /** Asks another party to show something; what they then show is watched at once. Rejects with a WireFailure. */
  askShare(source: ShareSource, of: MediaParty): Promise<void>;
  /** Answers a question of `asks` with no. Sharing is the other answer. */
  declineShare(from: MediaParty, source: ShareSource): void;
  /** Call from a click when `playback` is `blocked`. */
  resumePlayback(): void;
  /** 0..1, for meters; read it as often as they are drawn. 0 when muted. `other`: the loudest of the others. */
  levels(): { own: number; other: number; parties: Readonly<Record<string, number>> };
  /** May be called twice. */
  close(): void;
}

/** Before anything has happened. */
export const AT_START: CallAudioSnapshot = {
  state: stateOf(START),
  muted: false,
  otherMuted: false,
  parties: [],
  you: null,
  quality: [],
  playback: 'playing',
  ...NO_SHARES,
};
