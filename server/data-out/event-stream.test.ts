import { describe, expect, test } from 'vitest';
import type { EventLog } from '../data/event-log.ts';
import type { PublicEvent } from '../protocol/public-events.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import { eventStream } from './event-stream.ts';
import { EventTail } from './event-tail.ts';

const event = (id: number, centerIds: string[] = []): PublicEvent => ({
  ...{
    id: String(id),
    at: id,
    kind: 'call-queued',
    callId: `k-${id}`,
    conversationId: null,
    channel: 'voice',
    role: 'main',
    queueId: 'sales',
    agentIds: [],
  },
  ...{ centerIds, reason: null, cause: null, disposition: null, estimatedWaitMs: null, caller: null, rating: null, callbackAt: null },
});
const stored = { at: 1, kind: 'call-held', callId: 'k' } as RoutingEvent;

/** A log in memory, whose numbers have gaps as the real one’s do. */
class Log implements EventLog {
  readonly events: PublicEvent[] = [];
  reads = 0;
  end = 0n;
  add(...events: PublicEvent[]): void {
    this.events.push(...events);
    this.end = BigInt(events.at(-1)?.id ?? this.end);
  }
  async last() {
    return this.end;
  }
  #noticed: (() => void)[] = [];
  /** Once the log is read again. */
  nextRead(): Promise<void> {
    return new Promise((resolve) => this.#noticed.push(resolve));
  }
  /** After everything that was going on had its turn many times over. */
  async settled(): Promise<void> {
    for (let turn = 0; turn < 500; turn += 1) await Promise.resolve();
  }
  async after(seq: bigint, limit: number, { until = this.end }: { until?: bigint } = {}) {
    this.reads += 1;
    for (const notice of this.#noticed.splice(0)) notice();
    const behind = this.events.filter(({ id }) => BigInt(id) > seq && BigInt(id) <= until);
    const events = behind.slice(0, limit);
    const more = behind.length > limit;
    return { events, more, cursor: more ? BigInt(events.at(-1)?.id ?? seq) : until };
  }
  ofCall = async () => [];
}

async function open(log: Log, options: Partial<Parameters<typeof eventStream>[0]> = {}) {
  const tail = new EventTail(log, (error) => expect.unreachable(String(error)));
  const unfollow = await tail.follow();
  const ended = Promise.withResolvers<string>();
  const stream = eventStream({
    ...{ tail, after: 0n, centers: null, signal: new AbortController().signal },
    cut: () => ended.resolve('cut'),
    onEnd: unfollow,
    ...options,
  });
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = '';
  const until = async (matches: (text: string) => boolean) => {
    while (!matches(text)) text += decoder.decode((await reader.read()).value ?? expect.unreachable('The stream has ended'));
    return text;
  };
  const ids = () => [...text.matchAll(/^id: (\d+)\nevent/gm)].map(([, id]) => Number(id));
  return { tail, reader, until, ids, ended: ended.promise };
}

describe('the stream', () => {
  test('gives what is in the log, then what comes, each once and in order', async () => {
    const log = new Log();
    for (let id = 1; id <= 450; id += 1) log.add(event(id * 3));
    const { tail, until, ids } = await open(log, { after: 30n });
    await until(() => ids().length === 440);
    for (let id = 451; id <= 460; id += 1) {
      log.add(event(id * 3));
      tail.notice([stored]);
      await until(() => ids().at(-1) === id * 3);
    }
    expect(ids()).toEqual(Array.from({ length: 450 }, (_, index) => (index + 11) * 3));
    tail.close();
  });

  test('reads the end of the log once for all who follow it', async () => {
    const log = new Log();
    log.add(event(1));
    const tail = new EventTail(log, (error) => expect.unreachable(String(error)));
    await Promise.all(Array.from({ length: 20 }, () => tail.follow()));
    const before = log.reads;
    log.add(event(2), event(3));
    tail.notice([stored]);
    await tail.changed(1n, 5000, new AbortController().signal);
    for (let reader = 0; reader < 20; reader += 1) expect((await tail.after(1n, 100)).events.map(({ id }) => id)).toEqual(['2', '3']);
    expect(log.reads - before).toBe(1);
    tail.close();
  });

  test('tells in silence that it is there, and how far the log has been looked through', async () => {
    const log = new Log();
    log.add(event(1), event(2, ['toronto']));
    const { until, ids, tail } = await open(log, { centers: ['lisbon'], heartbeatMs: 20 });
    expect(await until((text) => text.includes('still here'))).toContain('id: 2\n\n');
    expect(ids()).toEqual([]);
    tail.close();
  });

  test('of a reader that takes nothing any more is cut, with nothing kept for it', async () => {
    const log = new Log();
    for (let id = 1; id <= 1000; id += 1) log.add(event(id));
    const before = log.reads;
    // Nobody reads.
    const { ended, tail, reader } = await open(log, { slowMs: 20 });
    await reader.read();
    expect(await ended).toBe('cut');
    expect(log.reads - before).toBeLessThan(5);
    tail.close();
  });

  test('of a reader that is gone is looked for no further, however long the log is', async () => {
    const log = new Log();
    for (let id = 1; id <= 10_000; id += 1) log.add(event(id, ['toronto']));
    const ended = Promise.withResolvers<void>();
    const { reader, tail } = await open(log, { centers: ['lisbon'], onEnd: ended.resolve });
    await reader.read();
    // Nothing of the log is for this reader: the first page is looked through, then it goes.
    const nothing = reader.read();
    const looked = log.nextRead();
    await looked;
    await reader.cancel();
    await ended.promise;
    await nothing;
    const reads = log.reads;
    await log.settled();
    expect(log.reads - reads).toBeLessThanOrEqual(1);
    expect(reads).toBeLessThan(10);
    tail.close();
  });

  test('of a log that holds nothing for a key tells how far it was looked through', async () => {
    const log = new Log();
    for (let id = 1; id <= 10_000; id += 1) log.add(event(id, ['toronto']));
    const { until, tail } = await open(log, { centers: ['lisbon'], heartbeatMs: 0 });
    expect(await until((text) => text.includes('still here'))).toMatch(/id: 200\n\n/);
    tail.close();
  });

  test('leaves nothing behind on a signal, however often it waits', async () => {
    const tail = new EventTail(new Log(), (error) => expect.unreachable(String(error)));
    const { signal } = new AbortController();
    let listening = 0;
    const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
    signal.addEventListener = ((...given: Parameters<typeof add>) => {
      listening += 1;
      add(...given);
    }) as typeof add;
    signal.removeEventListener = ((...given: Parameters<typeof remove>) => {
      listening -= 1;
      remove(...given);
    }) as typeof remove;
    for (let wait = 0; wait < 50; wait += 1) await tail.changed(0n, 0, signal);
    expect(listening).toBe(0);
    tail.close();
  });
});
