import type { Requirement } from '../../../../server/protocol/skills.ts';
import { type Words, words } from '../../../lib/i18n/words.ts';

/** "Sales 3 and (English 2 or French 2)". `nameOf` gives the name of a skill by its id. */
export function requirementWords(requirement: Requirement, nameOf: (skillId: string) => string, nested = false): Words | string {
  if ('skillId' in requirement) return `${nameOf(requirement.skillId)} ${requirement.level}`;
  const [parts, kind] = 'all' in requirement ? ([requirement.all, 'all'] as const) : ([requirement.any, 'any'] as const);
  const [first, ...rest] = parts.map((part) => requirementWords(part, nameOf, true));
  if (first === undefined) return words('admin.requirement.anybody');
  const said = rest.reduce((before, next) => words(`admin.requirement.${kind}`, { before, next }), first);
  return nested && rest.length > 0 ? words('admin.requirement.group', { part: said }) : said;
}
