import { expect, test } from 'vitest';
import { CallStory, OFFER_ENDS } from '../../../server/protocol/call-story.ts';
import { sayIn } from '../../lib/i18n/testing.ts';
import { board } from './board-fixture.ts';
import { namesOn } from './decision-view.ts';
import { storyView } from './story-view.ts';

const english = sayIn('en');

const decision = (at: number, chosen: string[]) => ({
  at,
  strategy: 'longest-idle',
  chosen,
  why: [],
  candidates: [],
  passedOver: [],
  unnamed: { candidates: 0, passedOver: 0 },
  centers: [],
});
const story = (offers: CallStory['decisions'][number]['offers']) =>
  CallStory.parse({
    callId: 'c',
    callerName: 'Carla',
    events: [],
    lines: [],
    notes: null,
    queueName: 'Sales',
    decisions: [
      { decision: decision(1, ['liam']), offers: [{ agentId: 'liam', end: 'not-answered', at: 2 }] },
      { decision: decision(3, ['ana', 'left']), offers },
    ],
    agents: { left: 'Rui Left' },
    centers: {},
  });

test('the latest decision comes first, each with how its offers ended, also of agents who have left', () => {
  const offers: CallStory['decisions'][number]['offers'] = [
    { agentId: 'ana', end: 'accepted', at: 4 },
    { agentId: 'left', end: 'answered-elsewhere', at: 4 },
  ];
  expect(
    storyView(story(offers), namesOn(board)).map(({ decision: { at }, ends }) => [
      at,
      ends.map((one) => [one.agentName, english(one.words)]),
    ]),
  ).toEqual([
    [
      3,
      [
        ['Ana Ribeiro', 'accepted'],
        ['Rui Left', 'another agent answered first'],
      ],
    ],
    [1, [['Liam O’Connor', 'not answered in time']]],
  ]);
});

test.each(OFFER_ENDS)('%s is told in words', (end) => {
  const [entry] = storyView(story([{ agentId: 'ana', end, at: null }]), namesOn(board));
  expect(entry?.ends.map((one) => english(one.words))).toEqual([expect.stringMatching(/^[a-z]/)]);
});
