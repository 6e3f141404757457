import { z } from 'zod';
import { SkillId } from '../server/protocol/common.ts';
import { StrategyName, wholeNumber } from '../server/protocol/queue.ts';
import { Agents, Arrivals, CaseCenter, Expected, Name } from './case-parts.ts';
import { CaseQueue } from './case-queue.ts';
import { checkCase } from './check-case.ts';
import { seconds } from './distribution.ts';

/**
 * A case file: a contact center, who calls it, and what is to come out. Times in seconds, as people type them.
 * simulation/README.md explains it to those who write one.
 */

export const Case = z
  .strictObject({
    name: Name,
    about: z.string().max(2000).default(''),
    /** What the simulated clock shows at the beginning; matters for opening hours and dated arrivals. */
    startsAt: z.iso.datetime({ offset: true, error: 'is not a time such as 2026-01-05T08:00:00Z' }).default('2026-01-05T08:00:00Z'),
    skills: z.array(SkillId).max(1000).default([]),
    centers: z.array(CaseCenter).min(1, 'is empty').max(100),
    agents: z.array(Agents).min(1, 'is empty').max(10_000),
    queues: z.array(CaseQueue).min(1, 'is empty').max(1000),
    arrivals: z.array(Arrivals).min(1, 'is empty').max(1000),
    /** Takes the place of what queues and the core are set to. */
    policy: z
      .strictObject({
        strategy: StrategyName.optional(),
        offersAtOnce: wholeNumber(1, 5).optional(),
        /** Waiting so long counts as one priority more. */
        agingSeconds: seconds.min(1, 'is below 1').optional(),
        /** An agent who let a call go by is not offered it again for so long. */
        passedBySeconds: seconds.optional(),
      })
      .default({}),
    warmUpSeconds: seconds.default(0),
    /** What is measured, after the warm-up. */
    seconds: seconds.min(1, 'is below 1'),
    runs: wholeNumber(1, 10_000).default(10),
    seed: wholeNumber(0, 2 ** 53 - 1).default(1),
    expected: z.array(Expected).max(1000).default([]),
  })
  .superRefine(checkCase);

export type Case = z.infer<typeof Case>;
export type CaseArrivals = Case['arrivals'][number];
export type CaseAgents = Case['agents'][number];
