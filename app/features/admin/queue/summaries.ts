import { leaves } from '../../../../server/protocol/disposition-tree.ts';
import type { QueueInput } from '../../../../server/protocol/queue.ts';
import { requirementText } from '../../../../server/protocol/skills.ts';
import { plural } from '../../../lib/format.ts';
import { hoursText } from '../hours/hours-view.ts';
import { STRATEGY_WORDS } from './queue-words.ts';

/** What is set in each section of the queue editor, in a line. */

interface Named {
  id: string;
  name: string;
}

export const SECTION_FIELDS = {
  basics: ['name', 'priority', 'serviceLevelSeconds'],
  who: ['requirement', 'centers'],
  offer: ['strategy', 'offersAtOnce', 'offerTimeoutSeconds', 'preferredSeconds'],
  steps: ['steps'],
  hours: ['hours'],
  cannot: ['maxLength', 'maxWaitSeconds', 'whenClosed', 'whenFull', 'whenTooLong'],
  after: ['wrapupSeconds', 'wrapupExtensionSeconds', 'wrapupEnds', 'dispositions'],
} as const satisfies Record<string, readonly (keyof QueueInput)[]>;
export type SectionName = keyof typeof SECTION_FIELDS;

export function summaryOf(section: SectionName, queue: QueueInput, skills: readonly Named[], centers: readonly Named[]): string {
  const nameIn = (list: readonly Named[]) => (id: string) => list.find((one) => one.id === id)?.name ?? id;
  switch (section) {
    case 'basics':
      return `Priority ${queue.priority}, answered in time within ${queue.serviceLevelSeconds} s`;
    case 'who':
      return [
        requirementText(queue.requirement, nameIn(skills)),
        queue.centers === null ? 'all centers' : queue.centers.map(nameIn(centers)).join(', ') || 'no center',
      ].join(' · ');
    case 'offer': {
      const preferred = queue.preferredSeconds > 0 ? `, after ${queue.preferredSeconds} s for the last one spoken to` : '';
      const atOnce = queue.offersAtOnce > 1 ? `, ${queue.offersAtOnce} agents at once` : '';
      return `${STRATEGY_WORDS[queue.strategy].name}${atOnce}, rings for ${queue.offerTimeoutSeconds} s${preferred}`;
    }
    case 'steps':
      return queue.steps.length === 0
        ? 'None'
        : `${plural(queue.steps.length, 'step')}, after ${queue.steps.map((step) => `${step.afterSeconds} s`).join(', ')}`;
    case 'hours':
      return queue.hours === null ? 'Always open' : `${hoursText(queue.hours)} (${queue.hours.timeZone})`;
    case 'cannot': {
      const limits = [
        queue.maxLength === null ? null : `${plural(queue.maxLength, 'call')} may wait`,
        queue.maxWaitSeconds === null ? null : `for ${queue.maxWaitSeconds} s at most`,
      ].filter((limit) => limit !== null);
      return limits.length === 0 ? 'Any number of calls may wait for any time' : limits.join(', ');
    }
    case 'after':
      return `${queue.wrapupSeconds} s of wrap-up, ${plural(leaves(queue.dispositions).length, 'disposition')}`;
  }
}
