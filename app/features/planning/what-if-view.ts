import {
  type DayFigures,
  type Difference,
  FIGURES,
  type FigureName,
  type PlanningScope,
  type WhatIfRequest,
} from '../../../server/protocol/planning.ts';
import type { QueueStep, StepChange, StrategyName } from '../../../server/protocol/queue.ts';
import { numberIn } from './forecast-view.ts';
import { dateIn } from './local-date.ts';

/** What the what-if page says, from what the server told and what was typed. */

/** A change as it is typed; its id tells it from the others on the page. */
export type Change =
  | { id: number; kind: 'staff'; centerId: string; skillId: string | null; agents: string; from: string; to: string }
  | { id: number; kind: 'queue'; queueId: string; strategy: StrategyName; offers: string; priority: string; steps: readonly TypedStep[] }
  | { id: number; kind: 'center'; centerId: string; foreign: string; protect: string; opens: string; closes: string };
export interface TypedStep {
  id: number;
  after: string;
  change: StepChange;
}
export type ChangeField = 'agents' | 'from' | 'to' | 'offers' | 'priority' | `step-${number}` | 'foreign' | 'protect' | 'opens' | 'closes';
/** Fields in which a time of the day stands. */
export const isTime = (field: ChangeField): boolean => field === 'from' || field === 'to' || field === 'opens' || field === 'closes';
export interface Fault {
  id: number;
  field: ChangeField;
}

export interface WhatIfForm {
  centerId: string;
  date: string;
  changes: readonly Change[];
}

const DAY_MS = 86_400_000;

/** The last whole day, or today where there is none yet. */
export function dayToTry({ firstCallAt, now }: Pick<PlanningScope, 'firstCallAt' | 'now'>, timeZone: string): string {
  const yesterday = dateIn(now - DAY_MS, timeZone);
  return firstCallAt !== null && dateIn(firstCallAt, timeZone) <= yesterday ? yesterday : dateIn(now, timeZone);
}

/** A new change of a kind, which changes nothing yet but the staff by one agent fewer. */
export function newChange(kind: Change['kind'], id: number, { centers, queues }: PlanningScope): Change | null {
  const [center] = centers;
  if (!center) return null;
  switch (kind) {
    case 'staff':
      return { id, kind, centerId: center.id, skillId: null, agents: '-1', from: '09:00', to: '17:00' };
    case 'center':
      return { id, kind, ...limitsOf(center) };
    case 'queue': {
      const [queue] = queues;
      return queue ? { id, kind, ...rulesOf(queue) } : null;
    }
  }
}

/** A queue's rules as they are, to be changed. */
export function rulesOf({ id, strategy, offersAtOnce, priority, steps }: PlanningScope['queues'][number]) {
  const typed = steps.map(({ afterSeconds, change }, nth): TypedStep => ({ id: nth, after: String(afterSeconds), change }));
  return { queueId: id, strategy, offers: String(offersAtOnce), priority: String(priority), steps: typed };
}

/** A center's limits as they are. Of its hours nothing is said, so that they are those of the day. */
export function limitsOf({ id, foreignShare, protectServiceLevel: level }: PlanningScope['centers'][number]) {
  const percent = (share: number) => String(Math.round(share * 100));
  return { centerId: id, foreign: percent(foreignShare), protect: level === null ? '' : percent(level), opens: '', closes: '' };
}

/** One step more, a minute after the last. */
export function withStep(steps: readonly TypedStep[]): TypedStep[] {
  const last = steps.at(-1);
  const after = (numberIn(last?.after ?? '') ?? 0) + 60;
  const id = Math.max(-1, ...steps.map((step) => step.id)) + 1;
  return [...steps, { id, after: String(after), change: { kind: 'raise-priority', by: 1 } }];
}

/** What a step can do here: what those of the queue do, raise the priority, or add a center. */
export function stepChoices(
  { places, queues }: Pick<PlanningScope, 'places' | 'queues'>,
  queueId: string,
): { value: string; change: StepChange }[] {
  const own = queues.find(({ id }) => id === queueId)?.steps.map(({ change }) => change) ?? [];
  const others: StepChange[] = [
    ...[1, 2, 5].map((by): StepChange => ({ kind: 'raise-priority', by })),
    ...places.map(({ id }): StepChange => ({ kind: 'add-center', centerId: id })),
  ];
  return [...new Map([...own, ...others].map((change) => [stepKey(change), change]))].map(([value, change]) => ({ value, change }));
}

export function stepKey(change: StepChange): string {
  switch (change.kind) {
    case 'raise-priority':
      return `${change.kind} ${change.by}`;
    case 'add-center':
      return `${change.kind} ${change.centerId}`;
    case 'drop-skill':
      return `${change.kind} ${change.skillId}`;
    case 'lower-level':
      return `${change.kind} ${change.skillId} ${change.level}`;
  }
}

