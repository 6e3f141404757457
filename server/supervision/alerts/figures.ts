import type { AlertScope } from '../../protocol/alerts.ts';
import type { Board } from '../../protocol/board.ts';
import { type LiveMeasure, readingOf } from '../../protocol/live-measures.ts';

/** A live measure as the board has it, in the unit of its rules; null while there is none. Pure. */
export function figureOf(board: Board, measure: LiveMeasure, scope: AlertScope): number | null {
  const figure = read(board, measure, scope);
  if (figure === null) return null;
  const { unit } = readingOf(measure);
  return unit === 'seconds' ? figure / 1000 : unit === 'percent' ? figure * 100 : figure;
}

/** What is gone has no figures. */
function read(board: Board, measure: LiveMeasure, scope: AlertScope): number | null {
  const { all, center, queue, agent } = readingOf(measure);
  const find = <Row extends { id: string }>(rows: readonly Row[], of: ((row: Row, board: Board) => number | null) | undefined) => {
    const row = scope.kind === 'all' ? undefined : rows.find(({ id }) => id === scope.id);
    return row && of ? of(row, board) : null;
  };
  switch (scope.kind) {
    case 'all':
      return all?.(board) ?? null;
    case 'center':
      return find(board.centers, center);
    case 'queue':
      return find(board.queues, queue);
    case 'agent':
      return find(board.agents, agent);
  }
}

/** The name of what a rule is about; null: of everything, or it is gone. */
export function scopeName(board: Board, scope: AlertScope): string | null {
  if (scope.kind === 'all') return null;
  const rows = { center: board.centers, queue: board.queues, agent: board.agents }[scope.kind];
  return rows.find(({ id }) => id === scope.id)?.name ?? null;
}
