import { meets } from '../../protocol/skills.ts';
import type { Call } from './model.ts';
import { doingOf } from './stats.ts';
import { emit, type Step } from './step.ts';

/** Ends the waiting for a preferred agent when its time is over, or when it can lead to nothing. */
export function endPreference(step: Step, call: Call): void {
  if (call.preferred === null || call.state.kind !== 'queued') return;
  const { agentId, until } = call.preferred;
  if (step.now >= until) return emit(step, { kind: 'preference-over', callId: call.id, cause: 'waited' });
  if (call.passedBy.has(agentId)) return emit(step, { kind: 'preference-over', callId: call.id, cause: 'let-go-by' });
  const agent = step.state.agents.get(agentId);
  const pool = step.state.index.poolFor(step.state, call, call.widened);
  const serves = agent !== undefined && pool?.admits(agent) === true && meets(pool.need.requirement, agent.skills);
  if (!serves || doingOf(agent?.status) === 'away') emit(step, { kind: 'preference-over', callId: call.id, cause: 'not-there' });
}

/** After a report: whoever waits for one of these agents may have to wait no longer. */
export function endPreferencesFor(step: Step, agentIds: Iterable<string>): void {
  for (const agentId of agentIds) {
    const line = step.state.index.preferred.get(agentId);
    for (const { call } of [...(line?.items ?? [])]) endPreference(step, call);
  }
}
