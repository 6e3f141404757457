import type { AgentStatus, NotReadyCode } from '../../protocol/common.ts';
import type { DayCall, DaySegment, MyDay } from '../../protocol/desk.ts';

/** An agent's day from what was logged of it. Pure. */

/** A row of the timeline: from `at` on, until the next. */
export interface TimelineEntry {
  kind: AgentStatus['kind'];
  code: NotReadyCode | null;
  at: number;
}

export interface DayFacts {
  /** In their order; what was before midnight counts from midnight on. */
  timeline: readonly TimelineEntry[];
  calls: readonly DayCall[]; // newest first
  missed: number;
}

export function dayOf(facts: DayFacts, { startedAt, now, timeZone }: { startedAt: number; now: number; timeZone: string }): MyDay {
  const segments = segmentsOf(facts.timeline, startedAt, now);
  const { calls, missed } = facts;
  const talkMs = sum(calls.map((call) => call.talkMs));
  const wrapupMs = sum(calls.map((call) => call.wrapupMs));
  const spent = (kind: DaySegment['kind']) => sum(segments.filter((one) => one.kind === kind).map(length));
  const availableMs = spent('available');
  const busyMs = spent('on-call') + spent('wrapup');
  const notReadyMs: Partial<Record<NotReadyCode, number>> = {};
  for (const segment of segments) if (segment.code) notReadyMs[segment.code] = (notReadyMs[segment.code] ?? 0) + length(segment);
  return {
    now,
    startedAt,
    timeZone,
    segments,
    calls: [...calls],
    figures: {
      calls: calls.length,
      ahtMs: calls.length === 0 ? null : (talkMs + wrapupMs) / calls.length,
      talkMs,
      wrapupMs,
      missed,
      availableMs,
      notReadyMs,
      occupancy: availableMs + busyMs === 0 ? null : busyMs / (availableMs + busyMs),
    },
  };
}

/** Without gaps from the first time the agent was there; what is of the same kind and follows on is one. */
export function segmentsOf(timeline: readonly TimelineEntry[], startedAt: number, now: number): DaySegment[] {
  const segments: DaySegment[] = [];
  timeline.forEach(({ kind, code, at }, index) => {
    const from = Math.max(at, startedAt);
    const to = Math.min(timeline[index + 1]?.at ?? now, now);
    if (to <= from) return;
    const doing = kind === 'reserved' ? 'available' : kind;
    const last = segments.at(-1);
    if (last?.kind === doing && last.code === code) last.to = to;
    else if (last || doing !== 'offline') segments.push({ kind: doing, code, from, to });
  });
  return segments;
}

const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);
const length = ({ from, to }: DaySegment) => to - from;
