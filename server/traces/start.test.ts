import { expect, test } from 'vitest';
import { CallTrace, partsOf, Traceparent } from '../protocol/trace.ts';
import { NO_TRACES, type Traces } from './open.ts';
import type { Span } from './span.ts';
import { traceStart } from './start.ts';

const SAID = { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-00`, agoMs: 300 };

function traces(takes: boolean): Traces & { spans: Span[] } {
  const spans: Span[] = [];
  return { ...NO_TRACES, on: true, takes: () => takes, tell: (span) => spans.push(span), spans };
}
const now = () => 10_000;

test.each([
  ['00-0123456789abcdef0123456789abcdef-0123456789abcdef-01', true],
  ['00-0123456789ABCDEF0123456789abcdef-0123456789abcdef-01', false],
  [`00-${'0'.repeat(32)}-0123456789abcdef-01`, false],
  [`00-0123456789abcdef0123456789abcdef-${'0'.repeat(16)}-01`, false],
  ['01-0123456789abcdef0123456789abcdef-0123456789abcdef-01', false],
  ['00-0123456789abcdef0123456789abcdef-0123456789abcdef-01-more', false],
  ['', false],
])('the traceparent %s is understood: %s', (word, understood) => {
  expect(Traceparent.safeParse(word).success).toBe(understood);
});

test('chance decides, not the caller: neither their wish for a trace nor one against it is asked', () => {
  const wish = (flags: string) => ({ ...SAID, traceparent: SAID.traceparent.replace(/00$/, flags) });
  for (const flags of ['00', '01']) {
    expect(traceStart(traces(false), { part: 'routing', said: wish(flags), now })).toBeNull();
    expect(traceStart(traces(true), { part: 'routing', said: wish(flags), now })?.trace.id).toBe('a'.repeat(32));
  }
  expect(traceStart(NO_TRACES, { part: 'routing', said: wish('01'), now })).toBeNull();
});

test('what a server before this one has decided holds', () => {
  const given = `00-${'a'.repeat(32)}-${'c'.repeat(16)}-01`;
  const watched = traces(false);
  const start = traceStart(watched, { part: 'routing', said: SAID, given, now });
  start?.done('call-1');
  expect(watched.spans).toMatchObject([{ name: 'routing start', parent: 'c'.repeat(16), id: start?.trace.parent }]);
  expect(traceStart(traces(true), { part: 'routing', said: SAID, given: null, now })).toBeNull();
});

test('the widget’s span is told for it, and only of what has become a call', () => {
  const watched = traces(true);
  const start = traceStart(watched, { part: 'web', said: SAID, now });
  expect(watched.spans).toEqual([]);
  start?.done('call-1');
  expect(watched.spans).toMatchObject([
    { name: 'widget', part: 'widget', id: 'b'.repeat(16), parent: null, from: 9700, to: 10_000 },
    { name: 'web start', parent: 'b'.repeat(16), attributes: { 'call.id': 'call-1' } },
  ]);
});

test('a page that says nothing of a trace gets one all the same', () => {
  const watched = traces(true);
  const start = traceStart(watched, { part: 'routing', said: null, now });
  expect(CallTrace.parse(start?.trace)).toEqual(partsOf(start?.traceparent ?? ''));
  start?.done('call-1');
  expect(watched.spans).toMatchObject([{ name: 'routing start', parent: null }]);
});
