import { expect, test } from 'vitest';
import { messageKind } from './message-kind.ts';

const NOBODY = { agentName: null, talkMs: 0, wayOn: null };

test.each(['caller-hung-up', 'left-for-message', 'left-for-callback'] as const)(
  'who left the line before an answer may leave a message, also once the server has said so: %s',
  (reason) => {
    expect(messageKind({ ...NOBODY, reason })).toBe('message');
    expect(messageKind({ ...NOBODY, reason, agentName: 'Ana', talkMs: 1 })).toBe(null);
  },
);

test('else it is what the queue offers, or nothing', () => {
  expect(messageKind({ ...NOBODY, reason: 'queue-closed' })).toBe(null);
  expect(messageKind({ ...NOBODY, reason: 'queue-closed', wayOn: { kind: 'callback', text: 'Later' } })).toBe('callback');
  expect(messageKind({ ...NOBODY, reason: 'queue-full', wayOn: { kind: 'leave-message', text: 'Later' } })).toBe('message');
});
