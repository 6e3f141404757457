import { expect, test } from 'vitest';
import type { RecentCall } from '../../../server/protocol/call-story.ts';
import { WHOLE_BOARD } from './board-address.ts';
import { endedRows, reasonWords } from './ended-view.ts';

const call = (id: string, over: Partial<RecentCall> = {}): RecentCall => ({
  id,
  callerName: id,
  queueId: 'sales',
  queueName: 'Sales',
  outcome: 'answered',
  reason: 'caller-hung-up',
  enqueuedAt: 0,
  endedAt: 9,
  waitedMs: 1,
  talkMs: 8,
  agentName: 'Ana Ribeiro',
  centerId: 'lisbon',
  offered: true,
  ...over,
});
const calls = [
  call('hugo'),
  call('carla', { centerId: 'toronto', agentName: 'Liam' }),
  call('rui', { centerId: null, queueId: 'night', agentName: null }),
];

test.each([
  [{}, ['hugo', 'carla', 'rui']],
  [{ center: 'lisbon' }, ['hugo', 'rui']],
  [{ queue: 'night' }, ['rui']],
  [{ find: 'liam' }, ['carla']],
])('with the filters %j the calls %j are in sight', (change, ids) => {
  expect(endedRows(calls, { ...WHOLE_BOARD, ...change }).map((row) => row.id)).toEqual(ids);
});

test('why a call was turned away is told; of an answered one who hung up does not matter', () => {
  expect(reasonWords({ outcome: 'canceled', reason: 'queue-full' })).toEqual({ key: 'board.reason.queue-full' });
  expect(reasonWords({ outcome: 'answered', reason: 'caller-lost' })).toBeNull();
  expect(reasonWords({ outcome: 'abandoned', reason: 'caller-hung-up' })).toBeNull();
});
