import type { WireError } from '../../../../server/protocol/common.ts';
import type { RecordingStarted } from '../../../../server/protocol/messages.ts';
import { wireErrorOf } from '../../../lib/failure.ts';
import type { MessageRecorder, MessageRecorderEvents } from '../../../lib/media/message-recorder.ts';
import type { MicrophoneProblem } from '../../../lib/media/microphone.ts';

export type RecordingState =
  | { kind: 'none' }
  /** The browser asks for the microphone, then the way to the media server is opened. */
  | { kind: 'preparing' }
  /** `until`: then it ends by itself, on this machine's clock. */
  | { kind: 'recording'; until: number }
  | { kind: 'ending' }
  | { kind: 'recorded'; id: string; durationMs: number }
  | { kind: 'no-microphone'; problem: MicrophoneProblem }
  | { kind: 'failed'; error: WireError };

/** The browser and the server, as the store asks for them. */
export interface RecordingDeps {
  /** Rejects with an error that `problemOf` knows when there is no microphone. */
  openMicrophone(): Promise<{ stream: MediaStream; close(): void }>;
  problemOf(error: unknown): MicrophoneProblem | null;
  begin(): Promise<RecordingStarted>;
  record(ticket: string, stream: MediaStream, events: MessageRecorderEvents): MessageRecorder;
  stop(id: string): Promise<{ durationMs: number }>;
  drop(id: string): void;
  now(): number;
}

const NO_PATH: WireError = {
  code: 'unavailable',
  message: 'The sound does not get through to us. Write your message, or try another network.',
};

/** One message, recorded as often as its caller likes; the last one counts. */
export class RecordingStore {
  readonly #deps: RecordingDeps;
  readonly #listeners = new Set<() => void>();
  #state: RecordingState = { kind: 'none' };
  #recorder: MessageRecorder | null = null;
  #microphone: { close(): void } | null = null;
  #id: string | null = null;
  /** Grows with each attempt: what comes late of an earlier one changes nothing. */
  #attempt = 0;

  constructor(deps: RecordingDeps) {
    this.#deps = deps;
  }

  readonly get = (): RecordingState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly level = (): number => this.#recorder?.level() ?? 0;

  /** Begins, also in place of what was recorded before. */
  async start(): Promise<void> {
    if (this.#state.kind === 'preparing' || this.#state.kind === 'recording' || this.#state.kind === 'ending') return;
    this.discard();
    const attempt = this.#attempt;
    this.#become({ kind: 'preparing' });
    try {
      const microphone = await this.#deps.openMicrophone();
      if (attempt !== this.#attempt) return microphone.close();
      this.#microphone = microphone;
      const { id, ticket, longestMs } = await this.#deps.begin();
      if (attempt !== this.#attempt) return this.#deps.drop(id);
      this.#id = id;
      this.#recorder = this.#deps.record(ticket, microphone.stream, {
        recording: () => attempt === this.#attempt && this.#become({ kind: 'recording', until: this.#deps.now() + longestMs }),
        over: () => attempt === this.#attempt && void this.stop(),
        failed: () => attempt === this.#attempt && this.#fail(NO_PATH),
      });
    } catch (error) {
      if (attempt !== this.#attempt) return;
      const problem = this.#deps.problemOf(error);
      if (problem === null) return this.#fail(wireErrorOf(error));
      this.#release();
      this.#become({ kind: 'no-microphone', problem });
    }
  }

  /** Ends it, and learns what there is. */
  async stop(): Promise<void> {
    const id = this.#id;
    if (this.#state.kind !== 'recording' || id === null) return;
    const attempt = this.#attempt;
    this.#release();
    this.#become({ kind: 'ending' });
    try {
      const { durationMs } = await this.#deps.stop(id);
      if (attempt === this.#attempt) this.#become({ kind: 'recorded', id, durationMs });
    } catch (error) {
      if (attempt === this.#attempt) this.#fail(wireErrorOf(error));
    }
  }

  /** Throws away what there is, or what is under way. */
  discard(): void {
    this.#attempt += 1;
    this.#release();
    if (this.#id !== null) this.#deps.drop(this.#id);
    this.#id = null;
    if (this.#state.kind !== 'none') this.#become({ kind: 'none' });
  }

  /** It was sent: nobody throws it away any more. */
  sent(): void {
    this.#id = null;
  }

  #fail(error: WireError): void {
    this.discard();
    this.#become({ kind: 'failed', error });
  }

  #release(): void {
    this.#recorder?.close();
    this.#recorder = null;
    this.#microphone?.close();
    this.#microphone = null;
  }

  #become(state: RecordingState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
