import type { Board, BoardAgent } from '../../../server/protocol/board.ts';
import { boardAgent, boardCall as call, noFigures, boardQueue as queue } from '../../../server/protocol/board-fixture.ts';

export { boardCall as call, boardQueue as queue } from '../../../server/protocol/board-fixture.ts';

export const agent = (id: string, over: Partial<BoardAgent> = {}): BoardAgent => boardAgent(id, 'lisbon', over);

const day = { occupancy: null, timeZone: 'UTC', dayStart: 0 };

/** A small board for tests: two centers, two queues, one caller who waits and one who talks. */
export const board: Board = {
  now: 100_000,
  queues: [
    queue('sales', {
      name: 'Sales',
      waiting: 1,
      oldestEnqueuedAt: 40_000,
      answered: 9,
      inTime: 9,
      abandoned: 1,
      abandonedWithin: [0, 0, 1, 1, 1],
      serviceLevel: 0.9,
      availableAgents: 1,
      talking: 1,
    }),
    queue('night', { name: 'Night line', serviceLevelSeconds: 60 }),
  ],
  agents: [
    agent('joao', { name: 'João Pinto', skills: [skill('English', 3), skill('Portuguese', 5)] }),
    agent('ana', {
      name: 'Ana Ribeiro',
      status: { kind: 'on-call', since: 5, callId: 'talk' },
      caller: { name: 'Carla', queueName: 'Sales' },
      team: 'Morning',
      skills: [skill('Portuguese', 5)],
    }),
    agent('liam', { name: 'Liam O’Connor', centerId: 'toronto' }),
  ],
  calls: [
    call('talk', {
      callerName: 'Carla',
      state: 'connected',
      enqueuedAt: 10,
      position: null,
      agentId: 'ana',
      agentName: 'Ana Ribeiro',
      centerId: 'lisbon',
    }),
    call('wait', { callerName: 'Hugo', enqueuedAt: 40 }),
    call('far', {
      callerName: 'Peter',
      state: 'offered',
      enqueuedAt: 20,
      position: null,
      agentId: 'liam',
      agentName: 'Liam O’Connor',
      centerId: 'toronto',
      queueId: 'night',
      queueName: 'Night line',
    }),
  ],
  centers: [
    { id: 'lisbon', name: 'Lisbon', link: 'up', heardAt: 99_000, waiting: 0, ringing: 0, talking: 1, available: 1, signedIn: 2, ...day },
    { id: 'toronto', name: 'Toronto', link: 'up', heardAt: 99_000, waiting: 0, ringing: 1, talking: 0, available: 1, signedIn: 1, ...day },
  ],
  queueNames: [
    { id: 'sales', name: 'Sales' },
    { id: 'night', name: 'Night line' },
  ],
  totals: {
    ...noFigures,
    offered: 11,
    inTime: 9,
    waiting: 1,
    oldestEnqueuedAt: 40_000,
    answered: 9,
    abandoned: 1,
    abandonment: 0.1,
    serviceLevel: 0.9,
    available: 2,
    onCall: 1,
    over: 10,
  },
};

function skill(name: string, level: number) {
  return { id: name.toLowerCase(), name, level };
}
