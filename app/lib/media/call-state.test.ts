import { describe, expect, it } from 'vitest';
import { type Facts, learn, START, stateOf } from './call-state.ts';

const after = (...news: Partial<Facts>[]) => stateOf(news.reduce<Facts>(learn, START));

const OWN: Partial<Facts>[] = [{ socket: 'joined' }, { send: 'connecting' }, { send: 'connected' }];
const FLOWING: Partial<Facts>[] = [...OWN, { other: true }, { receive: 'connected' }];

describe('the state of a call’s audio', () => {
  it.each<[string, Partial<Facts>[], object]>([
    ['begins with joining', [], { kind: 'joining', own: false }],
    ['is joining while the microphone is not sent', [{ socket: 'joined' }, { send: 'connecting' }], { kind: 'joining', own: false }],
    ['says when the microphone is sent and the other is not there', OWN, { kind: 'joining', own: true }],
    ['is not flowing before the other’s line is up', [...OWN, { other: true, receive: 'connecting' }], { kind: 'joining', own: true }],
    ['flows', FLOWING, { kind: 'flowing' }],
    ['waits again for the other who has left', [...FLOWING, { other: false }], { kind: 'joining', own: true }],
    ['reconnects when the socket is lost', [...FLOWING, { socket: 'lost' }], { kind: 'reconnecting' }],
    ['reconnects when the worker is lost', [...FLOWING, { send: 'none', receive: 'none', other: false }], { kind: 'reconnecting' }],
    ['reconnects when sending is disturbed', [...FLOWING, { send: 'disconnected' }], { kind: 'reconnecting' }],
    ['reconnects when hearing is disturbed', [...FLOWING, { receive: 'disconnected' }], { kind: 'reconnecting' }],
    ['does not mind the line of one who is not there', [...FLOWING, { other: false, receive: 'failed' }], { kind: 'joining', own: true }],
    ['flows again', [...FLOWING, { socket: 'lost' }, { socket: 'joined' }], { kind: 'flowing' }],
    ['still joins when the socket is lost before it was up', [{ socket: 'joined' }, { socket: 'lost' }], { kind: 'joining', own: false }],
  ])('%s', (_, news, state) => {
    expect(after(...news)).toEqual(state);
  });

  it('stays ended, whatever comes late', () => {
    const end = { kind: 'closed', reason: 'call-ended' } as const;
    expect(after(...FLOWING, { end }, { send: 'failed' }, { end: { kind: 'failed', problem: 'refused', message: 'late' } })).toEqual(end);
  });
});
