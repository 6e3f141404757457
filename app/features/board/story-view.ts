import type { CallStory, OfferEnd } from '../../../server/protocol/call-story.ts';
import { type DecisionView, decisionView, type Names } from './decision-view.ts';

export interface StoryEntry {
  decision: DecisionView;
  ends: readonly { agentId: string; agentName: string; words: string; accepted: boolean }[];
}

const END_WORDS: Record<OfferEnd, string> = {
  pending: 'rings',
  accepted: 'accepted',
  'answered-elsewhere': 'another agent answered first',
  'call-over': 'the caller was gone first',
  declined: 'declined',
  'not-answered': 'not answered in time',
  'agent-unreachable': 'workstation not reached',
  'agent-signed-out': 'signed out',
  'center-silent': 'center fell silent',
  'agent-hung-up': 'hung up before the caller was heard',
  'no-agent-audio': 'accepted, but sent no sound',
  'caller-away': 'the caller’s connection was gone',
  'no-longer-needed': 'taken back by the agent who asked',
};

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
        words: END_WORDS[end],
        accepted: end === 'accepted',
      })),
    }))
    .reverse();
}
