import { expect, test } from 'vitest';
import { changedSkills, switched } from './settings-view.ts';

const has = [
  { skillId: 'sales', level: 3 },
  { skillId: 'french', level: 2 },
];

test.each([
  ['nothing', {}, has],
  ['another level', { french: 5 }, [has[0], { skillId: 'french', level: 5 }]],
  ['one more', { english: 1 }, [...has, { skillId: 'english', level: 1 }]],
  ['one less', { sales: 0 }, [has[1]]],
  ['none that was not there', { english: 0 }, has],
])('skills with %s changed', (_, levels, skills) => {
  expect(changedSkills(has, levels)).toEqual(skills);
});

test.each([
  [['a'], 'a', true, []],
  [['a'], 'b', false, ['a', 'b']],
  [['a'], 'a', false, ['a']],
  [[], 'a', true, []],
])('%j with %s switched to %s', (excluded, queueId, takes, after) => {
  expect(switched(excluded, queueId, takes)).toEqual(after);
});
