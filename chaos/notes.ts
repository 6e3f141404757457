import type { AgentId, CallId, ReservationId } from '../server/protocol/common.ts';

/** What a party saw and was told, as it would tell it afterwards. Times are this machine's clock, ms. */
export type Note = { at: number; party: string } & (
  | { kind: 'gone' | 'back' }
  /** Callers: the start was acknowledged, after so long, and so long after it was first asked for (left out: as long); what they were shown; leaving was acknowledged; their call is not known any more. */
  | { kind: 'queued'; callId: CallId; tookMs: number; askedMs?: number }
  | { kind: 'shown'; callId: CallId; phase: 'waiting' | 'ringing' | 'connecting' | 'connected' | 'ended' }
  | { kind: 'left' | 'unknown'; callId: CallId }
  /** Agents: an offer is on screen; accepting it, hanging up and finishing were acknowledged. */
  | { kind: 'offered' | 'accepted'; callId: CallId; reservationId: ReservationId }
  | { kind: 'hung-up' | 'finished'; callId: CallId }
  /** Their network is out, and again there. `callId`: what they had in hand; `seenAfterMs`: then the servers know that they are gone. */
  | { kind: 'out'; agentId: AgentId | null; callId: CallId | null; seenAfterMs: number }
  | { kind: 'mended' }
);
type WithoutHead<T> = T extends unknown ? Omit<T, 'at' | 'party'> : never;

/** The records of all parties, in the order of time. */
export class Notes {
  readonly all: Note[] = [];
  readonly #listeners = new Set<(note: Note) => void>();

  /** A record for one party. */
  of(party: string): (note: WithoutHead<Note>) => void {
    return (note) => {
      const whole = { at: Date.now(), party, ...note } as Note;
      this.all.push(whole);
      for (const listener of this.#listeners) listener(whole);
    };
  }

  /** The first that is made from now on and is meant. @throws when there is none in time */
  next(what: string, isMeant: (note: Note) => boolean, limitMs: number): Promise<Note> {
    return new Promise((resolve, reject) => {
      const done = () => {
        clearTimeout(timer);
        this.#listeners.delete(look);
      };
      const look = (note: Note) => {
        if (!isMeant(note)) return;
        done();
        resolve(note);
      };
      const timer = setTimeout(() => {
        done();
        reject(new Error(`Waited ${limitMs} ms for ${what}`));
      }, limitMs);
      this.#listeners.add(look);
    });
  }
}