/** The request, or the fields that can't be read. Whether a number will do is the server's to say. */
export function requestOf({ centerId, date, changes }: WhatIfForm, scope: PlanningScope): { request: WhatIfRequest } | { wrong: Fault[] } {
  const wrong: Fault[] = [];
  const read = (id: number, field: ChangeField, typed: string, reader: (typed: string) => number | null) => {
    const value = reader(typed);
    if (value === null) wrong.push({ id, field });
    return value ?? 0;
  };
  const request: WhatIfRequest = { centerId, date, staff: [], queues: [], centers: [], intervalMinutes: 30 };
  const openIn = ({ id, opens, closes }: Extract<Change, { kind: 'center' }>) => {
    if (opens === '' && closes === '') return {};
    const [from, to] = [read(id, 'opens', opens, minuteIn), read(id, 'closes', closes, minuteIn)];
    return { open: { from, to: to === 0 ? 1440 : to } };
  };
  for (const change of changes) {
    const number = (field: ChangeField, typed: string) => read(change.id, field, typed, numberIn);
    switch (change.kind) {
      case 'staff': {
        const from = read(change.id, 'from', change.from, minuteIn);
        const to = read(change.id, 'to', change.to, minuteIn);
        // At midnight the day is over.
        request.staff.push({
          centerId: change.centerId,
          skillId: change.skillId,
          agents: number('agents', change.agents),
          from,
          to: to === 0 ? 1440 : to,
        });
        break;
      }
      case 'queue': {
        // As they are now, they are those of the day, which may have been others.
        const now = scope.queues.find(({ id }) => id === change.queueId)?.steps ?? [];
        const typed = change.steps.map((step, nth) => ({ afterSeconds: number(`step-${nth}`, step.after), change: step.change }));
        const steps = sameSteps(typed, now) ? {} : { steps: typed };
        const rules = {
          strategy: change.strategy,
          offersAtOnce: number('offers', change.offers),
          priority: number('priority', change.priority),
        };
        request.queues.push({ queueId: change.queueId, ...rules, ...steps });
        break;
      }
      case 'center': {
        const protect = change.protect.trim() === '' ? null : number('protect', change.protect) / 100;
        const limits = { foreignShare: number('foreign', change.foreign) / 100, protectServiceLevel: protect };
        request.centers.push({ centerId: change.centerId, ...limits, ...openIn(change) });
        break;
      }
    }
  }
  return wrong.length > 0 ? { wrong } : { request };
}

const sameSteps = (one: readonly QueueStep[], other: readonly QueueStep[]) =>
  one.length === other.length &&
  one.every((step, nth) => {
    const counterpart = other[nth];
    return counterpart && step.afterSeconds === counterpart.afterSeconds && stepKey(step.change) === stepKey(counterpart.change);
  });

export function minuteIn(typed: string): number | null {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(typed) ?? [];
  return hours === undefined || minutes === undefined ? null : Number(hours) * 60 + Number(minutes);
}

const FIELDS: Record<string, ChangeField> = {
  agents: 'agents',
  from: 'from',
  to: 'to',
  offersAtOnce: 'offers',
  priority: 'priority',
  foreignShare: 'foreign',
  protectServiceLevel: 'protect',
  'open.from': 'opens',
  'open.to': 'closes',
  // Where nobody has the skill, it is the number that can't be had.
  skillId: 'agents',
};
const KINDS: Record<string, Change['kind']> = { staff: 'staff', queues: 'queue', centers: 'center' };

/** Which field of which change a refusal is about: "staff.0.agents", "queues.1.steps.0.afterSeconds". */
export function faultAt(field: string | undefined, changes: readonly Change[]): Fault | null {
  const [list = '', nth = '', ...rest] = (field ?? '').split('.');
  const change = changes.filter(({ kind }) => kind === KINDS[list])[Number(nth)];
  const at = rest[0] === 'steps' ? (`step-${Number(rest[1] ?? 0)}` as const) : FIELDS[rest.join('.')];
  return change && at ? { id: change.id, field: at } : null;
}

export type Verdict = 'better' | 'worse' | 'same' | 'busier' | 'idler';

const SHARES: ReadonlySet<FigureName> = new Set(['serviceLevel', 'abandonment', 'occupancy']);

/** Which way is better; of occupancy none is. */
const BETTER: Record<FigureName, 1 | -1 | 0> = {
  serviceLevel: 1,
  asa: -1,
  abandonment: -1,
  occupancy: 0,
  estimateError50: -1,
  estimateError90: -1,
};

/** A difference that may as well be none, since its interval holds 0, is none. */
export function verdictOf(figure: FigureName, difference: Difference): Verdict {
  if (difference === null || difference.halfWidth === null) return 'same';
  const { mean, halfWidth } = difference;
  if (Math.abs(mean) < 1e-9 || Math.abs(mean) <= halfWidth) return 'same';
  if (BETTER[figure] === 0) return mean > 0 ? 'busier' : 'idler';
  return Math.sign(mean) === BETTER[figure] ? 'better' : 'worse';
}

export const isShare = (figure: FigureName) => SHARES.has(figure);
export const FIGURE_NAMES = FIGURES;

/** Intervals from the first to the last in which something was: a call, or somebody there. */
export function busyIntervals<T extends { calls: number; real: DayFigures; after: DayFigures }>(intervals: readonly T[]): T[] {
  const was = ({ calls }: T) => calls > 0;
  const first = intervals.findIndex(was);
  return first < 0 ? [] : intervals.slice(first, intervals.findLastIndex(was) + 1);
}
