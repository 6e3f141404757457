import { expect, test } from 'vitest';
import { SHIFT_QUEUES } from '../../testing/shift.ts';
import { type Configure, configureWith, PolicyError, readPolicy, settingsWith } from './policy.ts';

/** A policy file: what it may say, and what it is refused for. */

const set = SHIFT_QUEUES as Configure;

function faultsOf(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof PolicyError) return error.faults;
    throw error;
  }
  return [];
}
const faults = (policy: object) => faultsOf(() => configureWith(readPolicy(JSON.stringify(policy)), set));

test('a policy changes what it names, by name or id, and nothing else', () => {
  const policy = readPolicy(
    JSON.stringify({
      queues: { sales: { strategy: 'fastest-server', offerTimeoutSeconds: 12 } },
      centers: { toronto: { foreignShare: 0.5 } },
      settings: { agingMs: 60_000 },
    }),
  );
  const changed = configureWith(policy, set);
  const [sales, support] = set.queues;
  expect(changed.queues).toEqual([{ ...sales, strategy: 'fastest-server', offerTimeoutMs: 12_000 }, support]);
  expect(changed.centers.map(({ limits }) => limits.foreignShare)).toEqual([1, 0.5]);
  expect(settingsWith(policy)).toMatchObject({ agingMs: 60_000, passedByMs: 30_000 });
});

test('a queue that a supervisor closed stays closed under other rules', () => {
  const closed: Configure = { ...set, queues: set.queues.map((queue) => ({ ...queue, closed: true })) };
  expect(configureWith(readPolicy('{"queues":{"sales":{"priority":3}}}'), closed).queues[0]).toMatchObject({ priority: 3, closed: true });
});

test('each fault names its field, and all are told at once', () => {
  expect(faultsOf(() => readPolicy('{ "queues": '))).toEqual([expect.stringMatching(/^is not JSON: /)]);
  expect(faults({ queue: {} })).toEqual([expect.stringContaining('queue')]);
  expect(faults({ settings: { agingMs: -1 } })).toEqual(['settings.agingMs: is not above 0']);
  expect(faults({ centers: { porto: {}, lisbon: { foreignShare: 2 } } })).toEqual(['centers.lisbon.foreignShare: is above 100 %']);
  expect(
    faults({
      queues: {
        billing: {},
        sales: { strategi: 'random', strategy: 'cleverest', offersAtOnce: 9 },
        support: {
          requirement: {
            any: [
              { skillId: 'voice', level: 1 },
              { skillId: 'magic', level: 2 },
            ],
          },
          centers: ['porto'],
        },
      },
      centers: { porto: {} },
    }),
  ).toEqual([
    'queues.billing: is no queue of this period',
    'centers.porto: is no center of this period',
    'queues.sales.strategi: is nothing that a queue has',
    'queues.sales.strategy: is not a strategy that Tandem has',
    'queues.sales.offersAtOnce: is above 5',
    'queues.support.requirement.any.1.skillId: is no skill of this period',
    'queues.support.centers.0: is no center of this period',
  ]);
});
