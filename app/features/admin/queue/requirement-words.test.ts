import { expect, test } from 'vitest';
import { type Requirement, requirementText } from '../../../../server/protocol/skills.ts';
import { sayIn } from '../../../lib/i18n/testing.ts';
import { requirementWords } from './requirement-words.ts';

const need = (skillId: string, level = 3) => ({ skillId, level });
const nested: Requirement = { all: [need('sales'), { any: [need('english'), need('french', 4)] }] };
const nameOf = (id: string) => id.toUpperCase();

test.each<[Requirement]>([[{ all: [] }], [need('sales')], [{ any: [need('a'), need('b'), need('c')] }], [nested]])(
  'in English %j reads as the server says it',
  (requirement) => {
    expect(sayIn('en')(requirementWords(requirement, nameOf))).toBe(requirementText(requirement, nameOf));
  },
);

test('a requirement reads in other languages', () => {
  expect(sayIn('pt')(requirementWords(nested, nameOf))).toBe('SALES 3 e (ENGLISH 3 ou FRENCH 4)');
  expect(sayIn('fr')(requirementWords({ all: [] }, nameOf))).toBe('n’importe qui');
});
