import type { AgentId, CallId } from '../server/protocol/common.ts';
import type { RoutingEvent } from '../server/routing/core/events.ts';
import type { Note } from './notes.ts';

/** A row of what an agent did, as a center logs it. */
export interface TimelineRow {
  agentId: AgentId;
  kind: string;
  code: string | null;
  at: number;
}

/** As reports count them. */
export interface AgentFigures {
  handled: number;
  /** From calls. */
  talkMs: number;
  wrapupMs: number;
  /** From what agents did: on calls and writing up. */
  busyMs: number;
}

/** What is left of a center's agents when all is told. */
export interface Activity {
  agents: readonly { id: AgentId; party: string }[];
  /** At the center itself, and at the installation. */
  here: readonly TimelineRow[];
  there: readonly TimelineRow[];
  /** Calls that the center keeps as finished. */
  kept: readonly { callId: CallId; agentId: AgentId }[];
  /** The installation's figures of each agent. */
  figures: ReadonlyMap<AgentId, AgentFigures>;
  log: readonly { event: RoutingEvent }[];
}

/** From what happens to the center's note of it, where nothing is in the way. */
const SLACK_MS = 1500;

/**
 * Holds what a center says of its agents against what they did themselves, and the installation's copy against both. Pure.
 * @param isDown whether the center was down at that time: it learns of what happened then later
 */
export function checkActivity(
  { agents, here, there, kept, figures, log }: Activity,
  notes: readonly Note[],
  isDown: (at: number) => boolean,
): { checked: number; violations: string[] } {
  const violations: string[] = [];
  let checked = 0;
  const expect = (holds: boolean, text: () => string) => {
    checked += 1;
    if (!holds) violations.push(text());
  };
  const endOf = new Map(log.flatMap(({ event }) => (event.kind === 'call-ended' ? [[event.callId, event.at - (event.agoMs ?? 0)]] : [])));
  for (const { id, party } of agents) {
    const own = here.filter(({ agentId }) => agentId === id);
    const told = there.filter(({ agentId }) => agentId === id);
    const words = (rows: readonly TimelineRow[]) => rows.map(({ kind, code }) => code ?? kind).join(', ');
    expect(words(own) === words(told), () => `${party} did ${words(own)}, and the installation has ${words(told)}`);
    own.forEach(({ kind, at }, nth) => {
      const off = Math.abs((told[nth]?.at ?? at) - at);
      expect(off <= SLACK_MS, () => `${party} was ${kind} ${off} ms earlier or later than the installation has it`);
    });

    const of = (kind: 'accepted' | 'finished') =>
      notes.flatMap((note) => (note.party === party && note.kind === kind && 'callId' in note ? [note] : []));
    const talks = stretchesOf(own, 'on-call');
    const answered = log.flatMap(({ event }) => (event.kind === 'call-accepted' && event.agentId === id ? [event] : []));
    expect(
      talks.length === answered.length,
      () => `${party} has answered ${answered.length} calls and was on the phone ${talks.length} times: ${words(own)}`,
    );
    answered.forEach(({ callId, at }, nth) => {
      const talk = talks[nth];
      const end = endOf.get(callId);
      if (talk === undefined || end === undefined) return;
      expect(Math.abs(talk.from - at) <= SLACK_MS, () => `${party} answered call ${callId} ${talk.from - at} ms before the center says so`);
      if (isDown(end)) expect(talk.to >= end - SLACK_MS, () => `${party} is off call ${callId} before it has ended`);
      else
        expect(
          Math.abs(talk.to - end) <= SLACK_MS,
          () => `${party} was on call ${callId} for ${talk.to - end} ms longer by the center than it was`,
        );
    });

    const finished = new Set(of('finished').map(({ callId }) => callId));
    const completed = log.flatMap(({ event }) => (event.kind === 'call-completed' && event.agentId === id ? [event.callId] : []));
    const keeps = kept.flatMap(({ callId, agentId }) => (agentId === id ? [callId] : []));
    for (const callId of finished) {
      expect(keeps.includes(callId), () => `${party} has finished call ${callId}, and the center does not keep it`);
      expect(
        completed.filter((one) => one === callId).length === 1,
        () => `${party} has finished call ${callId}, and the log has it ${completed.filter((one) => one === callId).length} times`,
      );
    }
    expect(completed.length === keeps.length, () => `${party} has ${completed.length} calls in the log and ${keeps.length} at the center`);
    const { handled, talkMs, wrapupMs, busyMs } = figures.get(id) ?? { handled: 0, talkMs: 0, wrapupMs: 0, busyMs: 0 };
    expect(handled === completed.length, () => `${party} has finished ${completed.length} calls, and the figures have ${handled}`);
    const off = Math.round(Math.abs(busyMs - talkMs - wrapupMs));
    expect(off <= SLACK_MS * handled, () => `${party} was busy for ${off} ms more or less than the figures have of their calls`);
  }
  return { checked, violations };
}

/** What is of one kind and follows on is one: a center says anew, after its start, what agents are doing. */
function stretchesOf(rows: readonly TimelineRow[], kind: string): { from: number; to: number }[] {
  const stretches: { from: number; to: number }[] = [];
  let isOpen = false;
  for (const row of rows) {
    const last = stretches.at(-1);
    if (isOpen && last && row.kind !== kind) last.to = row.at;
    if (row.kind === kind && !isOpen) stretches.push({ from: row.at, to: Number.POSITIVE_INFINITY });
    isOpen = row.kind === kind;
  }
  return stretches;
}
