import { BOARD_SECTIONS, type BoardScope } from '../../../server/protocol/board.ts';
import type { Sort } from '../../components/sortable-table.tsx';

const TABLES = ['queues', 'agents', 'calls'] as const;
export type TableName = (typeof TABLES)[number];

/** What of the board is shown, and in which order. Stands in the address, so that a view can be sent as a link. */
export interface BoardView {
  center: string | null;
  queue: string | null;
  find: string;
  sort: Record<TableName, Sort>;
}

export const WHOLE_BOARD: BoardView = { center: null, queue: null, find: '', sort: { queues: null, agents: null, calls: null } };

/** `?center=lisbon&queue=sales&find=ana&agents=status&calls=-duration`; a minus sorts the other way round. */
export function readView(search: string, columns: Record<TableName, readonly string[]>): BoardView {
  const query = new URLSearchParams(search);
  const sortOf = (table: TableName): Sort => {
    const text = query.get(table) ?? '';
    const descending = text.startsWith('-');
    const column = descending ? text.slice(1) : text;
    return columns[table].includes(column) ? { column, descending } : null;
  };
  return {
    center: query.get('center') || null,
    queue: query.get('queue') || null,
    find: (query.get('find') ?? '').slice(0, 80),
    sort: { queues: sortOf('queues'), agents: sortOf('agents'), calls: sortOf('calls') },
  };
}

export function writeView(view: BoardView): string {
  const query = new URLSearchParams();
  if (view.center !== null) query.set('center', view.center);
  if (view.queue !== null) query.set('queue', view.queue);
  if (view.find !== '') query.set('find', view.find);
  for (const table of TABLES) {
    const sort = view.sort[table];
    if (sort !== null) query.set(table, `${sort.descending ? '-' : ''}${sort.column}`);
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

export const isFiltered = (view: BoardView): boolean => view.center !== null || view.queue !== null || view.find.trim() !== '';

/** What the routing server has to send for it. An agent's table is not narrowed by a queue, so its scope is not either. */
export const scopeOfView = ({ center, queue }: Pick<BoardView, 'center' | 'queue'>): BoardScope => ({
  sections: [...BOARD_SECTIONS],
  centerIds: center === null ? null : [center],
  queueId: queue,
});
