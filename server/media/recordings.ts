import { randomUUID } from 'node:crypto';
import { RECORDED } from '../protocol/media.ts';
import { LONGEST_RECORDING_MS } from '../protocol/message-limits.ts';
import { Failure } from '../sockets/failure.ts';
import type { Recorded } from './port.ts';
import type { MediaRooms } from './rooms.ts';
import type { SignTicket } from './sign.ts';

/** From the ticket to the first sound: the browser may have to ask for the microphone meanwhile. */
const SET_UP_MS = 60_000;
/** How long a recording that nobody has sent is kept after its end. */
const KEPT_MS = 10 * 60_000;
/** How long the node that has a recording may take to bring it, once it is told that it is over. */
const BRING_MS = 5_000;
const AT_ONCE = 100;

interface Recording {
  callId: string;
  room: string;
  /** `null`: it is over, and nothing was heard. */
  state: { kind: 'open' } | { kind: 'over'; recorded: Recorded | null };
  /** Resolves when it is over. */
  over: PromiseWithResolvers<void>;
  timer: NodeJS.Timeout;
}

/**
 * Messages that callers record, from the first sound until they are sent or thrown away. They are in memory only: what was not
 * sent is nobody's. A caller has one at a time.
 */
export class RecordingDesk {
  readonly #media: Pick<MediaRooms, 'openRecording' | 'endAlone'>;
  readonly #sign: SignTicket;
  readonly #recordings = new Map<string, Recording>();

  constructor(media: Pick<MediaRooms, 'openRecording' | 'endAlone'>, sign: SignTicket) {
    this.#media = media;
    this.#sign = sign;
  }

  /**
   * A room that records whoever joins it by this ticket, for three minutes at most. What the same caller recorded before is gone.
   * @throws Failure `too-many` when a hundred are open, or kept; `unavailable` when no media server can be reached
   */
  async begin(callId: string): Promise<{ id: string; ticket: string; longestMs: number }> {
    for (const [id, recording] of this.#recordings) if (recording.callId === callId) this.drop(id);
    if (this.#recordings.size >= AT_ONCE)
      throw new Failure('too-many', 'Too many messages are being recorded at the moment. Write yours instead.');
    const id = randomUUID();
    const room = `message:${randomUUID()}`;
    const recording: Recording = {
      ...{ callId, room, over: Promise.withResolvers<void>() },
      state: { kind: 'open' },
      timer: setTimeout(() => this.drop(id), SET_UP_MS + LONGEST_RECORDING_MS).unref(),
    };
    this.#recordings.set(id, recording);
    try {
      this.#media.openRecording(room, (recorded) => this.#isOver(id, recorded));
    } catch (error) {
      this.drop(id);
      throw error;
    }
    const ticket = await this.#sign({ callId: room, party: RECORDED }, SET_UP_MS + LONGEST_RECORDING_MS);
    return { id, ticket, longestMs: LONGEST_RECORDING_MS };
  }

  /** Ends it. Twice is fine. @throws Failure `not-found`; `conflict` when nothing was heard, and it is gone then; `unavailable` */
  async stop(id: string): Promise<Recorded> {
    const recording = this.#recordings.get(id);
    if (recording?.state.kind === 'open') {
      this.#media.endAlone(recording.room);
      const late = Promise.withResolvers<never>();
      const timer = setTimeout(
        () => late.reject(new Failure('unavailable', 'The recording could not be fetched. Try again in a moment.')),
        BRING_MS,
      );
      await Promise.race([recording.over.promise, late.promise]).finally(() => clearTimeout(timer));
    }
    return this.#recorded(id);
  }

  /** What was recorded. @throws Failure `not-found` when it is gone, or not over yet */
  get(id: string): Recorded {
    return this.#recorded(id);
  }

  /** For the message of this call. @throws as `get`; `not-found` also when it is another caller's */
  async of(callId: string, id: string): Promise<Recorded> {
    if (this.#recordings.get(id)?.callId !== callId) throw gone();
    return this.stop(id);
  }

  /** Does nothing when it is gone already. */
  drop(id: string): void {
    const recording = this.#recordings.get(id);
    if (recording === undefined) return;
    this.#recordings.delete(id);
    clearTimeout(recording.timer);
    this.#media.endAlone(recording.room);
    recording.over.resolve();
  }

  close(): void {
    for (const id of [...this.#recordings.keys()]) this.drop(id);
  }

  /** By the caller, by time, or because they have left the room. */
  #isOver(id: string, recorded: Recorded | null): void {
    const recording = this.#recordings.get(id);
    if (recording?.state.kind !== 'open') return;
    recording.state = { kind: 'over', recorded };
    clearTimeout(recording.timer);
    recording.timer = setTimeout(() => this.drop(id), KEPT_MS).unref();
    recording.over.resolve();
  }

  #recorded(id: string): Recorded {
    const state = this.#recordings.get(id)?.state;
    if (state?.kind !== 'over') throw gone();
    if (state.recorded !== null) return state.recorded;
    this.drop(id);
    throw new Failure('conflict', 'Nothing was heard. Check the microphone, then record again.');
  }
}

const gone = () => new Failure('not-found', 'This recording is gone. Record your message again.', 'recordingId');
