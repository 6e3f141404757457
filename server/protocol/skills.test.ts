import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SkillLevel } from './common.ts';
import {
  meets,
  normalized,
  REQUIREMENT_DEPTH,
  REQUIREMENT_SKILLS,
  Requirement,
  requirementText,
  skillsIn,
  unmetRequirement,
} from './skills.ts';

const need = <Level = number>(skillId: string, level: Level) => ({ skillId, level });
const has = (skills: Record<string, number>): SkillLevel[] => Object.entries(skills).map(([id, level]) => ({ id, name: id, level }));

const sales: Requirement = { all: [need('sales', 3), { any: [need('english', 2), need('french', 4)] }] };

describe('a requirement', () => {
  test.each([
    [{ sales: 3, english: 2 }, null],
    [{ sales: 5, french: 5 }, null],
    [{ sales: 2, english: 2 }, 'sales 2, needs 3'],
    [{ english: 5 }, 'has no sales'],
    [{ sales: 3, french: 3 }, 'has no english and french 3, needs 4'],
  ])('of %j says what is unmet', (skills, unmet) => {
    expect(unmetRequirement(sales, has(skills))).toBe(unmet);
    expect(meets(sales, has(skills))).toBe(unmet === null);
  });

  test('of all of nothing is met by anybody', () => {
    expect(meets({ all: [] }, [])).toBe(true);
    expect(requirementText({ all: [] }, String)).toBe('anybody');
  });

  test('reads as a sentence, with brackets only where they are needed', () => {
    expect(requirementText(sales, (id) => id.toUpperCase())).toBe('SALES 3 and (ENGLISH 2 or FRENCH 4)');
    expect(requirementText({ all: [{ any: [need('english', 1)] }] }, String)).toBe('english 1');
  });

  test('names the path to each skill', () => {
    expect(skillsIn(sales).map((one) => `${one.path.join('.')}=${one.skillId}`)).toEqual([
      'all.0.skillId=sales',
      'all.1.any.0.skillId=english',
      'all.1.any.1.skillId=french',
    ]);
  });
});

describe('a requirement is refused', () => {
  const deep = (levels: number): unknown => (levels === 0 ? need('a', 1) : { all: [deep(levels - 1)] });
  const shape = 'is not a skill with a level, or all or any of several';
  const issuesOf = (value: unknown) => {
    const parsed = Requirement.safeParse(value);
    return parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  };

  test.each([
    ['with any of nothing', { all: [{ any: [] }] }, ['all.0.any: names nothing to choose from']],
    ['that is both all and any', { all: [], any: [need('a', 1)] }, [`: ${shape}`]],
    ['with something more', { all: [{ skillId: 'a', level: 1, name: 'A' }] }, [`all.0: ${shape}`]],
    ['that is a text', 'a', [`: ${shape}`]],
    ['that is null', { any: [null] }, [`any.0: ${shape}`]],
    ['that is too deep', deep(REQUIREMENT_DEPTH + 1), [`all.0.all.0.all.0.all.0.all: ${shape}`]],
    ['that is so deep that nobody should follow it', deep(5000), [`all.0.all.0.all.0.all.0.all: ${shape}`]],
    [
      'that names too many',
      { all: [{ any: Array(REQUIREMENT_SKILLS).fill(need('a', 1)) }, need('b', 1)] },
      [`: names more than ${REQUIREMENT_SKILLS} skills`],
    ],
  ])('%s', (_, value, issues) => {
    expect(issuesOf(value)).toEqual(issues);
  });

  test.each([0, 6, 1.5, '3', undefined])('for a level of %j, at the field', (level) => {
    expect(issuesOf({ all: [{ any: [need('a', level)] }] })[0]).toMatch(/^all\.0\.any\.0\.level: /);
  });

  test('not while it is as deep as may be', () => {
    expect(issuesOf(deep(REQUIREMENT_DEPTH))).toEqual([]);
  });
});

const skill = fc.record({ skillId: fc.constantFrom('a', 'b', 'c'), level: fc.integer({ min: 1, max: 5 }) });
const { requirement } = fc.letrec<{ requirement: Requirement }>((tie) => ({
  requirement: fc.oneof(
    { maxDepth: 3 },
    skill,
    fc.record({ all: fc.array(tie('requirement'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('requirement'), { minLength: 1, maxLength: 3 }) }),
  ),
}));
const skillSet = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 5 }), { noNullPrototype: true }).map(has);

test('one spelling of a requirement is met by the same people, and is its own spelling', () => {
  fc.assert(
    fc.property(requirement, skillSet, (given, skills) => {
      expect(meets(normalized(given), skills)).toBe(meets(given, skills));
      expect(unmetRequirement(given, skills) === null).toBe(meets(given, skills));
      expect(normalized(normalized(given))).toEqual(normalized(given));
    }),
    { numRuns: 2000 },
  );
});
