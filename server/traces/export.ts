import { setTimeout as delay } from 'node:timers/promises';
import { type HrTime, SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type ReadableSpan, type SpanExporter } from '@opentelemetry/sdk-trace';
import type { Figure } from '../data-out/metrics.ts';
import type { SocketLog } from '../sockets/handle.ts';
import type { Attributes, Span } from './span.ts';

const SEND_EVERY_MS = 1000;
/** Told to end, a server does not wait for a collector that is gone. */
const LAST_LIMIT_MS = 2000;

/** Sends spans to a collector, by OTLP over HTTP. Where that takes none, or too slowly, they are dropped: no call waits for it. */
export function openExport({ url, service, run, log }: { url: string; service: string; run: string; log: SocketLog }) {
  const inner = new OTLPTraceExporter({ url: `${url}/v1/traces` });
  const counts = { sent: 0, lost: 0 };
  let isDown = false;
  const exporter: SpanExporter = {
    export: (spans, told) =>
      inner.export(spans, (result) => {
        // SUCCESS is 0.
        const failed = result.code !== 0;
        counts[failed ? 'lost' : 'sent'] += spans.length;
        if (failed && !isDown) log.warn({ url, err: result.error }, 'Traces could not be sent');
        isDown = failed;
        told(result);
      }),
    forceFlush: () => inner.forceFlush(),
    shutdown: () => inner.shutdown(),
  };
  const processor = new BatchSpanProcessor({ exporter, scheduledDelayMillis: SEND_EVERY_MS });
  const resource = resourceFromAttributes({ 'service.name': service, 'service.instance.id': run });
  const toReadable = (span: Span): ReadableSpan => {
    const context = (spanId: string) => ({ traceId: span.trace, spanId, traceFlags: TraceFlags.SAMPLED });
    return {
      name: span.name,
      kind: span.isAsked ? SpanKind.SERVER : SpanKind.INTERNAL,
      spanContext: () => context(span.id),
      ...(span.parent !== null && { parentSpanContext: context(span.parent) }),
      startTime: hrTime(span.from),
      endTime: hrTime(span.to),
      duration: hrTime(span.to - span.from),
      status: { code: SpanStatusCode.UNSET },
      attributes: { 'tandem.part': span.part, ...present(span.attributes) },
      links: [],
      events: [],
      ended: true,
      resource,
      instrumentationScope: { name: 'tandem' },
      droppedAttributesCount: 0,
      droppedEventsCount: 0,
      droppedLinksCount: 0,
    };
  };
  return {
    // A clock that was set back makes nothing end before it began.
    tell: (span: Span) => processor.onEnd(toReadable({ ...span, to: Math.max(span.from, span.to) }) as never),
    figures: (): Figure[] => [
      {
        ...{ name: 'trace_spans_total', help: 'Spans of traces by what became of them', kind: 'counter' as const },
        samples: (['sent', 'lost'] as const).map((result) => ({ labels: { result }, value: counts[result] })),
      },
    ],
    async close() {
      // Why it failed is in the log already.
      const shut = processor.shutdown().catch(() => {});
      await Promise.race([shut, delay(LAST_LIMIT_MS, undefined, { ref: false })]);
    },
  };
}

const hrTime = (ms: number): HrTime => [Math.trunc(ms / 1000), Math.round((ms % 1000) * 1e6)];

const present = (attributes: Attributes): Record<string, string | number | string[]> =>
  Object.fromEntries(Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[`tandem.${name}`, value]])));
