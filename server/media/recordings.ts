import { randomInt, randomUUID } from 'node:crypto';
import { RECORDED } from '../protocol/media.ts';
import { LONGEST_RECORDING_MS } from '../protocol/message-limits.ts';
import { Failure } from '../sockets/failure.ts';
import { type OpusPacket, oggOpus, SAMPLES_PER_MS } from './ogg-opus.ts';
import type { MediaService } from './service.ts';
import { signTicket } from './tickets.ts';

/** From the ticket to the first sound: the browser may have to ask for the microphone meanwhile. */
const SET_UP_MS = 60_000;
/** How long a recording that nobody has sent is kept after its end. */
const KEPT_MS = 10 * 60_000;
/** At 510 kbit/s, the most that Opus takes, three minutes would be 11 MB; speech takes a tenth of this. */
const MOST_BYTES = 4 * 1024 * 1024;
const AT_ONCE = 100;

export interface Recorded {
  bytes: Buffer;
  durationMs: number;
}

interface Recording {
  callId: string;
  room: string;
  packets: OpusPacket[];
  bytes: number;
  /** `null`: it is over, and nothing was heard. */
  state: { kind: 'open' } | { kind: 'over'; recorded: Recorded | null };
  timer: NodeJS.Timeout;
}

/**
 * Messages that callers record, from the first sound until they are sent or thrown away. They are in memory only: what was not
 * sent is nobody's. A caller has one at a time.
 */
export class RecordingDesk {
  readonly #media: MediaService;
  readonly #secret: Uint8Array;
  readonly #now: () => number;
  readonly #recordings = new Map<string, Recording>();

  /** @param secret signs the tickets */
  constructor(media: MediaService, secret: Uint8Array, now: () => number) {
    this.#media = media;
    this.#secret = secret;
    this.#now = now;
  }

  /**
   * A room that records whoever joins it by this ticket, for three minutes at most. What the same caller recorded before is gone.
   * @throws Failure `too-many` when a hundred are open, or kept
   */
  async begin(callId: string): Promise<{ id: string; ticket: string; longestMs: number }> {
    for (const [id, recording] of this.#recordings) if (recording.callId === callId) this.drop(id);
    if (this.#recordings.size >= AT_ONCE)
      throw new Failure('too-many', 'Too many messages are being recorded at the moment. Write yours instead.');
    const id = randomUUID();
    const room = `message:${randomUUID()}`;
    const recording: Recording = {
      ...{ callId, room, packets: [], bytes: 0 },
      state: { kind: 'open' },
      timer: setTimeout(() => this.drop(id), SET_UP_MS + LONGEST_RECORDING_MS).unref(),
    };
    this.#recordings.set(id, recording);
    this.#media.openRecording(
      room,
      (packet) => this.#take(id, packet),
      () => this.#end(id),
    );
    const validMs = SET_UP_MS + LONGEST_RECORDING_MS;
    const ticket = await signTicket({ callId: room, party: RECORDED }, this.#secret, this.#now(), validMs);
    return { id, ticket, longestMs: LONGEST_RECORDING_MS };
  }

  /** Ends it. Twice is fine. @throws Failure `not-found`; `conflict` when nothing was heard, and it is gone then */
  stop(id: string): Recorded {
    this.#end(id);
    return this.#recorded(id);
  }

  /** What was recorded. @throws Failure `not-found` when it is gone, or not over yet */
  get(id: string): Recorded {
    return this.#recorded(id);
  }

  /** For the message of this call. @throws as `get`; `not-found` also when it is another caller's */
  of(callId: string, id: string): Recorded {
    if (this.#recordings.get(id)?.callId !== callId) throw gone();
    return this.stop(id);
  }

  /** Does nothing when it is gone already. */
  drop(id: string): void {
    const recording = this.#recordings.get(id);
    if (recording === undefined) return;
    this.#recordings.delete(id);
    clearTimeout(recording.timer);
    this.#media.closeCall(recording.room);
  }

  /** How many packets of recordings that go on have come so far. */
  get packets(): number {
    return [...this.#recordings.values()].reduce((sum, { packets }) => sum + packets.length, 0);
  }

  close(): void {
    for (const id of [...this.#recordings.keys()]) this.drop(id);
  }

  #take(id: string, packet: OpusPacket): void {
    const recording = this.#recordings.get(id);
    if (recording?.state.kind !== 'open') return;
    if (recording.packets.length === 0) {
      clearTimeout(recording.timer);
      recording.timer = setTimeout(() => this.#end(id), LONGEST_RECORDING_MS).unref();
    }
    recording.packets.push(packet);
    recording.bytes += packet.payload.length;
    if (recording.bytes > MOST_BYTES) this.#end(id);
  }

  /** By the caller, by time, or because they have left the room. */
  #end(id: string): void {
    const recording = this.#recordings.get(id);
    if (recording?.state.kind !== 'open') return;
    const recorded = oggOpus(recording.packets, { serial: randomInt(2 ** 32), samples: LONGEST_RECORDING_MS * SAMPLES_PER_MS });
    recording.state = { kind: 'over', recorded };
    recording.packets = [];
    clearTimeout(recording.timer);
    recording.timer = setTimeout(() => this.drop(id), KEPT_MS).unref();
    this.#media.closeCall(recording.room);
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
