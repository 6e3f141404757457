import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Channel } from '../../protocol/common.ts';
import { agentParty, type Conversation } from '../../protocol/conversation.ts';
import { OWN_TOKENS, type ReservationEnd, type RoutedWork, type Side, sideOf } from '../../protocol/link.ts';
import type { WrapupEnds } from '../../protocol/queue.ts';
import type { ChosenStatus } from '../../protocol/workstation.ts';
import { callVolume, reportAgent, waitingFor } from './activity.ts';
import { type CtiCommand, type CtiEffect, executeCti, type Profile } from './execute.ts';
import { type CtiState, DEFAULT_CTI_SETTINGS, heldOf, statusOf } from './model.ts';

const ANA: Profile = { id: 'ana', name: 'Ana', skills: [{ id: 'sales', name: 'Sales', level: 5 }], excludedQueues: [] };
const CALLER = { name: 'Maria', email: null, customerId: null, page: null, question: null };

class Center {
  readonly state: CtiState = { centerId: 'lisbon', sessions: new Map(), waiting: null, own: null };
  readonly effects: CtiEffect[] = [];
  now = 1_000_000;

  do(command: CtiCommand) {
    const { effects, reply } = executeCti(this.state, command, this.now);
    this.effects.push(...effects);
    return reply;
  }
  connect(workstationId = 'w1') {
    return this.do({ kind: 'connect', profile: ANA, workstationId });
  }
  available(workstationId = 'w1') {
    return this.choose('available', workstationId);
  }
  choose(status: ChosenStatus, workstationId = 'w1') {
    return this.do({ kind: 'set-status', agentId: 'ana', workstationId, status });
  }
  logged() {
    return this.effects.flatMap((effect) => (effect.kind === 'log-status' ? [effect.chosen.kind] : []));
  }
  /** All that Ana has in hand is this, or nothing any more. */
  work(token: number, kind: RoutedWork['kind'] | 'none', ended: ReservationEnd | null = null) {
    return this.works(kind === 'none' ? [] : [[token, kind]], token, ended === null ? [] : [[token, ended]]);
  }
  works(
    held: [token: number, kind: RoutedWork['kind'], channel?: Channel][],
    token = Math.max(...held.map(([one]) => one)),
    ends: [token: number, end: ReservationEnd][] = [],
  ) {
    const works = held.map(([of, kind, channel = 'voice']) => ({ token: of, work: { ...work(kind, of, this.now), channel } }));
    const ended = ends.map(([of, end]) => ({ reservationId: `r${of}`, end }));
    return this.do({ kind: 'work', message: { at: this.now, agentId: 'ana', token, works, ended } });
  }
  /** Whether a reservation is over, as far as this center says. */
  settled(token: number) {
    return token <= this.report.settledToken && this.report.held?.includes(token) === false;
  }
  /** A wrap-up of a minute that ends as its queue says. */
  wrapup(wrapupEnds: WrapupEnds) {
    const wrapup = work('wrapup', 1, this.now);
    if (wrapup.kind !== 'wrapup') throw new Error('This is no wrap-up');
    const works = [{ token: 1, work: { ...wrapup, wrapupEnds } }];
    return this.do({ kind: 'work', message: { at: this.now, agentId: 'ana', token: 1, works, ended: [] } });
  }
  get session() {
    const session = this.state.sessions.get('ana');
    if (!session) throw new Error('Ana has no session');
    return session;
  }
  get status() {
    return statusOf(this.session);
  }
  get report() {
    return reportAgent(this.state, this.session, this.now, DEFAULT_CTI_SETTINGS);
  }
}

function work(kind: RoutedWork['kind'], token: number, at: number): RoutedWork {
  const contact = {
    channel: 'voice' as const,
    callId: `c${token}`,
    conversationId: `c${token}`,
    reservationId: `r${token}`,
    queueId: 'q',
    queueName: 'Q',
    caller: CALLER,
    enqueuedAt: at,
    why: [],
    invitation: null,
  };
  const conversation: Conversation = {
    id: `c${token}`,
    role: 'main',
    leaderName: 'Ana',
    heldSince: null,
    you: agentParty(token),
    parties: [],
    lastAnswer: null,
    listeners: [],
  };
  switch (kind) {
    case 'offer':
      return { kind, ...contact, offeredAt: at, expiresAt: at + 20_000 };
    case 'connecting':
      return { kind, ...contact, acceptedAt: at, ticket: 't', conversation };
    case 'connected':
      return {
        kind,
        ...contact,
        acceptedAt: at,
        connectedAt: at,
        callerAwayUntil: null,
        callerPageGone: false,
        talkAskedAt: null,
        ticket: 't',
        conversation,
      };
    case 'wrapup':
      return {
        kind,
        ...contact,
        acceptedAt: at,
        connectedAt: at,
        endedAt: at,
        reason: 'caller-hung-up',
        wrapupSeconds: 60,
        wrapupExtensionSeconds: 30,
        wrapupEnds: 'done',
        dispositions: [{ name: 'Done', children: [] }],
      };
  }
}

