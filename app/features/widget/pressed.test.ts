import { expect, test } from 'vitest';
import { WidgetTrace } from '../../../server/protocol/trace.ts';
import { pressed } from './pressed.ts';

test('says how long ago the press was, under the same id however often it is said, and no two presses have the same', () => {
  let now = 1000.4;
  const traceOf = pressed(() => now);
  now += 250;
  const first = WidgetTrace.parse(traceOf());
  expect(first.agoMs).toBe(250);
  now += 24 * 60 * 60 * 1000;
  expect(WidgetTrace.parse(traceOf())).toEqual({ traceparent: first.traceparent, agoMs: 600_000 });
  expect(pressed()().traceparent).not.toBe(first.traceparent);
});
