import type { WidgetPhase } from '../../../server/protocol/widget.ts';

/** What an agent of the call is called, by how media names them; empty for one who is not in it (any more). */
export const agentNameIn = (phase: WidgetPhase) => (id: string) =>
  phase.kind === 'connected' ? (phase.agents.find((agent) => agent.id === id)?.name ?? '') : '';
