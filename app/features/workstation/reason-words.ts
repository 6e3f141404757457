import { exhausted } from '../../../server/protocol/codes.ts';
import type { Figure, Reason } from '../../../server/protocol/reasons.ts';
import { type Words, words } from '../../lib/i18n/words.ts';

/** Why a call comes to this agent. Names of skills, and reasons of old decisions, are strings and stay as they are. */
export function reasonWords(reason: Reason): Words | string {
  switch (reason.kind) {
    case 'skills':
      return reason.skills.map(({ name, level }) => `${name} ${level}`).join(', ');
    case 'compared': {
      const figure = figureWords(reason.figure);
      if (reason.free === null) return figure;
      if (reason.free === 1) return words('workstation-call.reasons.only-one', { figure });
      return words('workstation-call.reasons.best', { figure, count: reason.free });
    }
    case 'anybody':
    case 'spoke-last':
    case 'by-name':
    case 'several-at-once':
      return words(`workstation-call.reasons.${reason.kind}`);
    case 'put-first':
      return words('workstation-call.reasons.put-first', { name: reason.byName });
    case 'said':
      return reason.text;
    default:
      return exhausted(reason);
  }
}

function figureWords(figure: Figure): Words {
  switch (figure.by) {
    case 'longest-idle':
      return words('workstation-call.reasons.figures.longest-idle', { seconds: figure.idleSeconds });
    case 'least-occupied':
      return words('workstation-call.reasons.figures.least-occupied', { share: { percent: figure.occupancy } });
    case 'fastest-server':
      return words('workstation-call.reasons.figures.fastest-server', { seconds: figure.handleSeconds });
    case 'fewest-extra-skills':
      return words('workstation-call.reasons.figures.fewest-extra-skills', { count: figure.skills });
    case 'random':
      return words('workstation-call.reasons.figures.random');
    default:
      return exhausted(figure);
  }
}
