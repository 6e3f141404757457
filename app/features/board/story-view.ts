import type { CallStory, StoryPart } from '../../../server/protocol/call-story.ts';
import { type Words, words } from '../../lib/i18n/words.ts';
import { type DecisionView, decisionView, type Names } from './decision-view.ts';

export interface StoryEntry {
  decision: DecisionView;
  ends: readonly { agentId: string; agentName: string; words: Words; accepted: boolean }[];
}

export interface PartView {
  callId: string;
  /** From 1: what happened is told by it. */
  number: number;
  /** Whether it is the call that was asked for. */
  asked: boolean;
  title: Words;
  role: Words;
  from: number;
  /** null: it goes on. */
  until: number | null;
  /** All decisions, the latest first, with how each offer ended. */
  entries: readonly StoryEntry[];
  notes: StoryPart['notes'];
}

/** Names of the story go before those of the board: it knows also who has left. */
export const namesOf = (story: CallStory, board: Names): Names => ({
  agents: new Map([...board.agents, ...Object.entries(story.agents)]),
  centers: new Map([...board.centers, ...Object.entries(story.centers)]),
});

/** Each agent's part in a conversation, in the order in which they began. */
export function storyView(story: CallStory, board: Names): PartView[] {
  const names = namesOf(story, board);
  return story.parts.map((part, nth) => ({
    callId: part.callId,
    number: nth + 1,
    asked: part.callId === story.callId,
    title: words('board.story.part-of', {
      agent: part.agentId === null ? words('board.story.nobody') : (names.agents.get(part.agentId) ?? part.agentId),
      queue: part.queueName,
    }),
    role: words(`board.story.role-${part.role}`),
    from: part.connectedAt ?? part.startedAt,
    until: part.endedAt,
    entries: entriesOf(part, names),
    notes: part.notes,
  }));
}

function entriesOf({ decisions }: StoryPart, names: Names): StoryEntry[] {
  return decisions
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
