import type { Directory } from '../protocol/conversation.ts';
import { whyUnavailable } from './core/availability.ts';
import { centerRefusal } from './core/center-rules.ts';
import { waitingIn } from './core/channels.ts';
import { isQueueOpen } from './core/entrance.ts';
import type { Agent, Call, Settings } from './core/model.ts';
import type { Wanting } from './core/routing-index.ts';
import { isIn } from './core/select.ts';
import type { RoutingState } from './core/state.ts';

/** More agents than anybody reads through; those who can take a call come first. */
export const MAX_AGENTS = 1000;

/** Where a call can be sent now, as the core would take it. Pure. */
export function directoryOf(state: RoutingState, call: Call, now: number, settings: Settings): Directory {
  const { queueId, requirement, channel } = call;
  // What this caller asks for by themselves is looked at in their own queue alone: elsewhere nobody waits for it yet.
  const freeOf = (id: string) =>
    freeIn(state, { queueId: id, requirement: id === queueId ? requirement : null, onlyCenter: null, channel }, now);
  const free = freeOf(queueId);
  return {
    agents: agentsFor(state, call, now, settings),
    queues: [...state.queues.values()]
      .filter((queue) => isQueueOpen(queue, now) && (channel === 'voice' || queue.takesTexts === true))
      .map(({ id, name }) => ({
        id,
        name,
        waiting: waitingIn(state, id, channel),
        available: sum(freeOf(id).values()),
      })),
    centers: [...state.centers.values()].map(({ id, name }) => ({
      id,
      name,
      available: free.get(id) ?? 0,
    })),
  };
}

function agentsFor(state: RoutingState, call: Call, now: number, settings: Settings): Directory['agents'] {
  const agents: Directory['agents'] = [];
  for (const agent of state.agents.values()) {
    if (agent.status.kind === 'offline') continue;
    const unavailable = isIn(state, call, agent.id) ? 'here' : whyUnavailable(state, agent, now, settings, call.channel);
    const { id, name, centerId } = agent;
    agents.push({ id, name, centerId, centerName: state.centers.get(centerId)?.name ?? centerId, skills: skillNames(agent), unavailable });
  }
  agents.sort((a, b) => Number(a.unavailable !== null) - Number(b.unavailable !== null) || byName(a, b));
  return agents.slice(0, MAX_AGENTS);
}

const byName = (a: { name: string; id: string }, b: { name: string; id: string }) =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1;
const skillNames = ({ skills }: Agent) => [...skills].sort((a, b) => b.level - a.level).map(({ name }) => name);
const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, number) => total + number, 0);

/** Free agents for a need, by center, of centers that may take it now. */
function freeIn(state: RoutingState, wanting: Wanting, now: number): Map<string, number> {
  const pool = state.index.poolFor(state, wanting, 0);
  const free = new Map<string, number>();
  for (const [centerId, list] of pool?.free ?? []) {
    const center = state.centers.get(centerId);
    if (pool && center && centerRefusal(state, center, pool.isForeignTo(centerId), now) === null) free.set(centerId, list.size);
  }
  return free;
}
