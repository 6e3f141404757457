import { expect, test } from 'vitest';
import { mainOf } from '../server/routing/core/conversation.ts';
import { emptyState } from '../server/routing/core/state.ts';
import { queue, World } from '../server/routing/core/testing.ts';
import { Verifier } from './verify.ts';

test('a log in which a supervisor takes a caller over is decided again as it was', () => {
  const world = new World([queue('sales', { sales: 1 })]);
  world.agent('ana', 'lisbon', { sales: 5 });
  const call = world.call();
  world.connect(call);
  world.pass(1000);
  world.do({ kind: 'take-over', callId: call, token: world.acting(call).token, supervisor: { id: 'sofia', name: 'Sofia' } });
  const sofia = (act: 'away' | 'back' | 'hang-up') => {
    world.pass(1000);
    expect(world.do({ kind: 'supervisor', callId: mainOf(world.state, call)?.id ?? '', userId: 'sofia', act })).toEqual({ ok: true });
  };
  for (const act of ['away', 'back', 'hang-up'] as const) sofia(act);
  const verifier = new Verifier(emptyState(world.settings), world.settings);
  for (const [seq, event] of world.log.entries()) verifier.take({ seq: BigInt(seq), event });
  const { differences, events } = verifier.end();
  expect(differences).toEqual([]);
  expect(events).toBe(world.log.length);
});
