import { BOARD_TABLES, type Board, type BoardDelta, type BoardSnapshot, type TableDelta } from './board.ts';

/** The board as one dashboard has it, and its number. */
export type Numbered = BoardSnapshot;

/**
 * The board after a change. Rows in which nothing has changed stay the same objects.
 * @returns null when something between was missed: only a snapshot helps then
 */
export function applyDelta({ rev, board }: Numbered, delta: BoardDelta): Numbered | null {
  if (delta.from !== rev) return null;
  const next: Board = { ...board, now: delta.now };
  for (const table of BOARD_TABLES) {
    const change = delta[table];
    if (change) Object.assign(next, { [table]: changed(board[table] as { id: string }[], change as TableDelta<{ id: string }>) });
  }
  if (delta.totals) next.totals = { ...board.totals, ...delta.totals };
  return { rev: delta.rev, board: next };
}

function changed<Row extends { id: string }>(rows: readonly Row[], { put = [], set = [], gone = [] }: TableDelta<Row>): readonly Row[] {
  const fields = new Map(set.map((one) => [one.id, one]));
  // A row that is put is new here, or takes the place of one that was missed to go.
  const out = new Set([...gone, ...put.map((row) => row.id)]);
  const kept = rows
    .filter((row) => !out.has(row.id))
    .map((row) => {
      const own = fields.get(row.id);
      return own === undefined ? row : { ...row, ...own };
    });
  return [...kept, ...put];
}
