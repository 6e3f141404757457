import { z } from 'zod';
import {
  type Ack,
  AgentId,
  AgentStatus,
  Caller,
  CallId,
  CenterId,
  Channel,
  EndReason,
  Id,
  NotReadyCode,
  ReservationId,
  SkillLevel,
  Time,
  Token,
  text,
} from './common.ts';
import { CallAction, Conversation, type Directory, Invitation } from './conversation.ts';
import {
  type CreateCustomer,
  type CustomerCard,
  CustomerMatch,
  type CustomerSummary,
  type LinkCustomer,
  type MergeCustomers,
  type ReadCustomer,
  type SearchCustomers,
  type UpdateCustomer,
  type UpdateResult,
} from './customers.ts';
import { FollowUpCount, type FollowUpRef, type MyDay, type MyFollowUps, NewFollowUp, type SaveNotes } from './desk.ts';
import { Disposition, DispositionPath } from './disposition.ts';
import { WrapupEnds } from './queue.ts';
import { Reason } from './reasons.ts';
import { StaffMessage } from './staff-messages.ts';
import { type CallText, Say, TextsAfter, type TextsToPeople } from './texts.ts';

/**
 * Workstation ↔ CTI processor of its center: Socket.IO namespace `/cti/<centerId>`, signed in by session cookie.
 * The CTI processor sends the whole state of the workstation on each change, numbered by `rev`: a message
 * that is lost is made good by the next, and a workstation that comes back needs nothing else.
 */
export { workstationNamespace } from './namespaces.ts';

const Contact = {
  channel: Channel,
  callId: CallId,
  conversationId: CallId,
  reservationId: ReservationId,
  token: Token,
  queueName: z.string(),
  caller: Caller,
  enqueuedAt: Time,
  why: z.array(Reason), // why this agent, strongest reason first
  customer: CustomerMatch,
  invitation: Invitation.nullable(), // when another agent sent it
};

export const WorkstationWork = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('idle') }),
  z.object({ kind: z.literal('offer'), ...Contact, offeredAt: Time, expiresAt: Time }),
  z.object({
    kind: z.literal('call'),
    ...Contact,
    acceptedAt: Time,
    notes: z.string(), // as this agent typed them so far
    ticket: z.string(), // for the media server, see protocol/media.ts
    conversation: Conversation,
    phase: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('connecting'), since: Time }),
      // callerAwayUntil: the caller's connection is gone; the call ends then unless they are back
      // callerPageGone: because their page was closed, left for another, or is being loaded anew
      // talkAskedAt: by text, since when the caller has been asked to talk
      // talkProposedAt: by text, since when the caller would like to talk
      // silentAt: by text, when it ends unless the caller says something
      z.object({
        kind: z.literal('connected'),
        since: Time,
        callerAwayUntil: Time.nullable(),
        callerPageGone: z.boolean().default(false),
        talkAskedAt: Time.nullable(),
        talkProposedAt: Time.optional(),
        silentAt: Time.optional(),
      }),
    ]),
  }),
  z.object({
    kind: z.literal('wrapup'),
    ...Contact,
    endedAt: Time,
    dueAt: Time, // extensions that were taken are in it
    ends: WrapupEnds,
    notes: z.string(),
    extensionSeconds: z.number().int(), // what one more adds; 0: there is none
    extensionsLeft: z.number().int(),
    talkMs: z.number().nonnegative(),
    reason: EndReason,
    dispositions: z.array(Disposition),
  }),
]);
export type WorkstationWork = z.infer<typeof WorkstationWork>;

/** What an agent can be by their own choice. */
export const ChosenStatus = z.union([z.literal('available'), NotReadyCode]);
export type ChosenStatus = z.infer<typeof ChosenStatus>;

export const WorkstationState = z.object({
  rev: z.number().int(),
  now: Time, // the CTI processor's clock when this was sent: count times from it, not from the browser's clock
  agent: z.object({ id: AgentId, name: z.string(), centerId: CenterId, centerName: z.string(), skills: z.array(SkillLevel) }),
  status: AgentStatus,
  /** What the agent will be when the work in hand is over, where they asked for something else than before. */
  afterwards: ChosenStatus.nullable(),
  /** Who has set the status, or what comes afterwards, when it was not the agent. */
  setBy: z.object({ name: z.string(), at: Time }).nullable(),
  /** What supervisors wrote and the agent has not dismissed, oldest first. */
  messages: z.array(StaffMessage),
  /** The call, or the offer of one. */
  work: WorkstationWork,
  /** Text conversations beside it, oldest first: offered, in hand, or in wrap-up. */
  texts: z.array(WorkstationWork),
  /** The last offer, when another agent answered it first. */
  answeredElsewhere: z.object({ callerName: z.string(), at: Time }).nullable(),
  /** Callers that this agent could serve, over all centers. null while the routing server can't be reached. */
  next: z.object({ waiting: z.number().int(), oldestEnqueuedAt: Time.nullable() }).nullable(),
  today: z.object({ calls: z.number().int(), ahtMs: z.number().nullable(), missed: z.number().int() }),
  followUps: FollowUpCount,
  roundTripMs: z.number().nullable(), // last measured by the CTI processor
});
export type WorkstationState = z.infer<typeof WorkstationState>;

