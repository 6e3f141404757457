import type { CallId, CenterId } from '../protocol/common.ts';
import type { ListeningWay } from '../protocol/listening-way.ts';
import type { ListeningEnd, ListeningSession } from '../protocol/supervise.ts';
import type { CallText } from '../protocol/texts.ts';
import type { Supervisor } from './grants.ts';

/** A supervisor's page, for as long as it is connected. */
export interface ListeningPage {
  /** Who its session belongs to now, and what they may do; null when to nobody any more. */
  who(): Promise<Supervisor | null>;
  tell(session: ListeningSession): void;
  texts(conversationId: CallId, texts: readonly CallText[]): void;
  ended(sessionId: string, why: ListeningEnd): void;
}

/** What is written down of a session, whatever becomes of it. */
export interface SessionFacts {
  id: string;
  who: Supervisor;
  callId: CallId;
  /** Of the agent whom they listen to: the one that they need the right to. */
  centerId: CenterId;
  /** All centers whose agents they have heard, in whose logs the session is. */
  centers: Set<CenterId>;
  names: { agent: string; caller: string };
}

export interface Session extends SessionFacts {
  page: ListeningPage;
  /** Its connection is gone, and it ends with this. */
  lost: NodeJS.Timeout | null;
  conversationId: CallId;
  /** Of the agent whose call it is. */
  token: number;
  how: ListeningWay;
  /** They have the caller: `callId` and `token` are of their own call. */
  takenOver: boolean;
  /** The call is becoming theirs: that of the agent ends by it, and the session does not. */
  taking: boolean;
  since: number;
  howSince: number;
  ticket: string;
  /** Grows with each wish to be heard otherwise: an older one that was being written down is not carried out any more. */
  wish: number;
}
