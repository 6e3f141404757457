import type { Board, Decision } from '../../../server/protocol/board.ts';

interface CandidateRow {
  agentId: string;
  agentName: string;
  centerName: string;
  idleMs: number;
  centerLoad: number;
  score: number;
  chosen: boolean;
}

export interface DecisionView {
  at: number;
  chosenName: string;
  why: readonly string[];
  candidates: readonly CandidateRow[];
  passedOver: readonly { agentId: string; agentName: string; centerName: string; reason: string }[];
  /** How many more there were than are named. */
  unnamed: Decision['unnamed'];
  dataAges: readonly { centerName: string; ageMs: number }[];
}

/** A decision with names instead of ids. Who has left the board since then keeps the id: it is better than nothing. */
export function decisionView(decision: Decision, board: Pick<Board, 'agents' | 'centers'>): DecisionView {
  const agents = new Map(board.agents.map((agent) => [agent.id, agent.name]));
  const centers = new Map(board.centers.map((center) => [center.id, center.name]));
  const agentName = (id: string) => agents.get(id) ?? id;
  const centerName = (id: string) => centers.get(id) ?? id;
  return {
    at: decision.at,
    chosenName: agentName(decision.chosen),
    why: decision.why,
    candidates: decision.candidates
      .map((one) => ({
        ...one,
        agentName: agentName(one.agentId),
        centerName: centerName(one.centerId),
        chosen: one.agentId === decision.chosen,
      }))
      .sort((a, b) => Number(b.chosen) - Number(a.chosen) || b.score - a.score),
    passedOver: decision.passedOver.map((one) => ({ ...one, agentName: agentName(one.agentId), centerName: centerName(one.centerId) })),
    unnamed: decision.unnamed,
    dataAges: Object.entries(decision.dataAgeMs).map(([id, ageMs]) => ({ centerName: centerName(id), ageMs })),
  };
}
