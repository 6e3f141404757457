import { expect, test } from 'vitest';
import type { AgentStatus } from '../../../server/protocol/common.ts';
import { NOON } from './fixtures.ts';
import { idleView } from './idle-view.ts';
import { isTakenShown } from './taken-words.ts';

const missed: AgentStatus = { kind: 'missed', since: NOON };
const keys = (status: AgentStatus, connected = true) => {
  const { title, action } = idleView(status, connected);
  return [title.key, action?.key ?? null].map((key) => key?.replace('workstation-desk.idle.', '') ?? null);
};

test.each<[AgentStatus, string, string | null]>([
  [{ kind: 'available', since: NOON }, 'ready.title', null],
  [{ kind: 'offline', since: NOON }, 'offline.title', 'go'],
  [missed, 'missed.title', 'back'],
  [{ kind: 'not-ready', code: 'break', since: NOON }, 'not-ready.break', 'back'],
])('without work, the middle column leads back to calls: %j', (status, title, action) => {
  expect(keys(status)).toEqual([title, action]);
});

test('but not while the center can’t be reached', () => {
  expect(keys(missed, false)).toEqual(['waiting.title', null]);
});

test('that somebody else was quicker is said for a moment', () => {
  const taken = { callerName: 'Maria', at: NOON };
  expect([isTakenShown(null, NOON), isTakenShown(taken, NOON + 7999), isTakenShown(taken, NOON + 8000)]).toEqual([false, true, false]);
});
