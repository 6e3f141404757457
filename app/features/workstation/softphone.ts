import { messageOf } from '../../lib/failure.ts';
import type { ShareDesk } from '../../lib/media/call-audio.ts';
import type { Heard } from '../../lib/media/line-trouble.ts';
import type { MicrophoneProblem } from '../../lib/media/microphone.ts';
import type { AudioSituation } from './view-model.ts';

/** What the softphone needs of app/lib/media, so that a test can stand in for it. */
export interface PhoneMicrophone {
  /** Called when the microphone is gone by itself: unplugged, or taken back by the browser. */
  onLost(listener: () => void): void;
  /** Whether anything may still come from it. */
  alive(): boolean;
  close(): void;
}
export interface PhoneFacts {
  situation: Extract<AudioSituation, 'none' | 'connecting' | 'sending' | 'connected' | 'reconnecting' | 'failed'>;
  failure: string | null;
  /** All others who are in are muted. */
  otherMuted: boolean;
  /** Who of the others has muted themselves, by their party's id. */
  mutedParties: ReadonlySet<string>;
  soundBlocked: boolean;
  /** As last measured by the media server, the agent's own party among them; empty before the first measurement. */
  quality: readonly Heard[];
}
/** 0..1. `parties`: of the others, by their party's id. */
export interface PhoneLevels {
  you: number;
  caller: number;
  parties: Readonly<Record<string, number>>;
}
export interface PhoneAudio<Microphone extends PhoneMicrophone = PhoneMicrophone> {
  facts(): PhoneFacts;
  subscribe(listener: () => void): () => void;
  /** Another ticket of the same call, which may lead to another media server. */
  moveTo(ticket: string): void;
  setMuted(muted: boolean): void;
  levels(): PhoneLevels;
  allowSound(): void;
  /** Sends this one from now on, without joining anew. */
  setMicrophone(microphone: Microphone): Promise<void>;
  /** Screens and cameras of the call; null where there are none. */
  readonly shares: ShareDesk | null;
  close(): void;
}
export interface MediaLibrary<Microphone extends PhoneMicrophone = PhoneMicrophone> {
  openMicrophone(): Promise<Microphone>;
  openCallAudio(ticket: string, microphone: Microphone, muted: boolean): PhoneAudio<Microphone>;
  /** What is wrong with the microphone; null for an error of another kind. */
  problemOf(error: unknown): MicrophoneProblem | null;
}

export interface PhoneView {
  situation: AudioSituation;
  /** Why the audio could not be connected, in words. */
  failure: string | null;
  microphoneProblem: MicrophoneProblem | null;
  muted: boolean;
  otherMuted: boolean;
  mutedParties: ReadonlySet<string>;
  soundBlocked: boolean;
  /** Screens and cameras of the call in hand; null without one. */
  shares: ShareDesk | null;
  quality: readonly Heard[];
}

const NOBODY: ReadonlySet<string> = new Set();
const SILENT: PhoneLevels = { you: 0, caller: 0, parties: {} };
const AT_REST: PhoneView = {
  situation: 'none',
  failure: null,
  microphoneProblem: null,
  muted: false,
  otherMuted: false,
  mutedParties: NOBODY,
  soundBlocked: false,
  shares: null,
  quality: [],
};

/**
 * The agent's ear and mouth. The microphone is asked for when an offer is accepted, before the center has answered;
 * the audio of the call joins when both microphone and ticket are there, whichever comes last.
 */
export class SoftphoneStore<Microphone extends PhoneMicrophone = PhoneMicrophone> {
  private view: PhoneView = AT_REST;
  private microphone: Microphone | null = null;
  private audio: PhoneAudio<Microphone> | null = null;
  private call: { callId: string; ticket: string } | null = null;
  private opening = false;
  /** Grows when the microphone is let go: one that is opened for nobody is closed again. */
  private turn = 0;
  /** Of several changes of the microphone only the last counts. */
  private renewals = 0;
  private readonly listeners = new Set<() => void>();
  private readonly load: () => Promise<MediaLibrary<Microphone>>;
  private library: Promise<MediaLibrary<Microphone>> | null = null;

  constructor(load: () => Promise<MediaLibrary<Microphone>>) {
    this.load = load;
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };
  readonly get = () => this.view;
  readonly levels = (): PhoneLevels => this.audio?.levels() ?? SILENT;

  /** Fetches the code of the media library ahead of the first call. */
  readonly preload = (): void => {
    void this.media().catch(() => undefined);
  };

  /** Switches the microphone on for a call that is about to come. */
  readonly open = (): void => {
    if (this.opening || this.microphone !== null) return;
    void this.openMicrophone();
  };

  /** Asks for the microphone and puts it away again: the browser's question should not come during a call. */
  readonly check = async (): Promise<void> => {
    if (this.opening || this.microphone !== null) return;
    await this.openMicrophone();
    if (this.call === null) this.putAway();
  };

