import { exhausted, NOT_READY_CODES } from '../../../server/protocol/codes.ts';
import type { AgentStatus, EndReason, NotReadyCode } from '../../../server/protocol/common.ts';
import type { CustomerMatch } from '../../../server/protocol/customers.ts';
import type { SetStatus, WorkstationWork } from '../../../server/protocol/workstation.ts';
import { NOT_READY_WORDS } from '../../lib/status.ts';

/** What the screen says, as functions of what is known. Nothing here touches a browser. */

export type Work<Kind extends WorkstationWork['kind']> = Extract<WorkstationWork, { kind: Kind }>;
/** Work with somebody on the line, or just after. */
export type Contact = Exclude<WorkstationWork, { kind: 'idle' }>;

/** The connection to the center. `since` is on the browser's clock. */
export type Link = { kind: 'connecting' } | { kind: 'up' } | { kind: 'lost'; since: number } | { kind: 'taken-over' } | { kind: 'refused' };

export type ChosenStatus = SetStatus['status'];

export const STATUS_CHOICES: readonly { status: ChosenStatus; word: string }[] = [
  { status: 'available', word: 'Available' },
  ...NOT_READY_CODES.map((code) => ({ status: code, word: NOT_READY_WORDS[code] })),
];

export const choiceWord = (status: ChosenStatus) => (status === 'available' ? 'Available' : NOT_READY_WORDS[status]);

/** Which of the choices is in force; none while a call occupies the agent. */
export function chosenOf(status: AgentStatus): ChosenStatus | null {
  if (status.kind === 'available') return 'available';
  return status.kind === 'not-ready' ? status.code : null;
}

/** A status chosen while a call occupies the agent holds from its end. */
export const holdsFromCallEnd = (status: AgentStatus) =>
  status.kind === 'reserved' || status.kind === 'on-call' || status.kind === 'wrapup';

/** An offer can still go to somebody else; a caller who was answered can't be left. */
export const maySignOut = (status: AgentStatus) => status.kind !== 'on-call' && status.kind !== 'wrapup';

export interface IdleWords {
  title: string;
  text: string;
  /** The button that leads back to calls; none when the agent is there already. */
  action: string | null;
}

export function idleWords(status: AgentStatus, connected: boolean): IdleWords {
  if (!connected) {
    return {
      title: 'Waiting for the connection',
      text: 'Everything goes on by itself when it is back, with the status you had.',
      action: null,
    };
  }
  switch (status.kind) {
    case 'available':
    case 'reserved':
    case 'on-call':
    case 'wrapup':
      return {
        title: 'Ready for the next call',
        text: 'A call that fits your skills comes to this place. Enter accepts it, Esc declines it.',
        action: null,
      };
    case 'offline':
      return {
        title: 'You are offline',
        text: 'No calls come to you yet. Go available when you are ready to take them.',
        action: 'Go available',
      };
    case 'missed':
      return {
        title: 'You missed a call',
        text: 'It went back to its place in the queue. No calls come to you until you are available again.',
        action: 'Back to available',
      };
    case 'not-ready':
      return { title: awayTitle(status.code), text: 'No calls come to you until you are available again.', action: 'Back to available' };
    default:
      return exhausted(status);
  }
}

function awayTitle(code: NotReadyCode): string {
  switch (code) {
    case 'break':
      return 'You are on a break';
    case 'lunch':
      return 'You are at lunch';
    case 'training':
      return 'You are in training';
    case 'meeting':
      return 'You are in a meeting';
    default:
      return exhausted(code);
  }
}

/** What the agent's own audio is doing. `sending`: up, but nothing comes from the caller (yet). */
export type AudioSituation =
  | 'none'
  | 'opening-microphone'
  | 'microphone-failed'
  | 'connecting'
  | 'sending'
  | 'connected'
  | 'reconnecting'
  | 'failed';

export function endWords(reason: EndReason): string {
  switch (reason) {
    case 'caller-hung-up':
      return 'The caller hung up';
    case 'agent-hung-up':
      return 'You hung up';
    case 'caller-lost':
      return 'The caller’s connection was lost';
    case 'agent-lost':
      return 'Your connection was lost';
    case 'no-caller-audio':
      return 'No sound came from the caller';
    case 'no-agent-audio':
      return 'No sound came from your microphone';
    case 'queue-removed':
      return 'The queue was removed';
    case 'transferred':
      return 'You transferred the caller';
    case 'consult-over':
      return 'The consultation is over';
    case 'put-out':
      return 'You were taken out of the call';
    case 'conversation-over':
      return 'The call was ended for everybody';
    // Never of a call that an agent had; the words are for whoever reads a log.
    case 'queue-closed':
      return 'The queue was closed';
    case 'queue-full':
      return 'The queue was full';
    case 'waited-too-long':
      return 'Nobody became free in time';
    case 'no-longer-needed':
      return 'Nobody was needed any more';
    default:
      return exhausted(reason);
  }
}

/** The page a caller called from, as short as it can be said. */
export function pageWords(page: string | null): string | null {
  if (page === null || page === '') return null;
  const url = URL.parse(page);
  if (url === null) return page;
  return url.pathname === '/' ? url.host : url.pathname;
}

/** Whose name stands over the customer column. */
export function customerName(contact: Contact): string {
  return contact.customer.kind === 'known' ? contact.customer.card.customer.name : contact.caller.name;
}

export function matchWords(match: CustomerMatch): string {
  switch (match.kind) {
    case 'looking':
      return 'Looking them up';
    case 'known':
      return 'Known customer';
    case 'unknown':
      return 'Not a customer yet';
    case 'unavailable':
      return 'The customer database can’t be reached';
    default:
      return exhausted(match);
  }
}

export type Column = 'next' | 'call' | 'customer';
/** On a phone one column is in sight: a new offer and the wrap-up bring the middle one to the front. */
export function columnFor(shown: Column, before: WorkstationWork['kind'], after: WorkstationWork['kind']): Column {
  if (before === after) return shown;
  return after === 'offer' || after === 'wrapup' ? 'call' : shown;
}