describe('an agent’s status', () => {
  test('is offline until they choose, then what they chose, then what their work is', () => {
    const center = new Center();
    center.connect();
    expect(center.status.kind).toBe('offline');
    center.available();
    expect(center.status.kind).toBe('available');
    for (const [kind, status] of [
      ['offer', 'reserved'],
      ['connecting', 'on-call'],
      ['connected', 'on-call'],
      ['wrapup', 'wrapup'],
    ] as const) {
      center.work(1, kind);
      expect(center.status.kind).toBe(status);
    }
    center.do({ kind: 'wrapped-up', agentId: 'ana', workstationId: 'w1', callId: 'c1', disposition: 'Done' });
    expect(center.status.kind).toBe('available');
  });

  test('is missed after an offer that was not answered, until the agent returns', () => {
    const center = new Center();
    center.connect();
    center.available();
    center.work(1, 'offer');
    center.work(1, 'none', 'timeout');
    expect(center.status.kind).toBe('missed');
    expect(center.report.settledToken).toBe(1);
    center.available();
    expect(center.status.kind).toBe('available');
  });

  test('chosen during a call takes effect after it', () => {
    const center = new Center();
    center.connect();
    center.available();
    center.work(1, 'connected');
    center.choose('break');
    expect(center.status.kind).toBe('on-call');
    expect(center.session).toMatchObject({ chosen: { kind: 'available' }, afterwards: 'break' });
    expect(center.logged()).toEqual(['available', 'available']);
    center.work(1, 'wrapup');
    // Through a reload of the page as well.
    center.do({ kind: 'disconnect', agentId: 'ana', workstationId: 'w1' });
    center.connect('w2');
    center.now += 30_000;
    center.do({ kind: 'wrapped-up', agentId: 'ana', workstationId: 'w2', callId: 'c1', disposition: 'Done' });
    expect(center.status).toEqual({ kind: 'not-ready', code: 'break', since: center.now });
    expect(center.session.afterwards).toBeNull();
    expect(center.logged()).toEqual(['available', 'available', 'not-ready']);
    // In one report with the end of the call: nothing can be offered in between.
    expect(center.report).toMatchObject({ settledToken: 1, status: { kind: 'not-ready' } });
  });

  test('chosen during a call can be taken back, also by choosing what they are anyway', () => {
    const center = new Center();
    center.connect();
    center.available();
    center.work(1, 'connected');
    center.choose('lunch');
    center.choose('break');
    expect(center.session.afterwards).toBe('break');
    expect(center.do({ kind: 'take-back-status', agentId: 'ana', workstationId: 'w0' })).toMatchObject({ error: { code: 'forbidden' } });
    expect(center.session.afterwards).toBe('break');
    expect(center.do({ kind: 'take-back-status', agentId: 'ana', workstationId: 'w1' })).toEqual({ ok: true });
    expect(center.session.afterwards).toBeNull();
    center.choose('break');
    center.available();
    expect(center.session.afterwards).toBeNull();
    center.work(1, 'none', 'completed');
    expect(center.status.kind).toBe('available');
  });

  test('chosen while an offer rings stands however the offer ends', () => {
    for (const ended of ['rejected', 'timeout', 'rescinded'] as const) {
      const center = new Center();
      center.connect();
      center.available();
      center.work(1, 'offer');
      center.choose('break');
      center.work(1, 'none', ended);
      expect(center.status).toMatchObject({ kind: 'not-ready', code: 'break' });
    }
  });

  test('is told for the timeline of the day as it changes, and once', () => {
    const center = new Center();
    center.connect();
    center.available();
    center.do({ kind: 'round-trip', agentId: 'ana', workstationId: 'w1', roundTripMs: 12 });
    center.work(1, 'offer');
    center.work(1, 'connecting');
    center.work(1, 'connected');
    center.work(1, 'wrapup');
    center.do({ kind: 'extend-wrapup', agentId: 'ana', workstationId: 'w1', callId: 'c1' });
    center.do({ kind: 'wrapped-up', agentId: 'ana', workstationId: 'w1', callId: 'c1', disposition: 'Done' });
    center.choose('break');
    center.choose('lunch');
    const told = center.effects.flatMap((effect) => (effect.kind === 'log-timeline' ? [effect.status] : []));
    expect(told.map((status) => (status.kind === 'not-ready' ? status.code : status.kind))).toEqual([
      ...['offline', 'available', 'reserved', 'on-call', 'wrapup', 'available', 'break', 'lunch'],
    ]);
  });

  test('keeps its place among the idle through an offer that was declined, and starts anew after a call', () => {
    const center = new Center();
    center.connect();
    center.available();
    const since = center.now;
    center.now += 5000;
    center.work(1, 'offer');
    center.work(1, 'none', 'rejected');
    expect(center.status).toEqual({ kind: 'available', since });
    center.work(2, 'connected');
    center.now += 5000;
    center.work(2, 'none', 'completed');
    expect(center.status).toEqual({ kind: 'available', since: center.now });
  });

  test('keeps its place among the idle through an offer that somebody else took, and says so until there is other work', () => {
    const center = new Center();
    center.connect();
    center.available();
    const since = center.now;
    center.now += 5000;
    center.work(1, 'offer');
    center.work(1, 'none', 'rescinded');
    expect(center.status).toEqual({ kind: 'available', since });
    expect(center.session.taken).toEqual({ callerName: 'Maria', at: center.now });
    expect(center.report.settledToken).toBe(1);
    center.work(2, 'offer');
    expect(center.session.taken).toBeNull();
    center.work(2, 'none', 'canceled');
    expect(center.session.taken).toBeNull();
  });

  test.each(['goes on', 'has ended meanwhile'])('that was asked for after a call survives a restart, and the call %s', (then) => {
    const before = new Center();
    before.connect();
    before.available();
    before.work(1, 'connected');
    before.choose('break');
    expect(before.effects.findLast((effect) => effect.kind === 'log-status')).toMatchObject({
      chosen: { kind: 'available' },
      afterwards: 'break',
    });

    const center = new Center();
    center.do({ kind: 'remember', profile: ANA, chosen: { kind: 'available', since: 500 }, afterwards: 'break' });
    center.connect();
    if (then === 'goes on') center.work(1, 'wrapup');
    center.work(1, 'none', 'completed');
    expect(center.status).toMatchObject({ kind: 'not-ready', code: 'break' });
    expect(center.session.afterwards).toBeNull();
  });

  test('survives a restart of the processor: it is taken up where the log left it', () => {
    const center = new Center();
    center.do({ kind: 'remember', profile: ANA, chosen: { kind: 'not-ready', code: 'lunch', since: 500 }, afterwards: null });
    center.connect();
    expect(center.status).toEqual({ kind: 'not-ready', code: 'lunch', since: 500 });
  });
});

