import { expect, test } from 'vitest';
import type { QueueInput } from '../../../../server/protocol/queue.ts';
import { sayIn } from '../../../lib/i18n/testing.ts';
import { newQueue } from './queue-values.ts';
import { SECTION_FIELDS, type SectionName, summaryOf } from './summaries.ts';

const english = sayIn('en');

const skills = [
  { id: 'sales', name: 'Sales' },
  { id: 'fr', name: 'French' },
];
const centers = [{ id: 'lisbon', name: 'Lisbon' }];

test.each<[SectionName, Partial<QueueInput>, string]>([
  ['basics', { priority: 3, serviceLevelSeconds: 30 }, 'Priority 3, answered in time within 30 s'],
  ['who', {}, 'anybody · all centers'],
  [
    'who',
    {
      requirement: {
        all: [
          { skillId: 'sales', level: 3 },
          { skillId: 'gone', level: 1 },
        ],
      },
      centers: ['lisbon'],
    },
    'Sales 3 and gone 1 · Lisbon',
  ],
  ['offer', {}, 'Longest idle, rings for 20 s'],
  [
    'offer',
    { strategy: 'random', offersAtOnce: 3, preferredSeconds: 10 },
    'Random, 3 agents at once, rings for 20 s, after 10 s for the last one spoken to',
  ],
  ['texts', {}, 'None: callers can only talk'],
  ['texts', { takesTexts: true }, 'Callers may write, and take their time to answer'],
  ['texts', { takesTexts: true, textIdleMinutes: 1 }, 'Callers may write; without an answer it ends after 1 minute'],
  ['steps', {}, 'None'],
  ['steps', { steps: [{ afterSeconds: 20, change: { kind: 'drop-skill', skillId: 'fr' } }] }, '1 step, after 20 s'],
  ['hours', {}, 'Always open'],
  ['hours', { hours: { timeZone: 'UTC', weekly: [{ day: 1, from: '09:00', to: '12:00' }], holidays: [] } }, 'Mon 09:00–12:00 (UTC)'],
  ['cannot', {}, 'Any number of calls may wait for any time'],
  ['cannot', { maxLength: 1, maxWaitSeconds: 60 }, '1 call may wait, for 60 s at most'],
  ['after', { dispositions: [{ name: 'Sold', children: [] }] }, '60 s of wrap-up, 1 disposition'],
])('%s with %j reads %j', (section, changes, text) => {
  expect(english(summaryOf(section, { ...newQueue, ...changes }, skills, centers))).toBe(text);
});

test('every field of a queue is in one section', () => {
  expect(Object.values(SECTION_FIELDS).flat().sort()).toEqual(Object.keys(newQueue).sort());
});
