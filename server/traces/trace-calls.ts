import type { RoutingService } from '../routing/service.ts';
import { CallSpans } from './call-spans.ts';
import type { Traces } from './open.ts';

/** Tells the spans of calls from what is stored. Before anything is decided: so calls that were in progress go on in their traces. */
export function traceCalls(service: Pick<RoutingService, 'state' | 'onEvents'>, traces: Pick<Traces, 'tell'>): void {
  const spans = new CallSpans(traces.tell);
  spans.remember(service.state);
  service.onEvents(async (events, state, times) => spans.take(events, state, times));
}