describe('a workstation', () => {
  test('that is the agent’s second takes over, the first is shut off and refused', () => {
    const center = new Center();
    center.connect('w1');
    center.connect('w2');
    expect(center.effects).toContainEqual({ kind: 'shut-off', workstationId: 'w1' });
    expect(center.available('w1')).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect(center.available('w2')).toEqual({ ok: true });
    center.do({ kind: 'disconnect', agentId: 'ana', workstationId: 'w1' });
    expect(center.report.reachable).toBe(true);
  });

  test('is not reachable 10 s after its last round trip, and is again with the next', () => {
    const center = new Center();
    center.connect();
    center.now += 9999;
    expect(center.report.reachable).toBe(true);
    center.now += 1;
    expect(center.report.reachable).toBe(false);
    center.do({ kind: 'round-trip', agentId: 'ana', workstationId: 'w1', roundTripMs: 12 });
    expect(center.report).toMatchObject({ reachable: true, answeredAt: center.now });
  });

  test('is not reachable by a round trip of the future, from before the clock was set back', () => {
    const center = new Center();
    center.connect();
    center.now -= 300_000;
    expect(center.report.reachable).toBe(false);
    center.do({ kind: 'round-trip', agentId: 'ana', workstationId: 'w1', roundTripMs: 12 });
    expect(center.report.reachable).toBe(true);
  });

  test('that is closed leaves the agent unreachable at once and offline after a minute; the choice survives a reload', () => {
    const center = new Center();
    center.connect();
    center.available();
    center.do({ kind: 'disconnect', agentId: 'ana', workstationId: 'w1' });
    expect(center.report.reachable).toBe(false);
    center.now += 59_000;
    center.do({ kind: 'tick' });
    center.connect('w2');
    expect(center.status.kind).toBe('available');
    center.do({ kind: 'disconnect', agentId: 'ana', workstationId: 'w2' });
    center.now += 60_000;
    center.do({ kind: 'tick' });
    expect(center.status.kind).toBe('offline');
  });

  test('that never comes back has its wrap-up finished without a disposition, so that the call is not stuck', () => {
    const center = new Center();
    center.connect();
    center.available();
    center.work(4, 'wrapup');
    center.do({ kind: 'disconnect', agentId: 'ana', workstationId: 'w1' });
    center.now += 60_000;
    center.do({ kind: 'tick' });
    expect(center.effects).toContainEqual(expect.objectContaining({ kind: 'complete', token: 4, disposition: null, by: 'time' }));
    expect(center.report.settledToken).toBe(4);
  });

  test('can’t sign out in the middle of a call, and gives an open offer back when it does', () => {
    const center = new Center();
    center.connect();
    center.available();
    center.work(1, 'connected');
    const signOut: CtiCommand = { kind: 'sign-out', agentId: 'ana', workstationId: 'w1' };
    expect(center.do(signOut)).toMatchObject({ ok: false, error: { code: 'conflict' } });
    center.work(1, 'none', 'completed');
    center.work(2, 'offer');
    expect(center.do(signOut)).toEqual({ ok: true });
    expect(center.effects).toContainEqual({ kind: 'reject', agentId: 'ana', reservationId: 'r2', token: 2, reason: 'signed-out' });
  });
});

