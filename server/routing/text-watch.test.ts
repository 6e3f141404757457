import { expect, test } from 'vitest';
import type { CallText } from '../protocol/texts.ts';
import { queue, World } from './core/testing.ts';
import { silentConversations } from './text-watch.ts';

const MINUTE = 60_000;
const said = (from: string, at: number): CallText => ({ seq: 1, at, from, name: from, text: 'x', id: 'message-1' });

test.each<[what: string, last: (start: number) => CallText | null, after: number, ends: boolean]>([
  ['nobody has written', () => null, 5 * MINUTE, true],
  ['nobody has written yet', () => null, 4 * MINUTE, false],
  ['the agent wrote last', (start) => said('agent-1', start + MINUTE), 5 * MINUTE, false],
  ['the agent wrote last, long ago', (start) => said('agent-1', start + MINUTE), 6 * MINUTE, true],
  ['the caller waits for an answer', (start) => said('caller', start + MINUTE), 60 * MINUTE, false],
])('of a queue that waits five minutes, %s', (_, last, after, ends) => {
  const world = new World([queue('sales', { sales: 1 }, { textIdleMs: 5 * MINUTE })]);
  world.agent('ana', 'lisbon', { sales: 1 });
  const callId = world.call('sales', { channel: 'text' });
  world.accept(callId);
  const token = world.acting(callId).token;
  const found = silentConversations(world.state, () => last(world.now), world.now + after);
  expect(found).toEqual(ends ? [{ kind: 'end-silent', callId, token }] : []);
});

test('a call, and a queue that waits for ever, are left alone', () => {
  const world = new World([queue('sales', { sales: 1 }, { textIdleMs: MINUTE }), queue('patient', { sales: 1 })]);
  world.agent('ana', 'lisbon', { sales: 1 });
  world.accept(world.call('patient', { channel: 'text' }));
  world.connect(world.call());
  expect(silentConversations(world.state, () => null, world.now + 60 * MINUTE)).toEqual([]);
});
