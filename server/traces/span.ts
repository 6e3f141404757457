import { createHash, randomBytes } from 'node:crypto';
import type { CallTrace } from '../protocol/trace.ts';

/** Which part of the program did it; `widget`: the caller's page, as it says itself. */
export type Part = 'widget' | 'web' | 'routing' | 'media' | 'center';

/** Something that took time, of a call that is traced. Its attributes are ids, kinds and counts, never what anybody said or is called. */
export interface Span {
  trace: string;
  id: string;
  /** The span that it is a part of; null: it is the first. */
  parent: string | null;
  name: string;
  part: Part;
  /** Whether it began with a message of another part. */
  isAsked?: boolean;
  /** Milliseconds since the epoch, on the clock of who tells it. */
  from: number;
  to: number;
  attributes: Attributes;
}
export type Attributes = Readonly<Record<string, string | number | string[] | undefined>>;

export type TellSpan = (span: Span) => void;

export const newTraceId = (): string => randomBytes(16).toString('hex');
export const newSpanId = (): string => randomBytes(8).toString('hex');

/**
 * The id of a span that is told by what happened, not by who saw it: the same at every server, so that one that takes over ends what
 * another began, and nobody need be told the id to be a part of it.
 */
export function spanIdOf(trace: string, ...key: string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([trace, ...key]))
    .digest('hex')
    .slice(0, 16);
}

export const callSpanId = (trace: string, callId: string): string => spanIdOf(trace, 'call', callId);
export const offerSpanId = (trace: string, reservationId: string): string => spanIdOf(trace, 'offer', reservationId);

/** A part of the span that is named. */
export const under = ({ id, parent }: CallTrace) => ({ trace: id, parent });
