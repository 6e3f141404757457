import { exhausted, NOT_READY_CODES } from '../../../server/protocol/codes.ts';
import type { AgentStatus, EndReason } from '../../../server/protocol/common.ts';
import type { CustomerMatch } from '../../../server/protocol/customers.ts';
import type { ChosenStatus, WorkstationWork } from '../../../server/protocol/workstation.ts';
import { type Words, words } from '../../lib/i18n/words.ts';

/** What the screen says, as functions of what is known. Nothing here touches a browser. */

export type Work<Kind extends WorkstationWork['kind']> = Extract<WorkstationWork, { kind: Kind }>;
/** Work with somebody on the line, or just after. */
export type Contact = Exclude<WorkstationWork, { kind: 'idle' }>;

/** The connection to the center. `since` is on the browser's clock. */
export type Link = { kind: 'connecting' } | { kind: 'up' } | { kind: 'lost'; since: number } | { kind: 'taken-over' } | { kind: 'refused' };

export type { ChosenStatus };

export const STATUS_CHOICES: readonly ChosenStatus[] = ['available', ...NOT_READY_CODES];

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

export const endWords = (reason: EndReason): Words => words(`workstation-desk.wrapup.end.${reason}`);

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

export function matchWords(match: CustomerMatch): Words {
  switch (match.kind) {
    case 'looking':
    case 'known':
    case 'unknown':
      return words(`workstation-desk.customer.${match.kind}`);
    case 'unavailable':
      return words('workstation-desk.customer.records-out');
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
