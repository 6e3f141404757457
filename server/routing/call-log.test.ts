import { expect, test } from 'vitest';
import { CallLog, type LogLine, linesOf } from './call-log.ts';
import { World } from './core/testing.ts';

function logOf(world: World): LogLine[] {
  const lines: LogLine[] = [];
  const log = new CallLog({ calls: new Map() }, (line) => lines.push(line));
  log.take(world.log, world.state);
  return lines;
}

test('every line of a call has its id, and once an agent is in it theirs and their center’s; it names nobody', () => {
  const world = new World();
  world.agent('ana', 'lisbon', { sales: 1 });
  const callId = world.call('sales');
  world.accept(callId);
  const lines = logOf(world).filter(({ details }) => details.callId === callId);
  expect(lines.map(({ details }) => [details.event, details.centerId, details.agentId])).toEqual([
    ['call-queued', undefined, undefined],
    ['call-offered', 'lisbon', 'ana'],
    ['call-accepted', 'lisbon', 'ana'],
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/name|email/i);
});

test('a call’s last line has its queue and its trace too, though the call is gone by then', () => {
  const world = new World();
  const trace = { id: 'a'.repeat(32), parent: 'b'.repeat(16) };
  const lines: LogLine[] = [];
  const log = new CallLog(world.state, (line) => lines.push(line));
  const callId = world.call('sales', { trace });
  log.take(world.log.splice(0), world.state);
  world.do({ kind: 'caller-left', callId });
  log.take(world.log, world.state);
  expect(lines.map(({ details }) => details)).toMatchObject([
    { event: 'call-queued', callId, queueId: 'sales', traceId: trace.id },
    { event: 'call-abandoned', callId, queueId: 'sales', traceId: trace.id },
  ]);
});

test('a center that is silent has a line of its own; reports have none', () => {
  const world = new World();
  expect(linesOf({ at: 1, kind: 'center-silent', centerId: 'lisbon' }, world.state, undefined)).toEqual([
    { message: 'A center is silent, and gets no offers', details: { event: 'center-silent', centerId: 'lisbon' } },
  ]);
  world.agent('ana', 'lisbon', { sales: 1 });
  expect(world.log.filter(({ kind }) => kind === 'center-reported').flatMap((event) => linesOf(event, world.state, undefined))).toEqual([]);
});
