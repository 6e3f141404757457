import type { Figure } from '../data-out/metrics.ts';
import type { AgentStatus } from '../protocol/common.ts';
import type { CenterWord } from '../protocol/machines.ts';

const KINDS = ['offline', 'available', 'reserved', 'on-call', 'wrapup', 'missed', 'not-ready'] as const satisfies AgentStatus['kind'][];

/** How a center is, as its CTI processor knows it. */
export interface CenterNow {
  linked: boolean;
  /** Of each agent whom it knows. */
  statuses: readonly AgentStatus['kind'][];
  /** Since the routing server took a report; null: it has taken none yet. */
  dataAgeMs: number | null;
}

/** What who runs a center on a machine of its own watches it by. No name of an agent is in it. Pure. */
export function figuresOf(center: string, { linked, statuses, dataAgeMs }: CenterNow, outbox: CenterWord['outbox']): Figure[] {
  return [
    { name: 'center_linked', help: 'Whether the routing server is linked', samples: [{ labels: { center }, value: linked ? 1 : 0 }] },
    {
      ...{ name: 'center_data_age_seconds', help: 'How long ago the routing server took the last report' },
      samples: [{ labels: { center }, value: dataAgeMs === null ? null : dataAgeMs / 1000 }],
    },
    {
      ...{ name: 'center_agents', help: 'Agents, by status' },
      samples: KINDS.map((status) => ({ labels: { center, status }, value: statuses.filter((kind) => kind === status).length })),
    },
    {
      ...{ name: 'center_outbox', help: 'What the routing server is still to be told: ends of calls, and changes of what agents do' },
      samples: [
        { labels: { center, what: 'calls' }, value: outbox.calls },
        { labels: { center, what: 'activity' }, value: outbox.activity },
      ],
    },
  ];
}
