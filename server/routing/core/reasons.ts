import { exhausted } from '../../protocol/common.ts';
import type { Figure, Reason } from '../../protocol/reasons.ts';
import { requirementText, skillsIn } from '../../protocol/skills.ts';
import type { Call } from './model.ts';
import type { Place } from './pool.ts';
import type { RoutingState } from './state.ts';

/** Why an agent who was named has an offer; such an offer goes past the line, and past what centers share. */
export const BY_NAME = 'asked for by name';

/** Why an agent who has the skills was passed over: their supervisor has set which queues' calls they take. */
export const EXCLUDED = 'takes no calls of this queue';

/** That a supervisor has put the call first. */
export const raisedReasons = ({ raised }: Pick<Call, 'raised'>): Reason[] =>
  raised === null ? [] : [{ kind: 'put-first', byName: raised.byName }];

/** What a call asks for and the best of the free can. */
export function skillReason(state: RoutingState, { pool, of }: Place): Reason {
  const { requirement } = pool.need;
  const named = new Set(skillsIn(requirement).map((need) => need.skillId));
  const skills = of.agent.skills.filter((skill) => named.has(skill.id)).map(({ name, level }) => ({ name, level }));
  if (skills.length > 0) return { kind: 'skills', skills };
  const text = requirementText(requirement, (id) => state.skills.get(id) ?? id);
  // What asks for "anybody, or …" is met by nobody's skills, and is said as it stands.
  return text === 'anybody' ? { kind: 'anybody' } : { kind: 'said', text };
}

/** A reason in English, as the log and the supervisors' dashboard have it. */
export function reasonText(reason: Reason): string {
  switch (reason.kind) {
    case 'skills':
      return reason.skills.map(({ name, level }) => `${name} ${level}`).join(', ');
    case 'anybody':
      return 'anybody';
    case 'compared': {
      const words = figureText(reason.figure);
      if (reason.free === null) return words;
      return reason.free === 1 ? `${words}, the only one free` : `${words}, best of ${reason.free} free`;
    }
    case 'spoke-last':
      return 'the customer spoke to them last';
    case 'by-name':
      return BY_NAME;
    case 'several-at-once':
      return 'offered to several at once';
    case 'put-first':
      return `put first by ${reason.byName}`;
    case 'said':
      return reason.text;
    default:
      return exhausted(reason);
  }
}

export function figureText(figure: Figure): string {
  switch (figure.by) {
    case 'longest-idle':
      return `idle ${figure.idleSeconds} s`;
    case 'least-occupied':
      return `${Math.round(figure.occupancy * 100)} % occupied of late`;
    case 'fastest-server':
      return `${figure.handleSeconds} s a call`;
    case 'fewest-extra-skills':
      return `${figure.skills} skill${figure.skills === 1 ? '' : 's'} beside`;
    case 'random':
      return 'by chance';
    default:
      return exhausted(figure);
  }
}
