import type { Directory, TransferTarget, Unavailable } from '../../../server/protocol/conversation.ts';
import { matches } from '../../lib/matches.ts';

/** The list of where a call can be sent. Nothing here touches a browser. */

export type Purpose = 'transfer' | 'add';

export type TargetRow = {
  /** Names the row: kind and id. */
  value: string;
  name: string;
  target: TransferTarget;
} & (
  | { kind: 'agent'; centerName: string; skills: readonly string[]; unavailable: Unavailable | null }
  | { kind: 'queue'; waiting: number; available: number }
  | { kind: 'center'; available: number }
  /** It was in the list when it was opened, and is no more. */
  | { kind: 'gone' }
);

/** Whether the call can go there now. A queue takes it also when nobody is free: then the caller waits. */
export function canTake(row: TargetRow): boolean {
  if (row.kind === 'gone') return false;
  return row.kind !== 'agent' || row.unavailable === null;
}

/** Rows as they are first shown: agents who can take the call before those who can't, then by name. */
export function rowsOf(directory: Directory): TargetRow[] {
  const agents = directory.agents.map(
    ({ id, name, centerName, skills, unavailable }): TargetRow => ({
      value: `agent:${id}`,
      kind: 'agent',
      name,
      centerName,
      skills,
      unavailable,
      target: { kind: 'agent', agentId: id },
    }),
  );
  const queues = directory.queues.map(
    ({ id, name, waiting, available }): TargetRow => ({
      value: `queue:${id}`,
      kind: 'queue',
      name,
      waiting,
      available,
      target: { kind: 'queue', queueId: id },
    }),
  );
  const centers = directory.centers.map(
    ({ id, name, available }): TargetRow => ({
      value: `center:${id}`,
      kind: 'center',
      name,
      available,
      target: { kind: 'center', centerId: id },
    }),
  );
  const byName = (a: TargetRow, b: TargetRow) => Number(canTake(b)) - Number(canTake(a)) || a.name.localeCompare(b.name);
  return [...agents.sort(byName), ...queues.sort(byName), ...centers.sort(byName)];
}

/**
 * The list as it is shown after it was asked for again: every row keeps its place, however it has changed, since somebody may be
 * about to press it. New ones come last of their kind, and what is gone stays and says so.
 */
export function refreshed(shown: readonly TargetRow[], now: readonly TargetRow[]): TargetRow[] {
  const latest = new Map(now.map((row) => [row.value, row]));
  const kept = shown.map((row): TargetRow => {
    const { value, name, target } = row;
    return latest.get(value) ?? { value, name, target, kind: 'gone' };
  });
  const known = new Set(shown.map((row) => row.value));
  const added = now.filter((row) => !known.has(row.value));
  return [...kept, ...added];
}

export const GROUPS = ['agent', 'queue', 'center'] as const;

/** Rows of one group that fit what is typed, in their order. */
export function found(rows: readonly TargetRow[], group: (typeof GROUPS)[number], typed: string): TargetRow[] {
  return rows.filter((row) => row.target.kind === group && matches(typed, textsOf(row)));
}

function textsOf(row: TargetRow): string[] {
  return row.kind === 'agent' ? [row.name, row.centerName, ...row.skills] : [row.name];
}

export type Ask = 'transfer' | 'consult' | 'add';

/** What can be done with a target, the usual one last. The caller can't be sent away from others who are in the call. */
export function asksOf(purpose: Purpose, others: boolean): readonly Ask[] {
  if (purpose === 'add') return ['add'];
  return others ? ['consult'] : ['consult', 'transfer'];
}
