import { describe, expect, test } from 'vitest';
import { Requirement } from '../../../../server/protocol/skills.ts';
import { edited, needsOf, newGroup, newNeed, toRequirement, withoutPart, withPart } from './requirement-rows.ts';

const need = (skillId: string, level = 3) => ({ skillId, level });
const nested: Requirement = { all: [need('sales'), { any: [need('english'), need('french')] }] };

describe('a requirement in the form', () => {
  test.each<[string, Requirement]>([
    ['of anybody', { all: [] }],
    ['of all', { all: [need('sales'), need('english')] }],
    ['of any', { any: [need('sales'), need('english')] }],
    ['with a group', nested],
    ['with groups only', { any: [{ all: [need('a'), need('b')] }, { all: [need('c')] }] }],
  ])('%s is saved as it was', (_, requirement) => {
    const form = edited(requirement);
    expect(form && toRequirement(form)).toEqual(requirement);
  });

  test('of one skill alone is a group of it', () => {
    expect(edited(need('sales'))).toEqual({ kind: 'all', parts: [need('sales')] });
  });

  test('that is nested deeper is left alone', () => {
    expect(edited({ all: [{ any: [{ all: [need('a')] }] }] })).toBeNull();
  });

  test('loses a group with its last skill, and is for anybody when nothing is left', () => {
    const form = edited(nested);
    if (!form) throw new Error('not shown');
    const without = toRequirement(withPart(form, 1, { kind: 'any', needs: [] }));
    expect(without).toEqual({ all: [need('sales')] });
    expect(toRequirement({ kind: 'any', parts: [] })).toEqual({ all: [] });
    expect(toRequirement(withoutPart({ kind: 'any', parts: [need('a')] }, 0))).toEqual({ all: [] });
  });

  test('whatever is made with it is a requirement', () => {
    const skills = [{ id: 'a' }, { id: 'b' }];
    const first = newNeed(skills, []);
    if (!first) throw new Error('no skill');
    const group = newGroup('all', first);
    expect(group).toEqual({ kind: 'any', needs: [need('a')] });
    expect(Requirement.safeParse(toRequirement({ kind: 'all', parts: [first, group] })).success).toBe(true);
    expect(needsOf([first, group])).toEqual([first, first]);
  });
});

describe('a new skill', () => {
  test('is one that is not named yet, or else the first', () => {
    expect(newNeed([{ id: 'a' }, { id: 'b' }], [need('a')])).toEqual(need('b'));
    expect(newNeed([{ id: 'a' }], [need('a')])).toEqual(need('a'));
    expect(newNeed([], [])).toBeNull();
  });
});
