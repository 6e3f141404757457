import type { Board, BoardDelta, BoardScope, BoardTable, TableDelta } from '../protocol/board.ts';
import { BOARD_TABLES } from '../protocol/board.ts';

/** What has become of the board, for all dashboards at once, and what of it concerns one that shows a part. Pure. */

type Row<Table extends BoardTable> = Board[Table][number];

/** `before` is null of a row that is new, `after` of one that is gone; `set`: what is different of one that stays. */
interface RowChange<R> {
  id: string;
  before: R | null;
  after: R | null;
  set: Partial<R>;
}

export type BoardChanges = { [Table in BoardTable]: RowChange<Row<Table>>[] } & { totals: Partial<Board['totals']> };

export function changesBetween(before: Board, after: Board): BoardChanges {
  return {
    queues: rowChanges(before.queues, after.queues),
    agents: rowChanges(before.agents, after.agents),
    calls: rowChanges(before.calls, after.calls),
    centers: rowChanges(before.centers, after.centers),
    queueNames: rowChanges(before.queueNames, after.queueNames),
    totals: differing(before.totals, after.totals) ?? {},
  };
}

/** The part of a board that a scope covers. */
export function narrowed(board: Board, scope: BoardScope): Board {
  const kept = <Table extends BoardTable>(table: Table) => {
    const covers = coverage(table, scope);
    return covers === 'all' ? board[table] : covers === 'none' ? [] : board[table].filter((row) => covers(row));
  };
  return {
    ...board,
    queues: kept('queues') as Board['queues'],
    agents: kept('agents') as Board['agents'],
    calls: kept('calls') as Board['calls'],
  };
}

/** What changes for a dashboard of this scope; null when nothing does. A row may come into a scope, and leave it. */
export function deltaFor(changes: BoardChanges, scope: BoardScope): Omit<BoardDelta, 'from' | 'rev' | 'now'> | null {
  const delta: Record<string, unknown> = {};
  for (const table of BOARD_TABLES) {
    const part = tableDelta(changes[table] as RowChange<Row<typeof table>>[], coverage(table, scope));
    if (part) delta[table] = part;
  }
  if (Object.keys(changes.totals).length > 0) delta.totals = changes.totals;
  return Object.keys(delta).length === 0 ? null : delta;
}

/** The same for scopes that cover the same. */
export function scopeKey({ sections, centerIds, queueId }: BoardScope): string {
  return JSON.stringify([[...new Set(sections)].sort(), centerIds && [...new Set(centerIds)].sort(), queueId]);
}

type Coverage<R> = 'all' | 'none' | ((row: R) => boolean);

function coverage<Table extends BoardTable>(table: Table, scope: BoardScope): Coverage<Row<Table>> {
  if (table === 'centers' || table === 'queueNames') return 'all';
  if (!scope.sections.some((section) => section === table)) return 'none';
  const { centerIds, queueId } = scope;
  const inCenters = (id: string | null) => centerIds === null || id === null || centerIds.includes(id);
  if (centerIds === null && queueId === null) return 'all';
  const covers: { [T in 'queues' | 'agents' | 'calls']: (row: Row<T>) => boolean } = {
    queues: (row) => queueId === null || row.id === queueId,
    agents: (row) => inCenters(row.centerId),
    calls: (row) => inCenters(row.centerId) && (queueId === null || row.queueId === queueId),
  };
  return covers[table as 'queues'] as unknown as (row: Row<Table>) => boolean;
}

function tableDelta<R extends { id: string }>(changes: readonly RowChange<R>[], covers: Coverage<R>): TableDelta<R> | null {
  if (covers === 'none' || changes.length === 0) return null;
  const put: R[] = [];
  const set: ({ id: string } & Partial<R>)[] = [];
  const gone: string[] = [];
  const covered = (row: R | null): row is R => row !== null && (covers === 'all' || covers(row));
  for (const { id, before, after, set: fields } of changes) {
    const was = covered(before);
    if (!covered(after)) {
      if (was) gone.push(id);
    } else if (was) set.push({ id, ...fields });
    else put.push(after);
  }
  if (put.length + set.length + gone.length === 0) return null;
  return { ...(put.length > 0 && { put }), ...(set.length > 0 && { set }), ...(gone.length > 0 && { gone }) };
}

function rowChanges<R extends { id: string }>(before: readonly R[], after: readonly R[]): RowChange<R>[] {
  const known = new Map(before.map((row) => [row.id, row]));
  const changes: RowChange<R>[] = [];
  for (const row of after) {
    const old = known.get(row.id);
    known.delete(row.id);
    const set = old === undefined ? {} : differing(old, row);
    if (set !== null) changes.push({ id: row.id, before: old ?? null, after: row, set });
  }
  for (const row of known.values()) changes.push({ id: row.id, before: row, after: null, set: {} });
  return changes;
}

/** The fields of `after` that `before` has otherwise; null when there are none. Both have the same fields. */
function differing<T extends object>(before: T, after: T): Partial<T> | null {
  let fields: Partial<T> | null = null;
  for (const key in after) {
    if (same(before[key], after[key])) continue;
    fields ??= {};
    fields[key] = after[key];
  }
  return fields;
}

/** Of plain data: what JSON could say. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [ofA, ofB] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(ofA);
  return keys.length === Object.keys(ofB).length && keys.every((key) => same(ofA[key], ofB[key]));
}
