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
type Decisions = CallStory['parts'][number]['decisions'];
const part = (callId: string, more: object) => ({
  ...{ callId, role: 'main', queueName: 'Sales', agentId: null, startedAt: 1, connectedAt: null, endedAt: null },
  ...{ decisions: [], notes: null, ...more },
});
const conversation = (parts: object[]) =>
  CallStory.parse({
    ...{ callId: 'c', callerName: 'Carla', caller: null, parts, events: [], lines: [], texts: null },
    ...{ agents: { left: 'Rui Left' }, centers: {} },
  });
const story = (offers: Decisions[number]['offers']) =>
  conversation([
    part('c', {
      decisions: [
        { decision: decision(1, ['liam']), offers: [{ agentId: 'liam', end: 'not-answered', at: 2 }] },
        { decision: decision(3, ['ana', 'left']), offers },
      ],
    }),
  ]);
const entries = (offers: Decisions[number]['offers']) => storyView(story(offers), namesOn(board))[0]?.entries ?? [];

test('each agent’s part stands in its order, with who, where and since when', () => {
  const parts = [
    part('b', { agentId: 'left', connectedAt: 5, endedAt: 9 }),
    part('c', { agentId: 'ana', role: 'consult', queueName: 'Support', startedAt: 7 }),
    part('d', { startedAt: 8 }),
  ];
  expect(
    storyView(conversation(parts), namesOn(board)).map(({ number, asked, title, role, from, until }) => [
      ...[number, asked, english(title), english(role), from, until],
    ]),
  ).toEqual([
    [1, false, 'Rui Left, Sales', 'with the caller', 5, 9],
    [2, true, 'Ana Ribeiro, Support', 'asked privately', 7, null],
    [3, false, 'nobody, Sales', 'with the caller', 8, null],
  ]);
});

test('the latest decision comes first, each with how its offers ended, also of agents who have left', () => {
  const offers: Decisions[number]['offers'] = [
    { agentId: 'ana', end: 'accepted', at: 4 },
    { agentId: 'left', end: 'answered-elsewhere', at: 4 },
  ];
  expect(entries(offers).map(({ decision: { at }, ends }) => [at, ends.map((one) => [one.agentName, english(one.words)])])).toEqual([
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
  const [entry] = entries([{ agentId: 'ana', end, at: null }]);
  expect(entry?.ends.map((one) => english(one.words))).toEqual([expect.stringMatching(/^[a-z]/)]);
});
