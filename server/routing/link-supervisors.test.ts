import { expect, test } from 'vitest';
import { NO_NOTES } from '../system/link-notes.ts';
import { queue, World } from './core/testing.ts';
import { LinkGateway } from './link-gateway.ts';

type Handler = (message: object, ack: (answer: object) => void) => Promise<void>;

/** A center that reports a supervisor of another one as an agent of its own, and is linked. */
function reported() {
  const world = new World([queue('sales', { sales: 1 })]);
  world.agent('ana', 'lisbon', { sales: 5 });
  const call = world.call();
  world.connect(call);
  world.agent('sofia', 'toronto', { sales: 5 });
  const told: [string, { agentId?: string; work?: { kind: string } }][] = [];
  const handlers = new Map<string, Handler>();
  const socket = {
    ...{ id: 'toronto', data: { centerId: 'toronto', epoch: 'e' } },
    on: (event: string, listener: Handler) => handlers.set(event, listener),
    emit: (event: string, message: never) => told.push([event, message]),
  };
  let connect: (socket: unknown) => void = () => {};
  const namespace = { use: () => {}, on: (_: string, listener: typeof connect) => (connect = listener) };
  const gateway = new LinkGateway({
    ...{
      namespace,
      service: {
        ...{ state: world.state, now: () => world.now, settings: world.settings },
        ...{ submit: async () => ({ ok: true }), onceTold: async (act: () => void) => act() },
      },
      tickets: { agent: () => 'ticket' },
    },
    ...{
      texts: { lastFor: () => [] },
      echoTicket: async () => '',
      listenersSeen: () => [],
      silentAt: () => null,
      log: console,
      keyHashesOf: async () => [],
      notes: NO_NOTES,
    },
  } as never);
  connect(socket);
  const from = world.log.length;
  const { token } = world.acting(call);
  expect(world.do({ kind: 'take-over', callId: call, token, supervisor: { id: 'sofia', name: 'Sofia' } })).toEqual({ ok: true });
  const { id, name, skills, status, excludedQueues, reachable, answeredAt, capacity, settledToken } =
    world.state.agents.get('sofia') ?? expect.fail('not there');
  const agents = [{ id, name, skills, status, excludedQueues, reachable, answeredAt, capacity, settledToken }];
  const report = { seq: 1, at: world.now, kind: 'snapshot', agents, answered: {}, volume: { waiting: 0, ringing: 0, talking: 0 } };
  const reports = () => new Promise((resolve) => handlers.get('report')?.(report, resolve));
  return { world, gateway, call, told, reports, events: world.log.slice(from) };
}

test('a center that reports a supervisor as its agent is told nothing of the caller whom they have', async () => {
  const { world, gateway, call, told, reports, events } = reported();
  expect(world.agentOf([...world.state.calls.keys()].at(-1) ?? '')).toBe('sofia');
  gateway.deliver(events, world.state);
  gateway.tellConversation(call);
  gateway.tellText(call, { seq: 1, at: 1, from: 'caller', name: 'Maria', text: 'my card number', id: 'message-1' });
  expect(await reports()).toMatchObject({ ok: true });
  gateway.close();
  expect(told.filter(([event]) => event === 'work' || event === 'texts')).toEqual([]);
});
