import { z } from 'zod';

/**
 * What a call's trace is passed on by, as W3C's Trace Context writes it: `00-<trace>-<span>-<flags>`, in hex. The flags say nothing
 * here: a server decides by itself what is traced, and who is told of a trace has been told of one that is.
 */
export const Traceparent = z
  .string()
  .max(55)
  .regex(/^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-0[01]$/, 'is no traceparent');
export type Traceparent = z.infer<typeof Traceparent>;

export const MOST_TRACED_AGO_MS = 600_000;
/** Made by the widget when "Start call" is pressed. Anybody may send it: it names spans and times, and decides nothing. */
export const WidgetTrace = z.object({
  traceparent: Traceparent,
  /** How long ago that was, when this was sent. */
  agoMs: z.number().int().min(0).max(MOST_TRACED_AGO_MS),
});
export type WidgetTrace = z.infer<typeof WidgetTrace>;

/** The trace of a call that is traced: its id, and the span that the call's own is a part of. */
export const CallTrace = z.object({ id: z.string().regex(/^[0-9a-f]{32}$/), parent: z.string().regex(/^[0-9a-f]{16}$/) });
export type CallTrace = z.infer<typeof CallTrace>;

/** Of what has been parsed. */
export function partsOf(traceparent: Traceparent): CallTrace {
  const [, id = '', parent = ''] = traceparent.split('-');
  return { id, parent };
}

export const traceparentOf = ({ id, parent }: CallTrace): Traceparent => `00-${id}-${parent}-01`;
