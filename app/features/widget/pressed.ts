import type { WidgetTrace } from '../../../server/protocol/trace.ts';

// Its value by hand, its type from the protocol: the protocol's file brings the schema library.
const MOST_AGO_MS = 600_000;

/** The caller has pressed now. @returns what the server is told of it, whenever it is: where calls are traced, the trace begins here */
export function pressed(now: () => number = () => performance.now()): () => WidgetTrace {
  const at = now();
  const traceparent = `00-${hex(16)}-${hex(8)}-01`;
  return () => ({ traceparent, agoMs: Math.min(Math.max(0, Math.round(now() - at)), MOST_AGO_MS) });
}

const hex = (bytes: number) =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
