import { csvOf } from '../../../server/protocol/csv.ts';
import type { Forecast, ForecastRequest, ForecastSlot, StaffNeed, StaffTarget } from '../../../server/protocol/planning.ts';

/** What the forecast page says, from what the server told and what was typed. */

export type Made = Extract<Forecast, { kind: 'forecast' }>;
export type Model = 'erlangC' | 'erlangA';

/** As it is typed. */
export interface ForecastForm {
  centerId: string;
  date: string | null;
  queueId: string | null;
  intervalMinutes: ForecastRequest['intervalMinutes'];
  target: StaffTarget['kind'];
  percent: string;
  seconds: string;
  shrinkage: string;
  patience: string;
}

export const FORECAST_FORM: Omit<ForecastForm, 'centerId'> = {
  date: null,
  queueId: null,
  intervalMinutes: 30,
  target: 'service-level',
  percent: '80',
  seconds: '20',
  shrinkage: '30',
  patience: '',
};

export type NumberField = 'percent' | 'seconds' | 'shrinkage' | 'patience';

/** The request, or the fields in which no number stands. Whether a number will do is the server's to say. */
export function requestOf(form: ForecastForm): { request: ForecastRequest } | { wrong: NumberField[] } {
  const { centerId, date, queueId, intervalMinutes } = form;
  const asked: NumberField[] = [...ASKED_BY[form.target], 'shrinkage', ...(form.patience.trim() === '' ? [] : (['patience'] as const))];
  const wrong = asked.filter((field) => numberIn(form[field]) === null);
  if (wrong.length > 0) return { wrong };
  const number = (field: NumberField) => numberIn(form[field]) ?? 0;
  const share = (field: NumberField) => number(field) / 100;
  const patienceSeconds = form.patience.trim() === '' ? null : number('patience');
  const target: StaffTarget =
    form.target === 'service-level'
      ? { kind: 'service-level', share: share('percent'), withinSeconds: number('seconds') }
      : form.target === 'asa'
        ? { kind: 'asa', seconds: number('seconds') }
        : { kind: 'occupancy', most: share('percent') };
  return { request: { centerId, date, queueId, intervalMinutes, target, shrinkage: share('shrinkage'), patienceSeconds } };
}

export const ASKED_BY: Record<StaffTarget['kind'], readonly ('percent' | 'seconds')[]> = {
  'service-level': ['percent', 'seconds'],
  asa: ['seconds'],
  occupancy: ['percent'],
};

/** A comma is a decimal point to many. */
export function numberIn(typed: string): number | null {
  const trimmed = typed.trim().replace(',', '.').replace('−', '-');
  return trimmed === '' || !Number.isFinite(Number(trimmed)) ? null : Number(trimmed);
}

/** Which field of the form a refusal is about. */
export function fieldAt(field: string | undefined): NumberField | null {
  if (field === 'shrinkage') return 'shrinkage';
  if (field === 'patienceSeconds') return 'patience';
  if (field === 'target.share' || field === 'target.most') return 'percent';
  return field === 'target.withinSeconds' || field === 'target.seconds' ? 'seconds' : null;
}

/** "09:30". */
export const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Less than this is nobody's call. */
const NO_CALLS = 0.05;

/** The intervals from the first to the last in which calls are expected. */
export function busySlots(slots: readonly ForecastSlot[]): ForecastSlot[] {
  const first = slots.findIndex(({ pooled }) => pooled.calls >= NO_CALLS);
  const last = slots.findLastIndex(({ pooled }) => pooled.calls >= NO_CALLS);
  return first < 0 ? [] : slots.slice(first, last + 1);
}

/** Erlang A where it is asked for and can be told. */
export const needOf = ({ erlangC, erlangA }: { erlangC: StaffNeed | null; erlangA: StaffNeed | null }, model: Model): StaffNeed | null =>
  model === 'erlangA' ? (erlangA ?? erlangC) : erlangC;

/** All centers, each with its own calls; null unless each of them can be told. */
export function apart(slot: ForecastSlot, model: Model): number | null {
  const needs = Object.values(slot.centers).map((scope) => needOf(scope, model));
  return needs.length === 0 || needs.some((need) => need === null) ? null : needs.reduce((sum, need) => sum + (need?.agents ?? 0), 0);
}

export interface Totals {
  calls: number;
  low: number;
  high: number;
  peak: number;
  peakApart: number | null;
  paidHours: number;
  /** When most calls come, minute of the day. */
  busiest: number;
}

export function totalsOf({ slots, days, date, intervalMinutes }: Made, model: Model): Totals {
  const day = days.find((one) => one.date === date);
  const needs = slots.map((slot) => needOf(slot.pooled, model));
  const separate = slots.map((slot) => apart(slot, model));
  const busiest = slots.reduce((most, slot) => (slot.pooled.calls > (most?.pooled.calls ?? -1) ? slot : most), slots[0]);
  return {
    calls: day?.calls ?? 0,
    low: day?.low ?? 0,
    high: day?.high ?? 0,
    peak: Math.max(0, ...needs.map((need) => need?.agents ?? 0)),
    peakApart: separate.some((count) => count === null) || separate.length === 0 ? null : Math.max(...separate.map((count) => count ?? 0)),
    paidHours: needs.reduce((sum, need) => sum + ((need?.rostered ?? 0) * intervalMinutes) / 60, 0),
    busiest: busiest?.minute ?? 0,
  };
}

/** @param headings time, calls, low, high, Erlang C, rostered, service level, ASA, occupancy, Erlang A, rostered, service level, ASA, occupancy, abandonment */
export function forecastCsv({ date, slots, centers }: Made, headings: readonly string[]): string {
  const need = (one: StaffNeed | null, patient: boolean) => {
    const figures = [one?.agents, one?.rostered, round(one?.serviceLevel, 4), round(one?.asaSeconds, 1), round(one?.occupancy, 4)];
    return patient ? [...figures, round(one?.abandoned, 4)] : figures;
  };
  const rows = slots.map((slot) => [
    date,
    clock(slot.minute),
    ...[slot.pooled.calls, slot.low, slot.high].map((value) => round(value, 2)),
    ...need(slot.pooled.erlangC, false),
    ...need(slot.pooled.erlangA, true),
    ...centers.flatMap(({ id }) => {
      const scope = slot.centers[id];
      return [round(scope?.calls, 2), scope?.erlangC?.agents, scope?.erlangA?.agents];
    }),
  ]);
  const [calls = '', erlangC = '', erlangA = ''] = [headings[2], headings[5], headings[10]];
  const head = [...headings, ...centers.flatMap(({ name }) => [`${name}: ${calls}`, `${name}: ${erlangC}`, `${name}: ${erlangA}`])];
  return csvOf(
    head,
    rows.map((row) => row.map((figure) => figure ?? null)),
  );
}

const round = (value: number | undefined, digits: number) => (value === undefined ? undefined : Number(value.toFixed(digits)));
