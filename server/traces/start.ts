import { type CallTrace, partsOf, type Traceparent, traceparentOf, type WidgetTrace } from '../protocol/trace.ts';
import type { Traces } from './open.ts';
import { newSpanId, newTraceId } from './span.ts';

/** A start of a call that is traced. */
export interface TracedStart {
  /** What comes of it is a part of this server's own span. */
  trace: CallTrace;
  traceparent: Traceparent;
  /** It has become this call. Of what was refused nothing is told. */
  done(callId: string): void;
}

/**
 * The first of our servers that hears of a start decides by chance whether the call is traced, and tells the widget's own span. The
 * widget's word gives the trace its id, and no more.
 * @param given what a server before this one has decided: null, that it is not traced; undefined: there was none
 */
export function traceStart(
  traces: Traces,
  {
    part,
    said,
    given,
    now,
  }: { part: 'web' | 'routing'; said: WidgetTrace | null; given?: Traceparent | null | undefined; now: () => number },
): TracedStart | null {
  if (!traces.on || given === null || (given === undefined && !traces.takes())) return null;
  const from = now();
  const before = given ?? said?.traceparent;
  const { id, parent } = before === undefined ? { id: newTraceId(), parent: null } : partsOf(before);
  const trace = { id, parent: newSpanId() };
  return {
    trace,
    traceparent: traceparentOf(trace),
    done(callId) {
      const attributes = { 'call.id': callId };
      if (given === undefined && said !== null)
        traces.tell({
          trace: id,
          id: parent ?? '',
          parent: null,
          name: 'widget',
          part: 'widget',
          from: from - said.agoMs,
          to: from,
          attributes,
        });
      traces.tell({ trace: id, id: trace.parent, parent, name: `${part} start`, part, isAsked: true, from, to: now(), attributes });
    },
  };
}