  /** The call that the agent is on: joins its audio as soon as there is a microphone. */
  readonly join = (callId: string, ticket: string): void => {
    if (this.call?.callId === callId) {
      if (ticket === '' || ticket === this.call.ticket) return;
      this.call.ticket = ticket;
      // It may lead to another media server; where there was none before, it is joined now.
      if (this.audio?.facts().situation === 'failed') this.closeAudio();
      if (this.audio === null) void this.connect();
      else this.audio.moveTo(ticket);
      return;
    }
    this.closeAudio();
    this.call = { callId, ticket };
    this.set({ muted: false, otherMuted: false, mutedParties: NOBODY });
    if (this.microphone === null) this.open();
    else void this.connect();
  };

  /** No call any more: the microphone goes off. */
  readonly letGo = (): void => {
    if (this.call === null && this.microphone === null && !this.opening) return;
    this.call = null;
    this.closeAudio();
    this.putAway();
    this.set({ ...AT_REST, microphoneProblem: this.view.microphoneProblem });
  };

  readonly setMuted = (muted: boolean): void => {
    if (this.audio === null) return;
    this.audio.setMuted(muted);
    this.set({ muted });
  };

  /** Takes the microphone that is chosen now, in the middle of the talk: another device, or the same listened to in another way. */
  readonly renew = async (): Promise<void> => {
    if (this.microphone === null) return; // the next one is opened as is chosen then
    this.renewals += 1;
    const { turn, renewals } = this;
    const isLatest = () => turn === this.turn && renewals === this.renewals;
    try {
      const media = await this.media();
      const next = await media.openMicrophone();
      if (!isLatest()) return next.close();
      const before = this.microphone;
      this.use(next);
      await this.audio?.setMicrophone(next);
      before?.close();
    } catch {
      // What is in use goes on; unless it is the one that was unplugged, and there is no other.
      if (isLatest() && this.microphone?.alive() === false) this.withoutMicrophone();
    }
  };

  /** Joins anew with a fresh microphone, after a failure. */
  readonly reconnect = (): void => {
    if (this.call === null) return;
    this.closeAudio();
    this.putAway();
    this.open();
  };

  readonly allowSound = (): void => this.audio?.allowSound();

  /** The browser has told us beforehand that the microphone is forbidden, or allowed again. */
  readonly foresee = (refused: boolean): void => {
    if (refused) this.set({ microphoneProblem: 'refused' });
    else if (this.view.microphoneProblem === 'refused') this.set({ microphoneProblem: null });
  };

  private media(): Promise<MediaLibrary<Microphone>> {
    this.library ??= this.load().catch((error: unknown) => {
      this.library = null;
      throw error;
    });
    return this.library;
  }

  private async openMicrophone(): Promise<void> {
    this.opening = true;
    const { turn } = this;
    if (this.call !== null) this.set({ situation: 'opening-microphone', failure: null });
    try {
      const media = await this.media();
      const microphone = await media.openMicrophone();
      if (turn !== this.turn) return microphone.close();
      this.use(microphone);
      await this.connect();
    } catch (error) {
      if (turn === this.turn) await this.failed(error);
    } finally {
      if (turn === this.turn) this.opening = false;
    }
  }

  private async failed(error: unknown): Promise<void> {
    const problem = await this.media().then(
      (media) => media.problemOf(error),
      () => null,
    );
    if (problem !== null) this.set({ microphoneProblem: problem, situation: this.call === null ? 'none' : 'microphone-failed' });
    else if (this.call !== null) this.set({ situation: 'failed', failure: messageOf(error) });
  }

  private use(microphone: Microphone): void {
    this.microphone = microphone;
    microphone.onLost(() => {
      if (microphone === this.microphone) void this.renew();
    });
    this.set({ microphoneProblem: null });
  }

  private withoutMicrophone(): void {
    this.closeAudio();
    this.putAway();
    this.set({ microphoneProblem: 'missing', situation: this.call === null ? 'none' : 'microphone-failed' });
  }

  private async connect(): Promise<void> {
    const { call, microphone } = this;
    const media = await this.media();
    if (
      call === null ||
      call.ticket === '' ||
      microphone === null ||
      call !== this.call ||
      microphone !== this.microphone ||
      this.audio !== null
    )
      return;
    const audio = media.openCallAudio(call.ticket, microphone, this.view.muted);
    this.audio = audio;
    audio.subscribe(() => {
      if (audio === this.audio) this.set(audio.facts());
    });
    this.set({ ...audio.facts(), shares: audio.shares });
  }

  private closeAudio(): void {
    if (this.audio === null) return;
    this.audio.close();
    this.audio = null;
    this.set({ shares: null });
  }

  private putAway(): void {
    this.turn += 1;
    this.opening = false;
    this.microphone?.close();
    this.microphone = null;
  }

  private set(change: Partial<PhoneView>): void {
    this.view = { ...this.view, ...change };
    for (const listener of this.listeners) listener();
  }
}
