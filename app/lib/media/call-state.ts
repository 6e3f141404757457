import type { ClosedReason } from '../../../server/protocol/media.ts';

export type CallAudioState =
  /** `own`: the microphone is being sent already, nobody else is there (yet). */
  | { kind: 'joining'; own: boolean }
  /** Sending, and another party's audio is received. */
  | { kind: 'flowing' }
  /** Was up, and is being brought up again by itself. */
  | { kind: 'reconnecting' }
  | { kind: 'closed'; reason: ClosedReason | 'left' }
  | { kind: 'failed'; problem: CallProblem; message: string };

/** `unsupported`: a browser without WebRTC. `microphone-gone`: unplugged, or taken back. `refused`: by the server, in its words. */
export type CallProblem = 'unsupported' | 'microphone-gone' | 'refused';

/** State of one transport, as mediasoup-client tells it; `none` where there is none. */
export type LineState = 'none' | 'new' | 'connecting' | 'connected' | 'disconnected' | 'failed' | 'closed';

export interface Facts {
  /** `joined`: connected, and the server has given this connection its transports. */
  socket: 'connecting' | 'joined' | 'lost';
  send: LineState;
  receive: LineState;
  /** Whether there is a track of another party. */
  other: boolean;
  /** Whether the microphone has been sent before. */
  wasUp: boolean;
  end: Extract<CallAudioState, { kind: 'closed' | 'failed' }> | null;
}

export const START: Facts = { socket: 'connecting', send: 'none', receive: 'none', other: false, wasUp: false, end: null };

export function stateOf({ socket, send, receive, other, wasUp, end }: Facts): CallAudioState {
  if (end !== null) return end;
  const sends = socket === 'joined' && send === 'connected';
  const broken = receive === 'disconnected' || receive === 'failed';
  if (sends && other && receive === 'connected') return { kind: 'flowing' };
  if (wasUp && (!sends || (other && broken))) return { kind: 'reconnecting' };
  return { kind: 'joining', own: sends };
}

/** The end is the end: nothing that comes late changes it. */
export function learn(facts: Facts, news: Partial<Facts>): Facts {
  if (facts.end !== null) return facts;
  const next = { ...facts, ...news };
  return { ...next, wasUp: next.wasUp || next.send === 'connected' };
}
