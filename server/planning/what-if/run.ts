import { type Hours, WEEKDAYS } from '../../protocol/hours.ts';
import type { IntervalMinutes, WhatIfRequest, WhatIfResult } from '../../protocol/planning.ts';
import { Failure } from '../../sockets/failure.ts';
import { momentOf, quartersOf } from '../local-days.ts';
import { type StoredDay, staffKnown, traceOfDay } from '../replay/day-trace.ts';
import { TraceError } from '../replay/known-calls.ts';
import { configureWith, type Policy, PolicyError } from '../replay/policy.ts';
import { compareDays, type Interval } from './comparison.ts';
import { withStaffing } from './staffing.ts';

export interface WhatIfInput {
  request: WhatIfRequest;
  timeZone: string;
  /** Of each center. */
  zones: ReadonlyMap<string, string>;
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
  const { request, timeZone, zones, day, laterSettings, runs, enoughMs } = input;
  const begun = clock();
  const trace = traceOfDay(day);
  const at = (minute: number) => momentOf(request.date, minute, timeZone);
  const staffing = request.staff.map(({ from, to, ...change }) => ({ ...change, from: at(from), to: at(to) }));
  const { trace: changed, missing } = withStaffing(trace, staffing);
  const [first] = trace.configured;
  if (!first || trace.calls.length === 0) throw new Failure('conflict', 'No calls came on that day. Choose another.');
  const { answered, unknown } = staffKnown(trace, day.calls);
  // Callers would wait in vain for those who are missing, and the replay would tell of a day that never was.
  if (unknown * 2 > answered) throw new Failure('conflict', 'Who was there on that day is not known. Choose another.', 'date');
  const policy = policyOf(request, zones);
  const intervals = intervalsOf(request.date, timeZone, request.intervalMinutes).filter(({ at: start }) => start < trace.to);
  try {
    configureWith(policy, first.set);
    const onDone = (done: number) => {
      onRun(done);
      return done < 2 || clock() - begun < enoughMs;
    };
    return { ...compareDays({ trace, changed, policy, intervals, runs, onRun: onDone }), missing, laterSettings, unknownStaff: unknown };
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
function policyOf({ queues, centers }: WhatIfRequest, zones: WhatIfInput['zones']): Policy {
  return {
    settings: {},
    queues: Object.fromEntries(
      queues.map(({ queueId, steps, ...change }) => {
        const inOrder = steps?.toSorted((a, b) => a.afterSeconds - b.afterSeconds);
        return [queueId, { ...change, ...(inOrder && { steps: inOrder }) }];
      }),
    ),
    centers: Object.fromEntries(
      centers.map(({ centerId, open, ...limits }) => [centerId, { ...limits, ...(open && { hours: openOn(open, zones.get(centerId)) }) }]),
    ),
  };
}

/** Every day alike: a day elsewhere may be two of the center's. */
const openOn = ({ from, to }: { from: number; to: number }, timeZone = 'UTC'): Hours => ({
  timeZone,
  weekly: WEEKDAYS.map((_, index) => ({ day: index + 1, from: clockTime(from), to: clockTime(to) })),
  holidays: [],
});

const clockTime = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** The intervals of a day by the clock of the place; where the clock is put back, the hour that comes twice is one. */
function intervalsOf(date: string, timeZone: string, minutes: IntervalMinutes): Interval[] {
  const quarters = quartersOf(date, timeZone);
  const bySlot = Map.groupBy(quarters, ({ minute }) => Math.floor(minute / minutes) * minutes);
  return [...bySlot].flatMap(([minute, own]) => {
    const [first, last] = [own[0], own.at(-1)];
    return first && last ? [{ minute, at: first.at, to: last.at + 900_000 }] : [];
  });
}
