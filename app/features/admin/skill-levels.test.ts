import { describe, expect, test } from 'vitest';
import { nextSkill, skillsText } from './skill-levels.ts';

const skills = [
  { id: 'en', name: 'English' },
  { id: 'pt', name: 'Portuguese' },
];

describe('adding a skill', () => {
  test.each([
    [[], { skillId: 'en', level: 3 }],
    [[{ skillId: 'en', level: 1 }], { skillId: 'pt', level: 3 }],
    [
      [
        { skillId: 'pt', level: 1 },
        { skillId: 'en', level: 1 },
      ],
      null,
    ],
  ])('to %j offers %j', (chosen, next) => {
    expect(nextSkill(skills, chosen)).toEqual(next);
  });
});

test.each([
  [[], ''],
  [
    [
      { skillId: 'en', level: 3 },
      { skillId: 'pt', level: 5 },
    ],
    'Portuguese 5, English 3',
  ],
  [[{ skillId: 'gone', level: 2 }], 'gone 2'],
])('%j reads %j', (levels, text) => {
  expect(skillsText(levels, skills)).toBe(text);
});
