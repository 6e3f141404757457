import type { Board, Decision } from '../../../server/protocol/board.ts';
import { type Words, words } from '../../lib/i18n/words.ts';
import { reasonWords } from '../workstation/reason-words.ts';

interface CandidateRow {
  agentId: string;
  agentName: string;
  centerName: string;
  idleMs: number;
  /** What the strategy compared, in words. */
  measure: string;
  factor: number;
  /** The score as a share of the best. */
  share: number;
  chosen: boolean;
}

export interface DecisionView {
  at: number;
  /** How an agent is chosen, as people say it. */
  strategy: Words;
  chosenNames: readonly string[];
  /** About the first who was chosen, strongest first; of old decisions as they were written, in English. */
  why: readonly (Words | string)[];
  candidates: readonly CandidateRow[];
  passedOver: readonly { agentId: string; agentName: string; centerName: string; reason: string }[];
  /** How many more there were than are named. */
  unnamed: Decision['unnamed'];
  centers: readonly (Decision['centers'][number] & { centerName: string })[];
}

/** Names of agents and centers by their ids. */
export interface Names {
  agents: ReadonlyMap<string, string>;
  centers: ReadonlyMap<string, string>;
}

export const namesOn = (board: Pick<Board, 'agents' | 'centers'>): Names => ({
  agents: new Map(board.agents.map((agent) => [agent.id, agent.name])),
  centers: new Map(board.centers.map((center) => [center.id, center.name])),
});

/** A decision with names instead of ids. Who is unknown by now keeps the id: it is better than nothing. */
export function decisionView(decision: Decision, names: Names): DecisionView {
  const agentName = (id: string) => names.agents.get(id) ?? id;
  const centerName = (id: string) => names.centers.get(id) ?? id;
  const best = Math.max(...decision.candidates.map((one) => one.score), 0);
  const rank = (agentId: string) => {
    const chosen = decision.chosen.indexOf(agentId);
    return chosen < 0 ? decision.chosen.length : chosen;
  };
  return {
    at: decision.at,
    strategy: words(`board.strategy.${decision.strategy}`),
    chosenNames: decision.chosen.map(agentName),
    why: decision.reasons?.[0]?.map(reasonWords) ?? decision.why,
    candidates: decision.candidates
      .map(({ score, ...one }) => ({
        ...one,
        share: best === 0 ? 1 : score / best,
        agentName: agentName(one.agentId),
        centerName: centerName(one.centerId),
        chosen: decision.chosen.includes(one.agentId),
      }))
      .sort((a, b) => rank(a.agentId) - rank(b.agentId) || b.share - a.share),
    passedOver: decision.passedOver.map((one) => ({ ...one, agentName: agentName(one.agentId), centerName: centerName(one.centerId) })),
    unnamed: decision.unnamed,
    centers: decision.centers.map((one) => ({ ...one, centerName: centerName(one.centerId) })),
  };
}
