import type { SkillLevel } from '../../protocol/common.ts';
import { Failure } from '../../sockets/failure.ts';
import type { StaffChange, Trace } from '../replay/trace.ts';

/** So many more or fewer of a center's agents, from one moment to another. */
export interface Staffing {
  centerId: string;
  /** Null: any. */
  skillId: string | null;
  agents: number;
  /** ms */
  from: number;
  to: number;
}

/**
 * The day with other staff. Who is added knows what the center's agents of that day knew, one after the other. Of those who
 * are taken away, the ones who were ready longest within the time go first.
 * @returns with it, how many were to be taken away and were not there
 * @throws Failure `bad-request` when nobody of that day tells what an added agent would know
 */
export function withStaffing(trace: Trace, changes: readonly Staffing[]): { trace: Trace; missing: number } {
  let staff = trace.staff;
  let missing = 0;
  let added = 0;
  changes.forEach((change, nth) => {
    const window = { from: Math.max(change.from, trace.from), to: Math.min(change.to, trace.to) };
    if (window.from >= window.to) return;
    if (change.agents > 0) {
      // Colleagues are those of the day itself, so that one change does not build upon another.
      const like = colleagues(trace.staff, change);
      if (like.length === 0)
        throw new Failure(
          'bad-request',
          'Nobody in this center had this skill on that day, so that nothing tells what else they would know.',
          `staff.${nth}.skillId`,
        );
      for (let more = 0; more < change.agents; more += 1) {
        added += 1;
        staff = [...staff, ...hired(`what-if-${added}`, change.centerId, like[more % like.length] ?? [], window, trace.to)];
      }
    } else {
      const leaving = longestReady(staff, change, window).slice(0, -change.agents);
      missing += -change.agents - leaving.length;
      for (const agentId of leaving) staff = without(staff, agentId, window, trace.to);
    }
    staff = staff.toSorted((a, b) => a.at - b.at);
  });
  return { trace: { ...trace, staff }, missing };
}

const fits = ({ agent }: StaffChange, { centerId, skillId }: Staffing) =>
  agent.centerId === centerId && (skillId === null || agent.skills.some(({ id }) => id === skillId));

function colleagues(staff: readonly StaffChange[], change: Staffing): SkillLevel[][] {
  const known = new Map(staff.filter((one) => fits(one, change)).map(({ agent }) => [agent.id, agent.skills]));
  return [...known].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, skills]) => skills);
}

function hired(id: string, centerId: string, skills: SkillLevel[], window: Window, end: number): StaffChange[] {
  const agent = { id, centerId, name: id, skills, reachable: true, answeredAt: window.from, settledToken: 0, capacity: 1 };
  const there: StaffChange = { at: window.from, ready: true, agent: { ...agent, status: { kind: 'available', since: window.from } } };
  const gone: StaffChange = { at: window.to, ready: false, agent: { ...agent, status: { kind: 'offline', since: window.to } } };
  return window.to < end ? [there, gone] : [there];
}

interface Window {
  from: number;
  to: number;
}

/** Agents who were ready for some of the time, longest first. */
function longestReady(staff: readonly StaffChange[], change: Staffing, { from, to }: Window): string[] {
  const ready = new Map<string, number>();
  for (const [id, changes] of Map.groupBy(
    staff.filter((one) => fits(one, change)),
    ({ agent }) => agent.id,
  )) {
    const length = changes.reduce((sum, one, nth) => {
      const until = Math.min(changes[nth + 1]?.at ?? to, to);
      return one.ready ? sum + Math.max(0, until - Math.max(one.at, from)) : sum;
    }, 0);
    if (length > 0) ready.set(id, length);
  }
  return [...ready].toSorted(([a, long], [b, longer]) => longer - long || (a < b ? -1 : 1)).map(([id]) => id);
}

/** The same, with this agent gone for the time, and afterwards as they were. */
function without(staff: readonly StaffChange[], agentId: string, { from, to }: Window, end: number): StaffChange[] {
  const own = staff.filter(({ agent }) => agent.id === agentId);
  const upTo = own.filter(({ at }) => at <= from).at(-1);
  const inWindow = own.filter(({ at }) => at > from && at < to);
  const after = inWindow.at(-1) ?? upTo;
  const rest = staff.filter((one) => one.agent.id !== agentId || one.at < from || one.at >= to);
  const backAlready = own.some(({ at }) => at === to);
  return [
    ...rest,
    ...(upTo ? [{ at: from, ready: false, agent: { ...upTo.agent, status: { kind: 'offline' as const, since: from } } }] : []),
    ...(after && !backAlready && to < end ? [{ ...after, at: to }] : []),
  ];
}
