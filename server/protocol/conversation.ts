import { z } from 'zod';
import { AgentId, CallId, CenterId, QueueId, Time, text } from './common.ts';
import { SeenListener } from './listening-way.ts';

/**
 * A conversation is what a caller lives through from "Call us" to the end, however many agents take part. Each agent's part
 * in it is a call of its own, with its own offer, wrap-up and disposition; the first call's id names the conversation, and
 * its media, its texts and the caller's key go by that id. One call at a time is the `main` one: it has the caller.
 */

/** `main`: has the caller. `consult`: asked privately while the caller holds. `joined`: in conference. */
export const CALL_ROLES = ['main', 'consult', 'joined'] as const;
export const CallRole = z.enum(CALL_ROLES);
export type CallRole = z.infer<typeof CallRole>;

/** Where a caller is sent, or from where somebody is asked in. `center`: the same queue, with this center's agents alone. */
export const TransferTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('agent'), agentId: AgentId }),
  z.object({ kind: z.literal('queue'), queueId: QueueId }),
  z.object({ kind: z.literal('center'), centerId: CenterId }),
]);
export type TransferTarget = z.infer<typeof TransferTarget>;

/** Names a party in a conversation and in its media: the caller, or an agent by the fencing token of their reservation. */
export const PartyId = z.string().regex(/^(caller|agent-\d{1,16})$/, 'is not a party');
export type PartyId = z.infer<typeof PartyId>;
/** Somebody who was asked in and has not been found yet, by the id of the call that looks for them. */
export const WantedId = z.string().regex(/^wanted-[\w.:@-]{1,64}$/, 'is not somebody who was asked in');
export type WantedId = z.infer<typeof WantedId>;
export const CALLER: PartyId = 'caller';
export const agentParty = (token: number): PartyId => `agent-${token}`;
export const wantedParty = (callId: CallId): WantedId => `wanted-${callId}`;

/** With the caller and those who have been asked in and not answered yet. */
export const MAX_PARTIES = 8;

const Note = text(500).trim().nullable().default(null); // to the next agent, shown with the offer

/** The caller hears music and nobody, and nobody hears the caller. */
export const Hold = z.object({ kind: z.literal('hold') });
export const Resume = z.object({ kind: z.literal('resume') });
/** Blind: who had the caller is out at once, the caller waits for whoever comes. Refused when an agent can't take it now. */
export const Transfer = z.object({ kind: z.literal('transfer'), target: TransferTarget, note: Note });

/**
 * What an agent does with the call in hand. The one who leads the conversation (whose call is the main one) may do all of it;
 * the others may leave, which is `hang-up`. Doing it twice is doing it once.
 */
export const CallAction = z.discriminatedUnion('kind', [
  Hold,
  Resume,
  Transfer,
  /** Puts the caller on hold and asks somebody in, privately. */
  z.object({ kind: z.literal('consult'), target: TransferTarget, note: Note }),
  /** Asks somebody in who is heard by all as soon as they answer. The caller is not put on hold. */
  z.object({ kind: z.literal('add'), target: TransferTarget, note: Note }),
  /** Everybody hears everybody: the consult becomes a conference. */
  z.object({ kind: z.literal('join') }),
  /** Ends the consult, answered or not, and takes the caller off hold. */
  z.object({ kind: z.literal('back') }),
  /** The consulted agent has the caller from now on; the one who led is in wrap-up. Also while it still rings: then it is a blind transfer. */
  z.object({ kind: z.literal('hand-over') }),
  /** Puts a party out. The caller too: that ends the conversation for all. Of `wanted-…` it takes the request back. */
  z.object({ kind: z.literal('drop'), partyId: z.union([PartyId, WantedId]) }),
  /** In a text conversation: asks the caller to talk. The call begins when they say yes. */
  z.object({ kind: z.literal('ask-to-talk') }),
  /** To a caller who would like to talk: go on writing. Yes is `ask-to-talk`, which begins the call at once then. */
  z.object({ kind: z.literal('decline-talk') }),
  /** Nobody hears this party until it is lifted. */
  z.object({ kind: z.literal('silence'), partyId: PartyId, silenced: z.boolean() }),
]);
export type CallAction = z.infer<typeof CallAction>;
export type CallActionKind = CallAction['kind'];

/** A party as the others see it. */
export const Party = z.object({
  /** An agent who has not been found yet has no reservation: `wanted-<call id>`. Dropping it takes the request back. */
  id: z.string().min(1).max(100),
  kind: z.enum(['caller', 'agent']),
  /** Of an agent who has not been found yet: what they are looked for by, a queue's or a center's name. */
  name: z.string(),
  centerName: z.string().nullable(), // null: the caller
  role: CallRole, // of the caller: main
  /** `waiting`: in a queue, nobody is offered it now. `declined` etc. are told by `lastAnswer` of the conversation. */
  state: z.enum(['waiting', 'ringing', 'connecting', 'talking', 'held', 'away']),
  since: Time,
  silenced: z.boolean(),
});
export type Party = z.infer<typeof Party>;

/** Why somebody who was asked in did not come, or is there no longer. */
export const ASK_ENDS = ['declined', 'not-answered', 'left', 'nobody', 'unreachable'] as const;

export type AskEnd = (typeof ASK_ENDS)[number];

/** The conversation as one agent in it sees it. */
export const Conversation = z.object({
  id: CallId,
  role: CallRole, // of this agent's own call
  leaderName: z.string(), // who has the main call; of the leader, their own name
  heldSince: Time.nullable(), // the caller is on hold since then
  you: PartyId,
  /** In the order in which they came; this agent and the caller are among them. */
  parties: z.array(Party),
  /** What became of the last one who was asked in and is not among the parties. Forgotten with the next request. */
  lastAnswer: z.object({ name: z.string(), end: z.enum(ASK_ENDS), at: Time }).nullable(),
  /** Supervisors who listen in, of whom this agent is told. */
  listeners: z.array(SeenListener),
});
export type Conversation = z.infer<typeof Conversation>;

/** Why a call comes to this agent, when another agent sent it. */
export const Invitation = z.object({
  how: z.enum(['transfer', 'consult', 'add']),
  byName: z.string(),
  byCenterName: z.string(),
  note: z.string().nullable(),
});
export type Invitation = z.infer<typeof Invitation>;

/** Why an agent can't take a call now. `settling`: their last offer has just ended, and their center has not confirmed it yet. `full`: as many text conversations as they can. */
export const UNAVAILABLE = ['not-ready', 'missed', 'on-call', 'reserved', 'wrapup', 'unreachable', 'settling', 'full', 'here'] as const;
export type Unavailable = (typeof UNAVAILABLE)[number];

/** Where a call can be sent now. Asked for while the list is open; what can't take a call says why. */
export const Directory = z.object({
  /** Who is signed in, over all centers; who can take a call first, then by name. So many at most. */
  agents: z.array(
    z.object({
      id: AgentId,
      name: z.string(),
      centerId: CenterId,
      centerName: z.string(),
      skills: z.array(z.string()), // names, best first
      /** Why they can't take a call now; null when they can. `here`: they are in this conversation. */
      unavailable: z.enum(UNAVAILABLE).nullable(),
    }),
  ),
  queues: z.array(z.object({ id: QueueId, name: z.string(), waiting: z.number().int(), available: z.number().int() })),
  centers: z.array(z.object({ id: CenterId, name: z.string(), available: z.number().int() })), // free agents for the queue of this call
});
export type Directory = z.infer<typeof Directory>;