describe('a wrap-up', () => {
  const extend: CtiCommand = { kind: 'extend-wrapup', agentId: 'ana', workstationId: 'w1', callId: 'c1' };
  const taken = ({ session }: Center) => (session.work.kind === 'held' ? session.work.extensions : null);

  test('is extended three times at most', () => {
    const center = new Center();
    center.connect();
    center.work(1, 'wrapup');
    for (const times of [1, 2, 3]) {
      expect(center.do(extend)).toEqual({ ok: true });
      expect(taken(center)).toBe(times);
    }
    expect(center.do(extend)).toMatchObject({ ok: false, error: { code: 'conflict' } });
    // Said again by the routing server: what was taken stays taken.
    center.work(1, 'wrapup');
    expect(taken(center)).toBe(3);
  });

  test('that ends by time is finished when its time is up, extensions included, without a disposition; the agent is free', () => {
    const center = new Center();
    center.connect();
    center.available();
    center.wrapup('time');
    center.now += 59_000;
    center.do({ kind: 'tick' });
    center.do(extend);
    center.now += 30_999;
    center.do({ kind: 'tick' });
    expect(center.status.kind).toBe('wrapup');
    center.now += 1;
    center.do({ kind: 'tick' });
    expect(center.status).toEqual({ kind: 'available', since: center.now });
    expect(center.effects).toContainEqual(expect.objectContaining({ kind: 'complete', token: 1, disposition: null, by: 'time' }));
    expect(center.report.settledToken).toBe(1);
    const finish: CtiCommand = { kind: 'wrapped-up', agentId: 'ana', workstationId: 'w1', callId: 'c1', disposition: 'Done' };
    expect(center.do(finish)).toMatchObject({ ok: false, error: { code: 'conflict' } });
  });

  test('that ends when it is done keeps the agent, however long it takes', () => {
    const center = new Center();
    center.connect();
    center.available();
    center.wrapup('done');
    for (let minute = 0; minute < 60; minute += 1) {
      center.now += 60_000;
      center.do({ kind: 'round-trip', agentId: 'ana', workstationId: 'w1', roundTripMs: 12 });
      center.do({ kind: 'tick' });
    }
    expect(center.status.kind).toBe('wrapup');
    expect(center.settled(1)).toBe(false);
  });

  test('of another call, or none, is not extended, nor from another workstation', () => {
    const center = new Center();
    center.connect();
    expect(center.do(extend)).toMatchObject({ ok: false, error: { code: 'conflict' } });
    center.work(2, 'wrapup');
    expect(center.do(extend)).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(center.do({ ...extend, callId: 'c2', workstationId: 'w0' })).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect(taken(center)).toBe(0);
  });
});

