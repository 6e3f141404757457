import { beforeEach, describe, expect, test } from 'vitest';
import type { RoutingEvent } from '../server/routing/core/events.ts';
import { Findings } from './findings.ts';
import type { Note } from './notes.ts';
import { checkOutages } from './outages.ts';
import { checkTimes } from './times.ts';

/** Made-up logs and records, as they must be, and each way in which they are not. Times are ms after a moment. */

const AT = 1_800_000_000_000;
type Line = { ms: number } & Record<string, unknown>;
const logOf = (lines: readonly Line[]) =>
  lines.map(({ ms, ...event }, index) => ({ seq: index + 1, event: { at: AT + ms, ...event } as unknown as RoutingEvent }));
const notesOf = (lines: readonly Line[]) => lines.map(({ ms, ...note }) => ({ at: AT + ms, ...note }) as unknown as Note);
const offer = (ms: number, id: string, agentId: string, callId = 'call'): Line => ({
  ...{ ms, kind: 'call-offered', callId },
  reservations: [{ id, agentId, expiresAt: AT + ms + 20_000 }],
});

describe('the check of outages', () => {
  const ana = 'agent ana';
  let log: Line[];
  let notes: Line[];
  const violations = () => {
    const found = new Findings();
    checkOutages(found, logOf(log), notesOf(notes));
    return found.violations;
  };
  beforeEach(() => {
    log = [
      offer(0, 'first', 'ana'),
      { ms: 11_000, kind: 'call-requeued', callId: 'call', reservationId: 'first', agentId: 'ana' },
      offer(11_000, 'second', 'bruno'),
      { ms: 11_100, kind: 'call-accepted', callId: 'call', reservationId: 'second', agentId: 'bruno', rescinded: [] },
      { ms: 20_000, kind: 'call-ended', callId: 'call', agentId: 'bruno', reason: 'agent-hung-up' },
      { ms: 21_000, kind: 'call-completed', callId: 'call', agentId: 'bruno' },
    ];
    notes = [
      { ms: 1000, party: ana, kind: 'out', agentId: 'ana', callId: 'call', seenAfterMs: 13_000 },
      { ms: 8000, party: ana, kind: 'gone' },
      { ms: 16_000, party: ana, kind: 'mended' },
      { ms: 16_500, party: ana, kind: 'back' },
    ];
  });

  test('has nothing to say of a call that was offered once more, and of one that was kept', () => {
    expect(violations()).toEqual([]);
    log = [
      offer(0, 'first', 'ana'),
      { ms: 500, kind: 'call-accepted', callId: 'call', reservationId: 'first', agentId: 'ana', rescinded: [] },
      { ms: 18_000, kind: 'call-ended', callId: 'call', agentId: 'ana', reason: 'agent-hung-up' },
      { ms: 18_100, kind: 'call-completed', callId: 'call', agentId: 'ana' },
    ];
    expect(violations()).toEqual([]);
  });

  test('finds who was not told, who never came back, and a network that stayed out', () => {
    notes = notes.filter(({ kind }) => kind !== 'gone');
    expect(violations()).toEqual(['agent ana was not told that their network is out']);
    notes = [...notes.filter(({ kind }) => kind !== 'back'), { ms: 16_100, party: ana, kind: 'gone' }];
    expect(violations()).toContain('agent ana was not back 30 s after their network was mended');
    notes = notes.slice(0, 1);
    expect(violations()).toEqual(['the network of agent ana was never mended']);
  });

  test('finds an offer to who is known to be gone, and no earlier one', () => {
    log.push(offer(13_900, 'early', 'ana', 'other'), { ms: 14_000, kind: 'call-canceled', callId: 'other', reason: 'waited-too-long' });
    expect(violations()).toEqual([]);
    log.push(offer(14_100, 'late', 'ana', 'third'), { ms: 14_200, kind: 'call-canceled', callId: 'third', reason: 'waited-too-long' });
    expect(violations()).toEqual(['agent ana was offered late 13100 ms after their network went out']);
  });

  test('finds an agent who stays reserved', () => {
    log[1] = { ...log[1], ms: 22_100 } as Line;
    expect(violations()).toEqual(['agent ana stayed reserved by offer first beyond its time']);
    log = log.filter(({ kind }) => kind !== 'call-requeued' && kind !== 'call-completed');
    expect(violations()).toEqual([
      'agent ana stayed reserved by offer first beyond its time',
      'agent ana is still reserved by first at the end',
    ]);
  });

  test('finds a call that was offered again and again, and one that was lost', () => {
    log.splice(2, 0, offer(11_000, 'between', 'carol'));
    expect(violations()).toEqual(['call call was offered 2 times after the network of agent ana went out']);
    log.push({ ms: 30_000, kind: 'call-ended', callId: 'call', agentId: 'bruno', reason: 'agent-lost' });
    expect(violations()).toContain('call call was lost with the network of agent ana: agent-lost');
  });

  test('lets a call find somebody else after one who waited and whose network went out unnoticed', () => {
    notes[0] = { ...notes[0], callId: null } as Line;
    log = [{ ...offer(2000, 'first', 'ana') }, ...log.slice(1)];
    expect(violations()).toEqual([]);
    log.splice(2, 0, offer(11_000, 'between', 'carol'));
    expect(violations()).toEqual(['call call was offered 3 times after the network of agent ana went out']);
  });
});

describe('the check of times', () => {
  const FIVE_MINUTES = 300_000;
  const violations = (clock: number) => {
    const found = new Findings();
    const log = [
      { ms: 0, kind: 'call-queued', callId: 'before' },
      { ms: 1000 + clock, kind: 'call-queued', callId: 'call' },
      offer(1010 + clock, 'first', 'ana'),
      { ms: 1020 + clock, kind: 'call-accepted', callId: 'call', reservationId: 'first', agentId: 'ana', rescinded: [] },
    ];
    const notes = [
      { ms: 1005, party: 'caller', kind: 'queued', callId: 'call', tookMs: 10 },
      { ms: 1015, party: 'agent', kind: 'offered', callId: 'call', reservationId: 'first' },
      { ms: 1025, party: 'agent', kind: 'accepted', callId: 'call', reservationId: 'first' },
    ];
    checkTimes(found, logOf(log), notesOf(notes));
    return found.violations;
  };

  test('has nothing to say of times that are as the parties saw them', () => {
    expect(violations(0)).toEqual([]);
  });

  test('finds those of a server whose clock is ahead', () => {
    expect(violations(FIVE_MINUTES)).toEqual([
      'call call of caller was queued at a time that is off by 299995 ms',
      'agent was offered first at a time that is off by 299995 ms',
      'agent accepted first at a time that is off by 299995 ms',
    ]);
  });

  test('finds those of one whose clock is behind, and time that runs backwards', () => {
    expect(violations(-FIVE_MINUTES)).toEqual([
      'event 2 was 299000 ms before the one that it follows',
      'call call of caller was queued at a time that is off by -299995 ms',
    ]);
  });
});
