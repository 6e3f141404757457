import { expect, test } from 'vitest';
import type { CallAction } from '../server/protocol/conversation.ts';
import type { RoutingCommand } from '../server/routing/core/commands.ts';
import { mainOf } from '../server/routing/core/conversation.ts';
import { emptyState } from '../server/routing/core/state.ts';
import { queue, World } from '../server/routing/core/testing.ts';
import { Verifier } from './verify.ts';

test.each(['hangs up', 'hands them on'])('a log in which a supervisor takes a caller over, and %s, is decided again as it was', (end) => {
  const world = new World([queue('sales', { sales: 1 })]);
  world.agent('ana', 'lisbon', { sales: 5 });
  const call = world.call();
  world.connect(call);
  world.agent('bruno', 'lisbon', { sales: 1 });
  world.pass(1000);
  world.do({ kind: 'control', action: { kind: 'silence', partyId: 'caller', silenced: true }, ...world.acting(call) });
  world.pass(1000);
  world.do({ kind: 'take-over', callId: call, token: world.acting(call).token, supervisor: { id: 'sofia', name: 'Sofia' } });
  const own = mainOf(world.state, call)?.id ?? '';
  const does = (command: RoutingCommand) => {
    world.pass(1000);
    expect(world.do(command)).toEqual({ ok: true });
  };
  const sofia = (act: 'away' | 'back' | 'hang-up') => does({ kind: 'supervisor', callId: own, userId: 'sofia', act });
  const control = (action: CallAction) => does({ kind: 'control', action, ...world.acting(own), asSupervisor: true });
  sofia('away');
  sofia('back');
  control({ kind: 'hold' });
  control({ kind: 'resume' });
  if (end === 'hangs up') sofia('hang-up');
  else control({ kind: 'transfer', target: { kind: 'agent', agentId: 'bruno' }, note: 'hello' });
  const verifier = new Verifier(emptyState(world.settings), world.settings);
  for (const [seq, event] of world.log.entries()) verifier.take({ seq: BigInt(seq), event });
  const { differences, events } = verifier.end();
  expect(differences).toEqual([]);
  expect(events).toBe(world.log.length);
});