test('an offer whose time is over is taken off the workstation also while the routing server can’t say so', () => {
  const center = new Center();
  center.connect();
  center.available();
  center.work(1, 'offer');
  center.now += 22_000;
  center.do({ kind: 'tick' });
  expect(center.status.kind).toBe('available');
  // How it ended is not known here: no further offer before the routing server has said it.
  expect(center.settled(1)).toBe(false);
});

test('an agent who works here no more is gone, with their workstation', () => {
  const center = new Center();
  center.connect('w1');
  center.do({ kind: 'forget', agentId: 'ana' });
  expect(center.effects).toContainEqual({ kind: 'agent-gone', agentId: 'ana', workstationId: 'w1' });
  expect(center.state.sessions.size).toBe(0);
});

describe('activity', () => {
  test('counts calls that ring and talk here, and callers whom somebody signed in could serve', () => {
    const center = new Center();
    center.connect();
    center.do({
      kind: 'waiting',
      queues: [
        { queueId: 'a', requirement: { skillId: 'sales', level: 2 }, waiting: 3, oldestEnqueuedAt: 10 },
        { queueId: 'b', requirement: { skillId: 'french', level: 1 }, waiting: 2, oldestEnqueuedAt: 5 },
      ],
    });
    expect(callVolume(center.state)).toEqual({ waiting: 0, ringing: 0, talking: 0 });
    center.available();
    expect(callVolume(center.state)).toEqual({ waiting: 3, ringing: 0, talking: 0 });
    expect(waitingFor(center.state, center.session)).toEqual({ waiting: 3, oldestEnqueuedAt: 10 });
    center.work(1, 'offer');
    expect(callVolume(center.state)).toEqual({ waiting: 3, ringing: 1, talking: 0 });
    center.work(1, 'connected');
    expect(callVolume(center.state)).toEqual({ waiting: 3, ringing: 0, talking: 1 });
  });
});

test('work that arrives late, twice or out of order never brings back what is settled', () => {
  const held = fc.uniqueArray(
    fc.tuple(
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom<RoutedWork['kind']>('offer', 'connecting', 'connected', 'wrapup'),
      fc.constantFrom<Channel>('text', 'text', 'voice'),
    ),
    { selector: ([token]) => token, maxLength: 4 },
  );
  const message = fc.record({
    held,
    more: fc.nat(2),
    ended: fc.constantFrom<ReservationEnd>('timeout', 'rejected', 'rescinded', 'completed'),
  });
  fc.assert(
    fc.property(fc.array(message, { maxLength: 30 }), (messages) => {
      const center = new Center();
      center.connect();
      center.available();
      const settled = new Set<number>();
      for (const { held: works, more, ended } of messages) {
        // Of voice there is one at most.
        const one = works.filter(([, , channel], index) => channel === 'text' || works.findIndex(([, , of]) => of === 'voice') === index);
        center.works(
          one,
          Math.max(0, ...one.map(([token]) => token)) + more,
          one.map(([token]) => [token, ended]),
        );
        for (const token of settled) expect(center.settled(token), `${token} was settled`).toBe(true);
        for (let token = 1; token <= 7; token += 1) if (center.settled(token)) settled.add(token);
      }
    }),
    { numRuns: 500 },
  );
});

