import { expect, test } from 'vitest';
import type { LeftMessage } from '../../../server/protocol/messages.ts';
import { actsOf, countsOf } from './message-view.ts';

const message = (change: Partial<LeftMessage> = {}): LeftMessage => ({
  ...{ id: 'm-1', kind: 'message', queueName: 'Sales', callId: 'c-1', name: 'Rui', email: null, phone: null, text: 'Hello' },
  ...{ customerId: null, page: null, question: null },
  ...{ durationMs: null, recordingGone: false, createdAt: 0, takenBy: null, notes: '', doneAt: null, doneByName: null },
  ...change,
});
const ana = { id: 'ana', name: 'Ana' };
const none = { take: false, release: false, finish: false };

test.each([
  ['an agent', 'one that nobody has', { id: 'ana', supervises: false }, {}, { ...none, take: true }],
  ['an agent', 'their own', { id: 'ana', supervises: false }, { takenBy: ana }, { ...none, release: true, finish: true }],
  ['an agent', 'another’s', { id: 'rui', supervises: false }, { takenBy: ana }, none],
  ['a supervisor', 'one that nobody has', { id: 'sofia', supervises: true }, {}, { take: true, release: false, finish: true }],
  ['a supervisor', 'an agent’s', { id: 'sofia', supervises: true }, { takenBy: ana }, { ...none, release: true, finish: true }],
  ['nobody', 'one that is done', { id: 'sofia', supervises: true }, { takenBy: ana, doneAt: 9 }, none],
])('what %s can do with %s', (_, __, reader, change, acts) => {
  expect(actsOf(message(change), reader)).toEqual(acts);
});

test('those that are open are counted, and those of them that nobody returns', () => {
  expect(countsOf([message(), message({ takenBy: ana }), message({ doneAt: 9 })])).toEqual({ open: 2, untaken: 1 });
});
