import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meets, type Requirement } from '../protocol/skills.ts';
import type { Agent } from './core/model.ts';
import { Skilled } from './skilled.ts';

const skillId = fc.constantFrom('sales', 'support', 'french', 'german');
const level = fc.integer({ min: 1, max: 5 });
const { requirement } = fc.letrec<{ requirement: Requirement }>((tie) => ({
  requirement: fc.oneof(
    { maxDepth: 3 },
    fc.record({ skillId, level }),
    fc.record({ all: fc.array(tie('requirement'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('requirement'), { minLength: 1, maxLength: 3 }) }),
  ),
}));
const skills = fc.uniqueArray(fc.record({ id: skillId, name: fc.constant('x'), level }), { selector: (skill) => skill.id });

test('those who meet a requirement are found, each once, and nobody else', () => {
  fc.assert(
    fc.property(fc.array(skills, { maxLength: 12 }), requirement, (having, asked) => {
      const agents = having.map((own, index) => ({ id: `a${index}`, skills: own }) as Agent);
      const found = new Skilled(agents).meeting(asked).map((agent) => agent.id);
      expect(found.sort()).toEqual(
        agents
          .filter((agent) => meets(asked, agent.skills))
          .map((agent) => agent.id)
          .sort(),
      );
    }),
  );
});
