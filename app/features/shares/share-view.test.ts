import { expect, test } from 'vitest';
import { NO_SHARES, type SeenShare } from '../../lib/media/share-view.ts';
import { shareView } from './share-view.ts';

const nameOf = (party: string) => ({ caller: 'Maria' })[party] ?? 'Ana';
const screen = (state: SeenShare['state'], stream: MediaStream | null = null): SeenShare => ({
  producerId: 'p1',
  from: 'caller',
  source: 'screen',
  state,
  stream,
});
const nothing = { prompts: [], putOff: [], pictures: [], asked: [] };
const of = (change: object, notNow: string[] = []) => shareView({ ...NO_SHARES, ...change }, nameOf, new Set(notNow));
const about = { producerId: 'p1', name: 'Maria', source: 'screen' };

test('nothing is shown of nothing', () => {
  expect(of({})).toEqual(nothing);
});

test('what is offered is a question, and no picture', () => {
  expect(of({ shares: [screen('offered')] })).toEqual({
    ...nothing,
    prompts: [{ kind: 'offered', key: 'screen caller', ...about }],
  });
});

test('what was put off is no question any more, and can still be taken', () => {
  expect(of({ shares: [screen('offered')] }, ['screen caller'])).toEqual({ ...nothing, putOff: [{ key: 'screen caller', ...about }] });
  expect(of({ shares: [screen('offered')] }, ['camera caller']).prompts).toHaveLength(1);
});

test('what is watched is a picture, once it is there', () => {
  const stream = {} as MediaStream;
  expect(of({ shares: [screen('opening')] })).toEqual({ ...nothing, pictures: [{ ...about, stream: null }] });
  // Put off before, and then taken after all.
  expect(of({ shares: [screen('watching', stream)] }, ['screen caller'])).toEqual({ ...nothing, pictures: [{ ...about, stream }] });
});

test('who is asked to show something is asked here, and who was asked is named with the answer', () => {
  expect(of({ asks: [{ from: 'agent-7', source: 'camera' }] }).prompts).toEqual([
    { kind: 'asked', key: 'asked camera agent-7', from: 'agent-7', name: 'Ana', source: 'camera' },
  ]);
  const sentAsks = [
    { of: 'caller', source: 'screen', state: 'waiting' },
    { of: 'caller', source: 'camera', state: 'declined' },
  ];
  expect(of({ sentAsks }).asked).toEqual([
    { key: 'screen caller', name: 'Maria', source: 'screen', declined: false },
    { key: 'camera caller', name: 'Maria', source: 'camera', declined: true },
  ]);
});
