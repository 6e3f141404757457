import { leaves } from '../../../../server/protocol/disposition-tree.ts';
import type { QueueInput } from '../../../../server/protocol/queue.ts';
import { type Words, words } from '../../../lib/i18n/words.ts';
import { hoursWords } from '../hours/hours-view.ts';
import { requirementWords } from './requirement-words.ts';

/** What is set in each section of the queue editor, in a line. */

interface Named {
  id: string;
  name: string;
}

export const SECTION_FIELDS = {
  basics: ['name', 'priority', 'serviceLevelSeconds'],
  who: ['requirement', 'centers'],
  offer: ['strategy', 'offersAtOnce', 'offerTimeoutSeconds', 'preferredSeconds'],
  texts: ['takesTexts', 'textIdleMinutes'],
  steps: ['steps'],
  hours: ['hours', 'callbacksPerSlot'],
  cannot: ['maxLength', 'maxWaitSeconds', 'whenClosed', 'whenFull', 'whenTooLong'],
  after: ['wrapupSeconds', 'wrapupExtensionSeconds', 'wrapupEnds', 'dispositions'],
} as const satisfies Record<string, readonly (keyof QueueInput)[]>;
export type SectionName = keyof typeof SECTION_FIELDS;

export function summaryOf(section: SectionName, queue: QueueInput, skills: readonly Named[], centers: readonly Named[]): Words {
  const nameIn = (list: readonly Named[]) => (id: string) => list.find((one) => one.id === id)?.name ?? id;
  switch (section) {
    case 'basics':
      return words('admin.summary.basics', { priority: queue.priority, seconds: queue.serviceLevelSeconds });
    case 'who':
      return words('admin.summary.who', {
        who: requirementWords(queue.requirement, nameIn(skills)),
        centers:
          queue.centers === null
            ? words('admin.summary.all-centers')
            : queue.centers.map(nameIn(centers)).join(', ') || words('admin.summary.no-center'),
      });
    case 'offer':
      return words('admin.summary.offer', {
        strategy: words(`admin.strategies.${queue.strategy}.name`),
        // A field that is empty holds no number: then there is nothing to say of it.
        atOnce: Math.max(queue.offersAtOnce || 1, 1),
        seconds: queue.offerTimeoutSeconds,
        preferred: Math.max(queue.preferredSeconds || 0, 0),
      });
    case 'texts':
      if (!queue.takesTexts) return words('admin-texts.summary.none');
      return words('admin-texts.summary.taken', { minutes: queue.textIdleMinutes ?? 0 });
    case 'steps':
      if (queue.steps.length === 0) return words('admin.summary.no-steps');
      return words('admin.summary.steps', {
        count: queue.steps.length,
        times: queue.steps.map((step) => `${step.afterSeconds} s`).join(', '),
      });
    case 'hours':
      if (queue.hours === null) return words('admin.summary.always-open');
      return words('admin.summary.hours', { hours: hoursWords(queue.hours), zone: queue.hours.timeZone });
    case 'cannot': {
      const length = queue.maxLength === null ? null : words('admin.summary.length', { count: queue.maxLength });
      const wait = queue.maxWaitSeconds === null ? null : words('admin.summary.wait', { seconds: queue.maxWaitSeconds });
      if (length !== null && wait !== null) return words('admin.summary.limits', { length, wait });
      return length ?? wait ?? words('admin.summary.no-limit');
    }
    case 'after':
      return words('admin.summary.after', { seconds: queue.wrapupSeconds, count: leaves(queue.dispositions).length });
  }
}
