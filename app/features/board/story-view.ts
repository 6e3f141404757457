import type { CallStory } from '../../../server/protocol/call-story.ts';
import { type Words, words } from '../../lib/i18n/words.ts';
import { type DecisionView, decisionView, type Names } from './decision-view.ts';

export interface StoryEntry {
  decision: DecisionView;
  ends: readonly { agentId: string; agentName: string; words: Words; accepted: boolean }[];
}

/** All decisions of a call, the latest first, with how each offer ended. Names of the story go before those of the board. */
export function storyView(story: CallStory, board: Names): StoryEntry[] {
  const names: Names = {
    agents: new Map([...board.agents, ...Object.entries(story.agents)]),
    centers: new Map([...board.centers, ...Object.entries(story.centers)]),
  };
  return story.decisions
    .map(({ decision, offers }) => ({
      decision: decisionView(decision, names),
      ends: offers.map(({ agentId, end }) => ({
        agentId,
        agentName: names.agents.get(agentId) ?? agentId,
        words: words(`board.offer-end.${end}`),
        accepted: end === 'accepted',
      })),
    }))
    .reverse();
}