describe('text conversations', () => {
  const start = () => {
    const center = new Center();
    center.connect();
    center.available();
    return center;
  };

  test('leave the agent what they chose: available for more, and for calls', () => {
    const center = start();
    center.works([[1, 'offer', 'text']]);
    expect(center.status).toMatchObject({ kind: 'reserved', callId: 'c1' });
    center.works([[1, 'connected', 'text']]);
    expect(center.status.kind).toBe('available');
    center.works([
      [1, 'connected', 'text'],
      [2, 'offer', 'voice'],
    ]);
    expect(center.status).toMatchObject({ kind: 'reserved', callId: 'c2' });
    expect(center.report.held).toEqual([2, 1]);
  });

  test('are settled one by one, each with a wrap-up of its own', () => {
    const center = start();
    center.works([
      [1, 'wrapup', 'text'],
      [2, 'connected', 'text'],
      [3, 'wrapup', 'text'],
    ]);
    const finish = (callId: string) => center.do({ kind: 'wrapped-up', agentId: 'ana', workstationId: 'w1', callId, disposition: 'Done' });
    expect(finish('c2')).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(finish('c3')).toEqual({ ok: true });
    expect([1, 2, 3].map((token) => center.settled(token))).toEqual([false, false, true]);
    // An older word of the same comes late.
    center.works([
      [1, 'wrapup', 'text'],
      [2, 'connected', 'text'],
      [3, 'wrapup', 'text'],
    ]);
    expect(center.settled(3)).toBe(true);
    expect(center.session.texts.map(({ token }) => token)).toEqual([1, 2]);
  });

  test('go on when the agent chooses a break, and are to be finished before they sign out', () => {
    const center = start();
    center.works([[1, 'connected', 'text']]);
    center.choose('break');
    expect(center.status).toMatchObject({ kind: 'not-ready', code: 'break' });
    expect(center.do({ kind: 'sign-out', agentId: 'ana', workstationId: 'w1' })).toMatchObject({ ok: false });
    center.works([], 1);
    expect(center.do({ kind: 'sign-out', agentId: 'ana', workstationId: 'w1' })).toEqual({ ok: true });
  });

  test('one that was not answered makes the agent miss it; the others go on', () => {
    const center = start();
    center.works([
      [1, 'connected', 'text'],
      [2, 'offer', 'text'],
    ]);
    center.works([[1, 'connected', 'text']], 2, [[2, 'timeout']]);
    expect(center.status.kind).toBe('missed');
    expect(center.session.texts).toHaveLength(1);
    expect(center.settled(2)).toBe(true);
  });

  test('one that moves up is the call in hand, under the same reservation', () => {
    const center = start();
    center.works([
      [1, 'connected', 'text'],
      [2, 'connected', 'text'],
    ]);
    center.works([
      [1, 'connecting', 'voice'],
      [2, 'connected', 'text'],
    ]);
    expect(center.status).toMatchObject({ kind: 'on-call', callId: 'c1' });
    expect(center.session.texts.map(({ token }) => token)).toEqual([2]);
  });

  test('are all written off when the agent does not come back', () => {
    const center = start();
    center.works([
      [1, 'wrapup', 'text'],
      [2, 'wrapup', 'text'],
    ]);
    center.do({ kind: 'disconnect', agentId: 'ana', workstationId: 'w1' });
    center.now += 60_000;
    center.do({ kind: 'tick' });
    expect(center.effects.filter(({ kind }) => kind === 'complete')).toHaveLength(2);
  });
});

describe('a status that a supervisor sets', () => {
  const by = { kind: 'assign-status', agentId: 'ana', byName: 'Sofia' } as const;

  test('is the agent’s at once, with who set it, until the agent chooses', () => {
    const center = new Center();
    center.connect();
    expect(center.do({ ...by, status: 'training' })).toEqual({ ok: true });
    expect(center.session).toMatchObject({ chosen: { kind: 'not-ready', code: 'training' }, setBy: { name: 'Sofia' } });
    center.available();
    expect(center.session).toMatchObject({ chosen: { kind: 'available' }, setBy: null });
  });

  test('with a call in hand holds afterwards; nobody is signed out of one, and an offer is given back', () => {
    const center = new Center();
    center.connect();
    center.available();
    center.work(1, 'connected');
    expect(center.do({ ...by, status: 'lunch' })).toEqual({ ok: true });
    expect(center.session).toMatchObject({ chosen: { kind: 'available' }, afterwards: 'lunch', setBy: { name: 'Sofia' } });
    expect(center.do({ ...by, status: 'offline' })).toMatchObject({
      ok: false,
      error: { message: 'Ana has a call to finish. Sign them out after it.' },
    });
    center.work(1, 'none', 'completed');
    expect(center.session.chosen).toMatchObject({ kind: 'not-ready', code: 'lunch' });
    center.work(2, 'offer');
    expect(center.do({ ...by, status: 'offline' })).toEqual({ ok: true });
    expect(center.session.chosen.kind).toBe('offline');
    expect(center.effects.at(-2)).toMatchObject({ kind: 'reject', token: 2, reason: 'signed-out' });
  });

  test('other than offline is refused for who is at no workstation, with their name', () => {
    const center = new Center();
    center.do({ kind: 'profile', profile: ANA });
    expect(center.do({ ...by, status: 'available' })).toMatchObject({ ok: false, error: { message: 'Ana is not at a workstation' } });
    expect(center.do({ ...by, status: 'offline' })).toEqual({ ok: true });
    expect(center.do({ ...by, agentId: 'nobody', status: 'offline' })).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });
});

