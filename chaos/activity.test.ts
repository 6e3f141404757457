import { beforeEach, expect, test } from 'vitest';
import type { RoutingEvent } from '../server/routing/core/events.ts';
import { World } from '../server/routing/core/testing.ts';
import { type Activity, type AgentFigures, checkActivity, type TimelineRow } from './activity.ts';
import type { Note } from './notes.ts';

/** One call of one agent as the routing core logs it, and each way in which what is kept of it is not as it must be. */

let activity: Omit<Activity, 'here' | 'there' | 'kept'> & {
  here: TimelineRow[];
  there: TimelineRow[];
  kept: { callId: string; agentId: string }[];
};
let figures: AgentFigures;
let notes: Note[];
let endedAt: number;
beforeEach(() => {
  const world = new World();
  world.agent('ana', 'lisbon', { sales: 1 });
  const callId = world.call('sales');
  const acting = world.acting(callId);
  world.accept(callId);
  world.audio(callId);
  world.now += 60_000;
  world.do({ kind: 'agent-hang-up', ...acting });
  world.now += 10_000;
  world.do({ kind: 'complete', ...acting, disposition: null });
  const log = world.log.map((event) => ({ event: structuredClone(event) }));
  const atOf = (kind: RoutingEvent['kind']) => log.find(({ event }) => event.kind === kind)?.event.at ?? 0;
  endedAt = atOf('call-ended');
  const row = (kind: string, at: number, code: string | null = null): TimelineRow => ({ agentId: 'ana', kind, code, at });
  const here = [
    row('available', atOf('call-accepted') - 5000),
    row('on-call', atOf('call-accepted') + 5),
    row('wrapup', endedAt + 5),
    row('not-ready', atOf('call-completed'), 'break'),
  ];
  figures = { handled: 1, talkMs: 60_000, wrapupMs: 10_000, busyMs: 70_000 };
  activity = {
    ...{ agents: [{ id: 'ana', party: 'agent ana' }], log, kept: [{ callId, agentId: 'ana' }], figures: new Map([['ana', figures]]) },
    ...{ here, there: here.map((one) => ({ ...one, at: one.at + 3 })) },
  };
  notes = [{ at: 0, party: 'agent ana', kind: 'finished', callId }];
});
const inBoth = (change: (rows: TimelineRow[]) => unknown) => {
  change(activity.here);
  change(activity.there);
};
const found = (isDown: (at: number) => boolean = () => false) => checkActivity(activity, notes, isDown).violations;

test('activity that is as it must be is found so, also where the center says anew what is going on, and has looked', () => {
  expect(checkActivity(activity, notes, () => false)).toEqual({ violations: [], checked: expect.any(Number) });
  expect(checkActivity(activity, notes, () => false).checked).toBeGreaterThan(8);
  for (const rows of [activity.here, activity.there]) rows.splice(2, 0, { agentId: 'ana', kind: 'on-call', code: null, at: endedAt - 100 });
  expect(found()).toEqual([]);
});

test.each<[string, () => void, string]>([
  ['a row that the installation lacks', () => activity.there.splice(1, 1), 'and the installation has'],
  [
    'a row that the installation counts twice',
    () => activity.there.splice(1, 0, { ...(activity.there[1] as TimelineRow) }),
    'and the installation has',
  ],
  ['a time that is another at the installation', () => Object.assign(activity.there[2] ?? {}, { at: endedAt + 5000 }), 'earlier or later'],
  ['a call that the center has nothing of', () => inBoth((rows) => rows.splice(1, 1)), 'on the phone 0 times'],
  [
    'a call that lasted longer at the center',
    () => inBoth((rows) => Object.assign(rows[2] ?? {}, { at: endedAt + 5000 })),
    'for 5000 ms longer by the center',
  ],
  ['a finished call that is not kept', () => activity.kept.splice(0, 1), 'the center does not keep it'],
  ['a finished call that the figures lack', () => Object.assign(figures, { handled: 0 }), 'the figures have 0'],
  ['time that no call accounts for', () => Object.assign(figures, { busyMs: 80_000 }), 'busy for 10000 ms more or less'],
])('%s is found', (_, change, text) => {
  change();
  expect(found()).toContainEqual(expect.stringContaining(text));
});

test('a center that was down learns of the end of a call later, and never before it', () => {
  const wrapUpAt = (at: number) => inBoth((rows) => Object.assign(rows[2] ?? {}, { at }));
  wrapUpAt(endedAt + 5000);
  expect(found((at) => at === endedAt)).toEqual([]);
  wrapUpAt(endedAt - 5000);
  expect(found((at) => at === endedAt)).toContainEqual(expect.stringContaining('before it has ended'));
});
