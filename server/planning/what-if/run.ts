import type { IntervalMinutes, WhatIfRequest, WhatIfResult } from '../../protocol/planning.ts';
import { Failure } from '../../sockets/failure.ts';
import { momentOf, quartersOf } from '../local-days.ts';
import { type StoredDay, traceOfDay } from '../replay/day-trace.ts';
import { TraceError } from '../replay/known-calls.ts';
import { type Configure, configureWith, type Policy, PolicyError } from '../replay/policy.ts';
import { compareDays, type Interval } from './comparison.ts';
import { withStaffing } from './staffing.ts';

export interface WhatIfInput {
  request: WhatIfRequest;
  timeZone: string;
  day: StoredDay;
  laterSettings: boolean;
  runs: number;
  /** After so long it makes do with the runs that are done, if there are two. */
  enoughMs: number;
}

/**
 * A past day once more, with other staff or another policy.
 * @throws Failure that names the change at fault, or says what the day does not tell
 */
export function runWhatIf(input: WhatIfInput, onRun: (done: number) => void, clock: () => number = Date.now): WhatIfResult {
  const { request, timeZone, day, laterSettings, runs, enoughMs } = input;
  const begun = clock();
  const trace = traceOfDay(day);
  const at = (minute: number) => momentOf(request.date, minute, timeZone);
  const staffing = request.staff.map(({ from, to, ...change }) => ({ ...change, from: at(from), to: at(to) }));
  const { trace: changed, missing } = withStaffing(trace, staffing);
  const [first] = trace.configured;
  if (!first || trace.calls.length === 0) throw new Failure('conflict', 'No calls came on that day. Choose another.');
  const policy = policyOf(request, first.set);
  const intervals = intervalsOf(request.date, timeZone, request.intervalMinutes).filter(({ at: start }) => start < trace.to);
  try {
    configureWith(policy, first.set);
    const onDone = (done: number) => {
      onRun(done);
      return done < 2 || clock() - begun < enoughMs;
    };
    return { ...compareDays({ trace, changed, policy, intervals, runs, onRun: onDone }), missing, laterSettings };
  } catch (error) {
    if (error instanceof TraceError)
      throw new Failure(
        'conflict',
        'No call of that day was answered to its end, so that nothing tells how long calls take. Choose another.',
      );
    if (error instanceof PolicyError)
      throw new Failure('bad-request', 'These changes don’t fit the queues and centers of that day.', 'queues');
    throw error;
  }
}

/** What is to be otherwise than it was. */
function policyOf({ queues, centers }: WhatIfRequest, set: Configure): Policy {
  return {
    settings: {},
    queues: Object.fromEntries(
      queues.map(({ queueId, firstStepSeconds, ...change }, nth) => {
        if (firstStepSeconds === undefined) return [queueId, change];
        const steps = set.queues.find(({ id }) => id === queueId)?.steps ?? [];
        const [first] = steps;
        if (!first) throw new Failure('bad-request', 'This queue had no steps on that day.', `queues.${nth}.firstStepSeconds`);
        const shift = firstStepSeconds - first.afterMs / 1000;
        const moved = steps.map((step) => ({ afterSeconds: Math.min(86_400, step.afterMs / 1000 + shift), change: step.change }));
        return [queueId, { ...change, steps: moved }];
      }),
    ),
    centers: Object.fromEntries(centers.map(({ centerId, foreignShare }) => [centerId, { foreignShare }])),
  };
}

/** The intervals of a day by the clock of the place; where the clock is put back, the hour that comes twice is one. */
function intervalsOf(date: string, timeZone: string, minutes: IntervalMinutes): Interval[] {
  const quarters = quartersOf(date, timeZone);
  const bySlot = Map.groupBy(quarters, ({ minute }) => Math.floor(minute / minutes) * minutes);
  return [...bySlot].flatMap(([minute, own]) => {
    const [first, last] = [own[0], own.at(-1)];
    return first && last ? [{ minute, at: first.at, to: last.at + 900_000 }] : [];
  });
}
