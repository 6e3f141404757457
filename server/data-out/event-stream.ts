import { namesOneOf } from '../data/event-log.ts';
import type { PublicEvent } from '../protocol/public-events.ts';
import type { EventTail } from './event-tail.ts';

/** So that proxies and readers can tell a quiet floor from a dead connection. */
const HEARTBEAT_MS = 15_000;
const PAGE = 200;
/** A reader that has taken nothing for so long is cut; it comes back with the id of the last event that it had. */
const SLOW_MS = 30_000;
/** What a browser's EventSource waits before it comes back. */
const RETRY_MS = 2000;

export interface EventStreamOptions {
  tail: EventTail;
  /** Events after this number. */
  after: bigint;
  /** Only what names one of them; null: everything. */
  centers: readonly string[] | null;
  signal: AbortSignal;
  /** Closes the connection under the stream. */
  cut: () => void;
  /** It is over, for whatever reason. Called once. */
  onEnd: () => void;
  heartbeatMs?: number;
  slowMs?: number;
}

/**
 * Server-sent events. Made as they are asked for, page by page: for a reader that does not keep up nothing is held but its
 * place in the log.
 */
export function eventStream(options: EventStreamOptions): ReadableStream<Uint8Array> {
  const { tail, centers, signal, cut, heartbeatMs = HEARTBEAT_MS, slowMs = SLOW_MS } = options;
  const encoder = new TextEncoder();
  let cursor = options.after;
  let begun = false;
  let over = false;
  let slow: NodeJS.Timeout | null = null;
  const gone = new AbortController();
  const stop = AbortSignal.any([signal, gone.signal]);
  const end = () => {
    if (slow) clearTimeout(slow);
    if (over) return;
    over = true;
    // What is being looked for is nobody's any more.
    gone.abort();
    options.onEnd();
  };
  const send = (controller: ReadableStreamDefaultController<Uint8Array>, text: string) => {
    controller.enqueue(encoder.encode(text));
    // Pulling ends it: the reader has taken what it was given.
    slow = setTimeout(() => {
      end();
      cut();
    }, slowMs);
  };
  const next = async (): Promise<string | null> => {
    const quietUntil = performance.now() + heartbeatMs;
    while (!stop.aborted) {
      const page = await tail.after(cursor, PAGE);
      cursor = page.cursor;
      const events = page.events.filter((event) => namesOneOf(event, centers));
      if (events.length > 0) return events.map(toText).join('');
      const left = quietUntil - performance.now();
      // Its id spares who comes back what was looked through already: a long log may hold nothing for this key.
      if (left <= 0) return `: still here\nid: ${cursor}\n\n`;
      if (!page.more) await tail.changed(cursor, left, stop);
    }
    return null;
  };
  return new ReadableStream(
    {
      async pull(controller) {
        if (slow) clearTimeout(slow);
        if (!begun) {
          begun = true;
          return send(controller, `retry: ${RETRY_MS}\n: events after ${cursor}\n\n`);
        }
        try {
          const text = await next();
          if (text !== null) return send(controller, text);
          end();
          controller.close();
        } catch (error) {
          end();
          controller.error(error);
        }
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
}

const toText = (event: PublicEvent) => `id: ${event.id}\nevent: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`;
