import { describe, expect, test } from 'vitest';
import { CenterInput, NO_LIMITS, QueueInput } from './queue.ts';

const queue = (changes: Record<string, unknown> = {}) => ({
  name: 'Sales',
  priority: 0,
  requirement: { all: [{ skillId: 'sales', level: 3 }] },
  centers: null,
  steps: [],
  strategy: 'longest-idle',
  offersAtOnce: 1,
  offerTimeoutSeconds: 20,
  preferredSeconds: 0,
  serviceLevelSeconds: 20,
  wrapupSeconds: 60,
  wrapupExtensionSeconds: 30,
  wrapupEnds: 'done',
  dispositions: [{ name: 'Resolved', children: [] }],
  hours: null,
  callbacksPerSlot: 0,
  takesTexts: false,
  textIdleMinutes: null,
  maxLength: null,
  maxWaitSeconds: null,
  whenClosed: { kind: 'message', text: 'We are closed.' },
  whenFull: { kind: 'callback', text: 'Shall we call you back?' },
  whenTooLong: { kind: 'queue', queueId: 'support' },
  ...changes,
});
const lower = (afterSeconds: number, skillId = 'sales') => ({ afterSeconds, change: { kind: 'lower-level', skillId, level: 2 } });
const refused = (changes: Record<string, unknown>) => {
  const parsed = QueueInput.safeParse(queue(changes));
  return parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
};

describe('a queue', () => {
  test('is taken with steps in the order of their times, also several at once', () => {
    const steps = [lower(20), { afterSeconds: 20, change: { kind: 'raise-priority', by: 2 } }, lower(40)];
    expect(QueueInput.parse(queue({ steps }))).toEqual(queue({ steps }));
  });

  test.each([
    [{ steps: [lower(40), lower(20)] }, 'steps.1.afterSeconds is out of order: the step before it comes after 40 s'],
    [{ steps: [lower(20, 'french')] }, 'steps.0.change.skillId is not a skill that this queue asks for'],
    [{ steps: [{ afterSeconds: 5, change: { kind: 'raise-priority', by: 0 } }] }, 'steps.0.change.by is below 1'],
    [{ strategy: 'cheapest' }, 'strategy is not a strategy that Tandem has'],
    [{ offersAtOnce: 6 }, 'offersAtOnce is above 5'],
    [{ maxLength: 0 }, 'maxLength is below 1'],
    [{ maxWaitSeconds: Number.NaN }, 'maxWaitSeconds is not a number'],
    [{ preferredSeconds: 1.5 }, 'preferredSeconds is not a whole number'],
    [{ centers: [] }, 'centers names no center'],
    [{ centers: ['lisbon', 'lisbon'] }, 'centers names a center twice'],
    [{ whenClosed: { kind: 'message', text: '  ' } }, 'whenClosed.text is needed'],
    [
      { hours: { timeZone: 'Europe/Lisbon', weekly: [{ day: 1, from: '12:00', to: '09:00' }], holidays: [] } },
      'hours.weekly.0.to is not after the beginning',
    ],
  ])('with %j is refused at the field', (changes, issue) => {
    expect(refused(changes)).toEqual([issue]);
  });
});

test.each([
  [{ foreignShare: 1.2 }, 'limits.foreignShare is above 100 %'],
  [{ protectServiceLevel: -0.1 }, 'limits.protectServiceLevel is below 0 %'],
])('a center’s limits with %j are refused at the field', (limits, issue) => {
  const parsed = CenterInput.safeParse({ limits: { ...NO_LIMITS, ...limits } });
  expect(parsed.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`)).toEqual([issue]);
});
