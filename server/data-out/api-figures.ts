import type { Person, Skill } from '../protocol/api.ts';
import type { Board } from '../protocol/board.ts';
import type { ApiAgents, ApiQueues } from '../protocol/data-api.ts';
import type { Queue } from '../protocol/queue.ts';

/** What is set, with what the live board says of it, as other programs read it. Pure. */

export function apiAgents(people: readonly Person[], skills: readonly Skill[], board: Board): ApiAgents['agents'] {
  const live = new Map(board.agents.map((agent) => [agent.id, agent]));
  const names = new Map(skills.map(({ id, name }) => [id, name]));
  return people.flatMap(({ id, name, role, active, centerId, skills: own }) => {
    if (role !== 'agent' || !active || centerId === null) return [];
    const { status = null, reachable = false } = live.get(id) ?? {};
    return [
      {
        id,
        name,
        centerId,
        status,
        reachable,
        skills: own.map(({ skillId, level }) => ({ id: skillId, name: names.get(skillId) ?? skillId, level })),
      },
    ];
  });
}

export function apiQueues(queues: readonly Queue[], board: Board): ApiQueues['queues'] {
  const live = new Map(board.queues.map((queue) => [queue.id, queue]));
  return queues.map(({ id, name, centers, serviceLevelSeconds }) => {
    const now = live.get(id);
    const oldest = now?.oldestEnqueuedAt ?? null;
    return {
      ...{ id, name, centers, serviceLevelSeconds },
      waiting: now?.waiting ?? 0,
      longestWaitMs: oldest === null ? null : Math.max(0, board.now - oldest),
      estimatedWaitMs: now?.estimatedWaitMs ?? null,
      availableAgents: now?.availableAgents ?? 0,
      answered: now?.answered ?? 0,
      abandoned: now?.abandoned ?? 0,
      serviceLevel: now?.serviceLevel ?? null,
      asaMs: now?.asaMs ?? null,
      ahtMs: now?.ahtMs ?? null,
    };
  });
}