describe('two sides', () => {
  const own = (token: number) => OWN_TOKENS + token;
  /** As the center's own routing says it. */
  const owns = (
    center: Center,
    held: [token: number, kind: RoutedWork['kind'], channel?: Channel][],
    token = Math.max(...held.map(([of]) => of)),
  ) => {
    const works = held.map(([of, kind, channel = 'voice']) => ({ token: own(of), work: { ...work(kind, own(of), center.now), channel } }));
    return center.do({ kind: 'work', side: 'own', message: { at: center.now, agentId: 'ana', token: own(token), works, ended: [] } });
  };
  const line = (alone: boolean, waiting = 0) => ({
    kind: 'own-line' as const,
    own: {
      alone,
      waiting: waiting === 0 ? [] : [{ queueId: 'q', requirement: { skillId: 'sales', level: 2 }, waiting, oldestEnqueuedAt: 0 }],
    },
  });
  const reported = (center: Center, side: Side) => reportAgent(center.state, center.session, center.now, DEFAULT_CTI_SETTINGS, side);

  test('who is free is the routing server’s, the center’s while it is alone, and the center’s own line’s until that is empty', () => {
    const center = new Center();
    center.connect();
    center.available();
    const free = () => (['installation', 'own'] as const).filter((side) => reported(center, side).status.kind === 'available');
    expect(free()).toEqual(['installation', 'own']); // without an entry of its own there is nobody else
    center.do(line(false));
    expect(free()).toEqual(['installation']);
    center.do(line(true));
    expect(free()).toEqual(['own']);
    center.do(line(false, 1));
    expect(free()).toEqual(['own']);
    center.do(line(false));
    owns(center, [[1, 'connected', 'text']]);
    expect(free()).toEqual([]);
    expect(reported(center, 'installation')).toMatchObject({ status: { kind: 'on-call' }, settledToken: 0, held: [] });
    expect(reported(center, 'own')).toMatchObject({ settledToken: own(1), held: [own(1)] });
    expect(waitingFor(center.state, center.session)).toBeNull();
  });

  test('chosen by both at once, the first has them and the other is told', () => {
    const center = new Center();
    center.connect();
    center.available();
    center.do(line(true));
    owns(center, [[1, 'offer', 'text']]);
    center.works([[1, 'offer']]);
    expect(heldOf(center.session).map(({ token }) => token)).toEqual([own(1)]);
    expect(center.effects.at(-1)).toMatchObject({ kind: 'agent-changed' });
    expect(center.effects.filter(({ kind }) => kind === 'reject')).toMatchObject([{ token: 1, reason: 'unreachable' }]);
    expect(center.report).toMatchObject({ settledToken: 1, held: [] });
  });

  test('whatever both say in whatever order, nobody has two calls, an offer of one side beside work of the other, or loses what they have', () => {
    const kinds = fc.constantFrom<RoutedWork['kind'] | 'none'>('offer', 'connected', 'wrapup', 'none');
    const step = fc.record({
      side: fc.constantFrom<Side>('installation', 'own'),
      kind: kinds,
      channel: fc.constantFrom<Channel>('voice', 'text'),
      isNew: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const center = new Center();
        center.connect();
        center.available();
        center.do(line(true));
        const last = { installation: 0, own: 0 };
        for (const { side, kind, channel, isNew } of steps) {
          const before = heldOf(center.session);
          const elsewhere = before.filter(({ token }) => sideOf(token) !== side);
          if (isNew || last[side] === 0) last[side] += 1;
          const said: [number, RoutedWork['kind'], Channel][] = kind === 'none' ? [] : [[last[side], kind, channel]];
          if (side === 'own') owns(center, said, last.own);
          else center.works(said, last.installation);
          const after = heldOf(center.session);
          for (const one of elsewhere) expect(after).toContainEqual(one);
          const [one] = after.filter(({ token }) => sideOf(token) === side);
          const isKnown = before.some(({ token }) => token === one?.token);
          if (one && !isKnown && elsewhere.length > 0) expect(one.work.kind).not.toBe('offer');
          expect(after.filter(({ work: { channel: by } }) => by === 'voice').length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
