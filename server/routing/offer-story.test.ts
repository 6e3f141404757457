import { expect, test } from 'vitest';
import type { Decision } from '../protocol/board.ts';
import type { RoutingEvent } from './core/events.ts';
import type { Reservation } from './core/model.ts';
import { offerStory } from './offer-story.ts';

const decision = (at: number, chosen: string[]): Decision => ({
  at,
  strategy: 'longest-idle',
  chosen,
  why: [],
  candidates: [],
  passedOver: [],
  unnamed: { candidates: 0, passedOver: 0 },
  centers: [],
});
const reservation = (agentId: string): Reservation => ({
  id: `r-${agentId}`,
  token: 1,
  agentId,
  centerId: 'lisbon',
  offeredAt: 0,
  expiresAt: 9,
});
const offered = (at: number, agents: string[]): RoutingEvent => ({
  kind: 'call-offered',
  at,
  callId: 'c',
  reservations: agents.map(reservation),
  decision: decision(at, agents),
});
const about = (agentId: string) => ({ callId: 'c', reservationId: `r-${agentId}`, agentId });

test('every decision is told with how the offer to each agent ended', () => {
  const story = offerStory([
    offered(1, ['ana', 'joao', 'liam']),
    { kind: 'offer-ended', at: 2, ...about('joao'), end: 'rejected', cause: 'declined' },
    { kind: 'offer-ended', at: 3, ...about('ana'), end: 'timeout', cause: 'not-answered' },
    { kind: 'call-requeued', at: 3, ...about('liam'), end: 'timeout', cause: 'not-answered' },
    offered(4, ['carol', 'ana']),
    { kind: 'call-accepted', at: 5, ...about('ana'), rescinded: [{ reservationId: 'r-carol', agentId: 'carol' }] },
    { kind: 'call-requeued', at: 6, ...about('ana'), end: 'timeout', cause: 'no-agent-audio' },
    offered(7, ['david']),
    { kind: 'call-abandoned', at: 8, callId: 'c', agentIds: ['david'], reason: 'caller-hung-up' },
  ]);
  expect(story.map(({ decision: { at }, offers }) => [at, offers])).toEqual([
    [
      1,
      [
        { agentId: 'ana', end: 'not-answered', at: 3 },
        { agentId: 'joao', end: 'declined', at: 2 },
        { agentId: 'liam', end: 'not-answered', at: 3 },
      ],
    ],
    [
      4,
      [
        { agentId: 'carol', end: 'answered-elsewhere', at: 5 },
        { agentId: 'ana', end: 'no-agent-audio', at: 6 },
      ],
    ],
    [7, [{ agentId: 'david', end: 'call-over', at: 8 }]],
  ]);
});

test('an offer that still stands has no end', () => {
  expect(offerStory([offered(1, ['ana'])])[0]?.offers).toEqual([{ agentId: 'ana', end: 'pending', at: null }]);
});
