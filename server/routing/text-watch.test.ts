import { expect, test } from 'vitest';
import type { CallText } from '../protocol/texts.ts';
import type { RoutingCommand } from './core/commands.ts';
import { queue, World } from './core/testing.ts';
import { SilenceWatch, silences } from './text-watch.ts';

const MINUTE = 60_000;
const said = (from: string, at: number): CallText => ({ seq: 1, at, from, name: from, text: 'x', id: 'message-1' });

/** A text conversation of a queue that waits so long; time goes by `after`. */
function written(idleMs = 15 * MINUTE) {
  const world = new World([queue('sales', { sales: 1 }, { textIdleMs: idleMs })]);
  world.agent('ana', 'lisbon', { sales: 1 });
  const callId = world.call('sales', { channel: 'text' });
  world.accept(callId);
  const start = world.now;
  let last: CallText | null = null;
  let now = start;
  const ended: RoutingCommand[] = [];
  const told: (number | null)[] = [];
  const service = { state: world.state, now: () => now, submit: async (command: RoutingCommand) => void ended.push(command) };
  const watch = new SilenceWatch({
    ...{ service, lastText: () => last },
    onChange: (id) => {
      const at = watch.endsAt(id);
      told.push(at === null ? null : (at - start) / MINUTE);
    },
  });
  watch.close();
  const after = (minutes: number) => {
    now = start + minutes * MINUTE;
    watch.look();
    return { told: told.splice(0), ended: ended.length };
  };
  const writes = (from: string) => {
    last = said(from, now);
    watch.heard(callId);
    return told.splice(0);
  };
  return { world, callId, watch, after, writes, ended };
}

test('a caller is asked two minutes before it ends, once, and it ends then', () => {
  const { world, callId, after, ended } = written();
  expect(after(12.9)).toEqual({ told: [], ended: 0 });
  expect(after(13)).toEqual({ told: [15], ended: 0 });
  expect(after(14.9)).toEqual({ told: [], ended: 0 });
  after(15);
  expect(ended).toEqual([{ kind: 'end-silent', callId, token: world.acting(callId).token }]);
});

test('of a queue that is less patient a third of it is left', () => {
  const { after } = written(MINUTE);
  expect(after(0.6)).toEqual({ told: [], ended: 0 });
  expect(after(0.7)).toMatchObject({ told: [expect.closeTo(0.7 + 1 / 3)] });
});

test('what the caller writes, or that they are still there, takes it back, and the wait begins anew', () => {
  const { watch, callId, after, writes } = written();
  after(14);
  watch.stillHere(callId);
  expect(after(14.1)).toEqual({ told: [null], ended: 0 });
  expect(after(26.9).told).toEqual([]);
  expect(after(27).told).toEqual([29]);
  expect(writes('caller')).toEqual([null]);
  expect(after(60)).toEqual({ told: [], ended: 0 });
  expect(writes('agent-1')).toEqual([]);
  expect(after(73).told).toEqual([75]);
  expect(writes('agent-1')).toEqual([null]);
});

test('nobody is cut off who was not asked: who was silent over a restart is asked first', () => {
  const { after } = written();
  expect(after(60)).toEqual({ told: [62], ended: 0 });
  expect(after(61.9).ended).toBe(0);
  expect(after(62).ended).toBe(1);
});

test('nobody says that they are still there who was not asked', () => {
  const { watch, callId, after } = written();
  after(1);
  watch.stillHere(callId);
  expect(after(13).told).toEqual([15]);
});

test('a call, and a queue that waits for ever, are left alone', () => {
  const world = new World([queue('sales', { sales: 1 }, { textIdleMs: MINUTE }), queue('patient', { sales: 1 })]);
  world.agent('ana', 'lisbon', { sales: 1 });
  world.accept(world.call('patient', { channel: 'text' }));
  world.connect(world.call());
  expect(silences(world.state, () => null)).toEqual([]);
});