/** With work in hand it takes effect when that is over, and stands in `afterwards` until then. */
export const SetStatus = z.object({ status: ChosenStatus });
export const ReservationRef = z.object({ reservationId: ReservationId, token: Token });
export const CallRef = z.object({ callId: CallId });
export const MessageRef = z.object({ messageId: Id });
export const ControlCall = z.object({ callId: CallId, action: CallAction });
export const SayInCall = z.object({ callId: CallId, ...Say.shape });
export const TextsAfterInCall = z.object({ callId: CallId, ...TextsAfter.shape });
/** `disposition` is the path to a leaf of the queue's tree. */
export const FinishWrapup = z.object({
  callId: CallId,
  disposition: DispositionPath,
  notes: text(4000),
  followUp: NewFollowUp.nullable().default(null),
});
export type SetStatus = z.infer<typeof SetStatus>;
export type ReservationRef = z.infer<typeof ReservationRef>;
export type CallRef = z.infer<typeof CallRef>;
export type MessageRef = z.infer<typeof MessageRef>;
export type ControlCall = z.infer<typeof ControlCall>;
export type SayInCall = z.infer<typeof SayInCall>;
export type TextsAfterInCall = z.infer<typeof TextsAfterInCall>;
export type FinishWrapup = z.input<typeof FinishWrapup>;

export interface WorkstationToCti {
  'set-status': (message: SetStatus, ack: (ack: Ack) => void) => void;
  /** Takes back what was chosen for afterwards. */
  'take-back-status': (message: Record<string, never>, ack: (ack: Ack) => void) => void;
  accept: (message: ReservationRef, ack: (ack: Ack) => void) => void;
  decline: (message: ReservationRef, ack: (ack: Ack) => void) => void;
  'hang-up': (message: CallRef, ack: (ack: Ack) => void) => void;
  /** Hold, transfer, consult, conference: see CallAction. */
  control: (message: ControlCall, ack: (ack: Ack) => void) => void;
  /** Where the call in hand can be sent now; asked again while the list is open. */
  directory: (message: CallRef, ack: (ack: Ack<Directory>) => void) => void;
  /** A ticket for the media server: its bearer hears themselves, for a minute at most. `too-many` while three are in use. */
  'echo-ticket': (message: Record<string, never>, ack: (ack: Ack<{ ticket: string }>) => void) => void;
  say: (message: SayInCall, ack: (ack: Ack<{ text: CallText }>) => void) => void;
  'texts-after': (message: TextsAfterInCall, ack: (ack: Ack<{ texts: CallText[] }>) => void) => void;
  /** The best matches first, at most 20. */
  'search-customers': (message: SearchCustomers, ack: (ack: Ack<{ customers: CustomerSummary[] }>) => void) => void;
  'read-customer': (message: ReadCustomer, ack: (ack: Ack<{ card: CustomerCard }>) => void) => void;
  /** The card comes with the state. */
  'create-customer': (message: CreateCustomer, ack: (ack: Ack) => void) => void;
  'update-customer': (message: UpdateCustomer, ack: (ack: Ack<UpdateResult>) => void) => void;
  'link-customer': (message: LinkCustomer, ack: (ack: Ack) => void) => void;
  'merge-customers': (message: MergeCustomers, ack: (ack: Ack<{ card: CustomerCard }>) => void) => void;
  /** Keeps the notes of the call in hand as they are typed: they are there after a reload, and when time ends the wrap-up. */
  'save-notes': (message: SaveNotes, ack: (ack: Ack) => void) => void;
  'my-day': (message: Record<string, never>, ack: (ack: Ack<MyDay>) => void) => void;
  'my-follow-ups': (message: Record<string, never>, ack: (ack: Ack<MyFollowUps>) => void) => void;
  'finish-follow-up': (message: FollowUpRef, ack: (ack: Ack) => void) => void;
  /** More time for the wrap-up, while some is left. */
  'extend-wrapup': (message: CallRef, ack: (ack: Ack) => void) => void;
  'finish-wrapup': (message: FinishWrapup, ack: (ack: Ack) => void) => void;
  /** A supervisor's message has been read. */
  'dismiss-message': (message: MessageRef, ack: (ack: Ack) => void) => void;
  'sign-out': (message: Record<string, never>, ack: (ack: Ack) => void) => void;
}

export interface CtiToWorkstation extends TextsToPeople {
  state: (state: WorkstationState) => void;
  /** Answer at once: the round trip is how the center knows that this workstation is alive. */
  probe: (answer: () => void) => void;
  /** Another workstation of the same agent has signed in; this one is shut off. */
  'taken-over': () => void;
}
