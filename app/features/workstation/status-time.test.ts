import { expect, test } from 'vitest';
import type { AgentStatus } from '../../../server/protocol/common.ts';
import { NOON } from './fixtures.ts';
import { statusTime } from './status-time.ts';

const away = (code: 'break' | 'lunch' | 'training'): AgentStatus => ({ kind: 'not-ready', code, since: NOON });
const MINUTE = 60_000;

test.each<[AgentStatus, number, string, object, boolean]>([
  [{ kind: 'available', since: NOON }, 12_000, 'time', { spent: { duration: 12_000 } }, false],
  [away('training'), 200 * MINUTE, 'time', { spent: { duration: 200 * MINUTE } }, false],
  [away('break'), 12 * MINUTE, 'of', { spent: { duration: 12 * MINUTE }, whole: { duration: 15 * MINUTE } }, false],
  [away('break'), 15 * MINUTE + 999, 'of', { spent: { duration: 15 * MINUTE + 999 }, whole: { duration: 15 * MINUTE } }, false],
  [away('break'), 16 * MINUTE + 500, 'over', { over: { duration: MINUTE }, whole: { duration: 15 * MINUTE } }, true],
  [away('lunch'), 44 * MINUTE, 'of', { spent: { duration: 44 * MINUTE }, whole: { duration: 45 * MINUTE } }, false],
  // The center's clock runs a little behind ours.
  [away('break'), -800, 'of', { spent: { duration: 0 }, whole: { duration: 15 * MINUTE } }, false],
])('%j after %i ms', (status, after, key, values, over) => {
  expect(statusTime(status, NOON + after)).toEqual({ words: { key: `workstation-desk.status.${key}`, values }, over });
});
