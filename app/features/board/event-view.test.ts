import { describe, expect, test } from 'vitest';
import { CALL_EVENTS, type CallEvent, OFFER_ENDS } from '../../../server/protocol/call-story.ts';
import { END_REASONS } from '../../../server/protocol/common.ts';
import { LOCALES } from '../../../server/protocol/locale.ts';
import { sayIn } from '../../lib/i18n/testing.ts';
import { eventWords } from './event-view.ts';

const event = (over: Partial<CallEvent>): CallEvent => ({ callId: 'c', at: 0, kind: 'call-queued', agentIds: [], why: null, ...over });
const nameOf = (id: string) => (id === 'ana' ? 'Ana' : id === 'rui' ? 'Rui' : id);

describe('what happened to a call', () => {
  test.each<[Partial<CallEvent>, string]>([
    [{}, 'Joined the queue'],
    [{ kind: 'call-moved', why: { supervisor: 'Sofia' } }, 'Sent on to another queue, by Sofia'],
    [{ kind: 'call-offered', agentIds: ['ana', 'rui'] }, 'Offered to Ana and Rui'],
    [{ kind: 'call-requeued', agentIds: ['ana'], why: { offer: 'declined' } }, 'Back in the queue, after Ana: declined'],
    [{ kind: 'call-silenced', why: { silenced: true } }, 'Nobody hears the caller'],
    [{ kind: 'call-silenced', agentIds: ['rui'], why: { silenced: false } }, 'Everybody hears Rui again'],
    [{ kind: 'call-ended', agentIds: ['ana'], why: { end: 'caller-hung-up' } }, 'The call ended; Ana wraps up: the caller hung up'],
  ])('%j', (over, text) => {
    expect(sayIn('en')(eventWords(event(over), nameOf))).toBe(text);
  });

  test('every event, end of an offer and reason has words in every language', () => {
    const all = [
      ...CALL_EVENTS.map((kind) => event({ kind, agentIds: ['ana'] })),
      ...OFFER_ENDS.map((offer) => event({ kind: 'offer-ended', why: { offer } })),
      ...END_REASONS.map((end) => event({ kind: 'call-ended', why: { end } })),
    ];
    for (const locale of LOCALES) for (const one of all) expect(sayIn(locale)(eventWords(one, nameOf))).not.toBe('');
  });
});
