import type { CallActionKind, Conversation, Party } from '../../../server/protocol/conversation.ts';
import { type Words, words } from '../../lib/i18n/words.ts';
import type { Work } from './view-model.ts';

/** What a conversation of several means for the agent who looks at it. Nothing here touches a browser. */

export type Stage =
  /** This agent and the caller. */
  | { kind: 'alone' }
  /** Somebody is asked in privately and has not answered. */
  | { kind: 'asking'; party: Party; mayHandOver: boolean }
  /** Talking privately with them, the caller on hold. */
  | { kind: 'consulting'; party: Party }
  /** This agent is the one who was asked, privately. */
  | { kind: 'asked'; leaderName: string }
  /** More than one agent and the caller, or about to be. */
  | { kind: 'conference'; leads: boolean };

export const leads = (conversation: Conversation): boolean => conversation.role === 'main';

export const callerOf = ({ parties }: Conversation): Party | null => parties.find((party) => party.kind === 'caller') ?? null;

/** The other agents: in the call, or asked in. */
export const othersOf = ({ parties, you }: Conversation): Party[] => parties.filter((party) => party.kind === 'agent' && party.id !== you);

export function stageOf(conversation: Conversation): Stage {
  if (conversation.role === 'consult') return { kind: 'asked', leaderName: conversation.leaderName };
  const others = othersOf(conversation);
  const asked = leads(conversation) ? others.find((party) => party.role === 'consult') : undefined;
  if (asked !== undefined && isIn(asked)) return { kind: 'consulting', party: asked };
  // With others in the call, the caller is not left to one who may never come.
  if (asked !== undefined) return { kind: 'asking', party: asked, mayHandOver: others.length === 1 };
  return others.length === 0 ? { kind: 'alone' } : { kind: 'conference', leads: leads(conversation) };
}

/** Whether this party has answered. */
const isIn = (party: Party) => party.state === 'talking' || party.state === 'held' || party.state === 'away';

/** How a control stands: shown and usable, shown but not now, or not this agent's to use. */
export type Control = 'ready' | 'not-now' | 'absent';

/** Which of the call's controls this agent has. The server decides once more. */
export function controlsOf(call: Pick<Work<'call'>, 'phase' | 'conversation'>): Record<'hold' | 'transfer' | 'add', Control> {
  if (!leads(call.conversation)) return { hold: 'absent', transfer: 'absent', add: 'absent' };
  const { kind } = stageOf(call.conversation);
  // While somebody is asked privately the band has what can be done: hand over, join, back.
  const settled = kind !== 'asking' && kind !== 'consulting';
  const now = call.phase.kind === 'connected' && settled ? 'ready' : 'not-now';
  return { hold: now, transfer: now, add: now };
}

/** The hold as it is shown; null when the caller is not on hold, or waits while somebody is asked privately. */
export function holdOf(conversation: Conversation): { since: number } | null {
  const { kind } = stageOf(conversation);
  if (conversation.heldSince === null || kind === 'asking' || kind === 'consulting' || kind === 'asked') return null;
  return { since: conversation.heldSince };
}

/** What "Hang up" does: with somebody else in the call, the caller is not left alone. */
export function hangUpMeans(conversation: Conversation): 'end' | 'leave' {
  return othersOf(conversation).length === 0 && leads(conversation) ? 'end' : 'leave';
}

/** What becomes of the others when this agent leaves. */
export function leaveWords(conversation: Conversation): Words {
  const stage = stageOf(conversation);
  if (stage.kind === 'asking' || stage.kind === 'consulting') return words('workstation-call.leave.consult', { name: stage.party.name });
  const name = conversation.leaderName;
  if (stage.kind === 'asked') return words('workstation-call.leave.asked', { name });
  return leads(conversation) ? words('workstation-call.leave.leader') : words('workstation-call.leave.other', { name });
}

export interface PartyRow {
  party: Party;
  you: boolean;
  /** Who has the caller. */
  leads: boolean;
  /** Whether it can be heard at all: whoever has not come yet has no level. */
  audible: boolean;
  maySilence: boolean;
  mayDrop: boolean;
}

/** The list of who is in the call; empty for the two of an ordinary one, who have their levels in sight already. */
export function partyRows(conversation: Conversation): PartyRow[] {
  const { parties, you } = conversation;
  if (parties.length <= 2) return [];
  const { kind } = stageOf(conversation);
  // While somebody is asked privately, the band has what can be done.
  const mine = leads(conversation) && kind === 'conference';
  return parties.map((party) => ({
    party,
    you: party.id === you,
    leads: party.kind === 'agent' && party.role === 'main',
    audible: isIn(party),
    maySilence: mine && party.id !== you && isIn(party),
    mayDrop: mine && party.id !== you,
  }));
}

/** What became of the last one who was asked in, unless the agent has put that away (`seen`: its time). */
export function answerOf({ lastAnswer }: Conversation, seen: number | null): NonNullable<Conversation['lastAnswer']> | null {
  return lastAnswer === null || lastAnswer.at === seen ? null : lastAnswer;
}

/** What the one press of "Hold" asks for. */
export const holdAction = (conversation: Conversation): Extract<CallActionKind, 'hold' | 'resume'> =>
  conversation.heldSince === null ? 'hold' : 'resume';

/** Whether it matters how long it has been so: of somebody who is awaited. */
export const showsTime = ({ state }: Pick<Party, 'state'>): boolean => state !== 'talking' && state !== 'connecting';
