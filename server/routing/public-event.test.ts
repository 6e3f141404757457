import { describe, expect, test } from 'vitest';
import { PublicEvent } from '../protocol/public-events.ts';
import type { RoutingEvent } from './core/events.ts';
import { publicEvent } from './public-event.ts';

const centerOf = (agentId: string) => ({ ana: 'lisbon', carol: 'toronto' })[agentId] ?? null;
const caller = { name: 'Maria', email: 'maria@example.com', customerId: null, page: '/cart', question: null };
const queued: RoutingEvent = {
  ...{ at: 5, kind: 'call-queued', callId: 'k-1', place: 3, estimatedWaitMs: 4000, queueId: 'sales', caller },
  ...{ keyHash: 'secret-hash', requirement: null, roundTrips: { lisbon: 12 }, preferredAgentId: null },
};

describe('an event of the log as other programs are told it', () => {
  test('has who called and what they were told, and nothing of the caller’s key', () => {
    const told = publicEvent(17n, queued, centerOf);
    expect(told).toEqual({
      ...{ id: '17', at: 5, kind: 'call-queued', callId: 'k-1', conversationId: 'k-1', channel: 'voice', role: 'main', queueId: 'sales' },
      ...{ agentIds: [], centerIds: [], reason: null, cause: null, disposition: null, estimatedWaitMs: 4000, caller },
      ...{ rating: null, callbackAt: null },
    });
    expect(JSON.stringify(told)).not.toContain('secret-hash');
  });

  const events: [what: string, event: RoutingEvent, told: Partial<PublicEvent>][] = [
    [
      'what the caller said of it, and of whom',
      {
        ...{ at: 9, kind: 'conversation-rated', callId: 'k-2', conversationId: 'k-1', queueId: 'sales', agentId: 'ana' },
        rating: { score: 4, comment: 'Quick' },
      },
      { conversationId: 'k-1', queueId: 'sales', agentIds: ['ana'], centerIds: ['lisbon'], rating: { score: 4, comment: 'Quick' } },
    ],
    [
      'for when a callback was booked',
      { at: 9, kind: 'callback-booked', callId: 'k-1', queueId: 'sales', callbackAt: 99 },
      { queueId: 'sales', callbackAt: 99, agentIds: [], centerIds: [] },
    ],
    [
      'who has blocked a caller, and not why',
      { at: 9, kind: 'caller-blocked', callId: 'k-1', agentId: 'carol' },
      { agentIds: ['carol'], centerIds: ['toronto'], reason: null },
    ],
    [
      'who has answered, and of which center they are',
      { at: 9, kind: 'call-accepted', callId: 'k-1', reservationId: 'r', agentId: 'ana', rescinded: [] },
      { agentIds: ['ana'], centerIds: ['lisbon'] },
    ],
    [
      'all who were offered a call that was abandoned',
      { at: 9, kind: 'call-abandoned', callId: 'k-1', agentIds: ['ana', 'carol'], reason: 'caller-hung-up' },
      { agentIds: ['ana', 'carol'], centerIds: ['lisbon', 'toronto'], reason: 'caller-hung-up' },
    ],
    [
      'why an offer ended, and no center for an agent nobody knows any more',
      { at: 9, kind: 'call-requeued', callId: 'k-1', reservationId: 'r', agentId: 'gone', end: 'rejected', cause: 'declined' },
      { agentIds: ['gone'], centerIds: [], cause: 'declined' },
    ],
    [
      'what became of the call',
      { at: 9, kind: 'call-completed', callId: 'k-1', agentId: 'carol', disposition: 'Sold' },
      { agentIds: ['carol'], centerIds: ['toronto'], disposition: 'Sold' },
    ],
  ];
  test.each(events)('has %s', (_, event, told) => {
    const found = publicEvent(1, event, centerOf);
    expect(found).toMatchObject(told);
    expect(PublicEvent.parse(found)).toEqual(found);
  });

  test.each<RoutingEvent>([
    { at: 1, kind: 'center-silent', centerId: 'lisbon' },
    { at: 1, kind: 'audio-seen', callId: 'k-1', caller: true, agent: false },
    { at: 1, kind: 'call-silenced', callId: 'k-1', partyId: 'caller', silenced: true },
  ])('is null for what is nobody else’s: $kind', (event) => {
    expect(publicEvent(1, event, centerOf)).toBeNull();
  });
});
