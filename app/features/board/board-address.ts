import { BOARD_SECTIONS, type BoardScope } from '../../../server/protocol/board.ts';
import { DEFAULT_SWITCHES, SHORT_ABANDON_SECONDS, type Switches } from '../../../server/protocol/formulas.ts';
import type { Sort } from '../../components/sortable-table.tsx';
import { TREND_MEASURES, type TrendMeasure } from './trend-view.ts';

const TABLES = ['queues', 'agents', 'calls'] as const;
export type TableName = (typeof TABLES)[number];

/** What of the board is shown, and in which order. Stands in the address, so that a view can be sent as a link. */
export interface BoardView {
  center: string | null;
  queue: string | null;
  /** Name of a skill: of agents who have it, queues that ask for it, and calls of those queues. */
  skill: string | null;
  team: string | null;
  find: string;
  /** How service level and abandonment are counted. */
  switches: Switches;
  /** What has been opened: an agent's day, or the story of a call. */
  open: { agent: string } | { call: string } | null;
  sort: Record<TableName, Sort>;
  /** Whose course each queue's row draws. */
  trend: TrendMeasure;
}

export const NO_FILTERS = { center: null, queue: null, skill: null, team: null, find: '' } as const;

export const WHOLE_BOARD: BoardView = {
  ...NO_FILTERS,
  switches: DEFAULT_SWITCHES,
  open: null,
  sort: { queues: null, agents: null, calls: null },
  trend: 'calls',
};

/** `?center=lisbon&queue=sales&short=10&find=ana&agents=status&calls=-duration`; a minus sorts the other way round. */
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
    skill: query.get('skill') || null,
    team: query.get('team') || null,
    switches: {
      countAbandons: query.get('abandons') !== 'off',
      shortAbandonSeconds: SHORT_ABANDON_SECONDS.find((seconds) => String(seconds) === query.get('short')) ?? 0,
      countElsewhere: query.get('elsewhere') === 'on',
    },
    open: openOf(query),
    find: (query.get('find') ?? '').slice(0, 80),
    sort: { queues: sortOf('queues'), agents: sortOf('agents'), calls: sortOf('calls') },
    trend: TREND_MEASURES.find((measure) => measure === query.get('trend')) ?? 'calls',
  };
}

function openOf(query: URLSearchParams): BoardView['open'] {
  const [agent, call] = [query.get('agent'), query.get('call')];
  return agent ? { agent } : call ? { call } : null;
}

export function writeView(view: BoardView): string {
  const query = new URLSearchParams();
  if (view.center !== null) query.set('center', view.center);
  if (view.queue !== null) query.set('queue', view.queue);
  if (view.skill !== null) query.set('skill', view.skill);
  if (view.team !== null) query.set('team', view.team);
  if (!view.switches.countAbandons) query.set('abandons', 'off');
  if (view.switches.shortAbandonSeconds !== 0) query.set('short', String(view.switches.shortAbandonSeconds));
  if (view.switches.countElsewhere) query.set('elsewhere', 'on');
  for (const [what, id] of Object.entries(view.open ?? {})) query.set(what, id);
  if (view.find !== '') query.set('find', view.find);
  for (const table of TABLES) {
    const sort = view.sort[table];
    if (sort !== null) query.set(table, `${sort.descending ? '-' : ''}${sort.column}`);
  }
  if (view.trend !== 'calls') query.set('trend', view.trend);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

export const isFiltered = ({ center, queue, skill, team, find }: BoardView): boolean =>
  [center, queue, skill, team].some((one) => one !== null) || find.trim() !== '';

/** What the routing server has to send for it. An agent's table is not narrowed by a queue, so its scope is not either. */
export const scopeOfView = ({ center, queue }: Pick<BoardView, 'center' | 'queue'>): BoardScope => ({
  sections: [...BOARD_SECTIONS],
  centerIds: center === null ? null : [center],
  queueId: queue,
});
