import { type AgentStatus, type CallId, exhausted } from '../protocol/common.ts';
import type { CustomerMatch } from '../protocol/customers.ts';
import type { FollowUpCount } from '../protocol/desk.ts';
import type { StaffMessage } from '../protocol/staff-messages.ts';
import type { WorkstationState, WorkstationWork } from '../protocol/workstation.ts';
import { type AgentSession, type Held, MAX_EXTENSIONS, wrapupDueAt } from './core/model.ts';

export interface CallerSeen {
  customer: CustomerMatch;
  notes: string;
}

export type Figures = WorkstationState['today'];

/** What an agent's workstation shows, from the session the CTI processor holds. Pure. */
export function workstationState(of: {
  rev: number;
  now: number;
  center: { id: string; name: string };
  session: AgentSession;
  status: AgentStatus;
  next: WorkstationState['next'];
  today: Figures;
  followUps: FollowUpCount;
  /** Who is calling, and what the agent has written of it. */
  callerOf: (callId: CallId) => CallerSeen;
  messages: StaffMessage[];
}): WorkstationState {
  const { rev, now, center, session, status, next, today, followUps, callerOf, messages } = of;
  const { work, texts } = session;
  const shown = (held: Held) => workstationWork(held, callerOf(held.work.callId));
  return {
    rev,
    now,
    agent: { id: session.id, name: session.name, centerId: center.id, centerName: center.name, skills: session.skills },
    status,
    afterwards: session.afterwards,
    setBy: session.setBy,
    messages,
    work: work.kind === 'none' ? { kind: 'idle' } : shown(work),
    texts: texts.map(shown),
    answeredElsewhere: session.taken,
    next,
    today,
    followUps,
    roundTripMs: session.presence.kind === 'here' ? session.presence.roundTripMs : null,
  };
}

function workstationWork({ work, token, extensions }: Held, { customer, notes }: CallerSeen): WorkstationWork {
  const { channel, callId, conversationId, reservationId, queueName, caller, enqueuedAt, why, invitation } = work;
  const contact = { channel, callId, conversationId, invitation, reservationId, token, queueName, caller, enqueuedAt, why, customer };
  switch (work.kind) {
    case 'offer':
      return { kind: 'offer', ...contact, offeredAt: work.offeredAt, expiresAt: work.expiresAt };
    case 'connecting': {
      const { acceptedAt, ticket, conversation } = work;
      return { kind: 'call', ...contact, acceptedAt, notes, ticket, conversation, phase: { kind: 'connecting', since: acceptedAt } };
    }
    case 'connected': {
      const { acceptedAt, ticket, conversation, connectedAt, callerAwayUntil, callerPageGone, talkAskedAt, talkProposedAt, silentAt } =
        work;
      return {
        kind: 'call',
        ...contact,
        acceptedAt,
        notes,
        ticket,
        conversation,
        phase: {
          ...{ kind: 'connected', since: connectedAt, callerAwayUntil, callerPageGone, talkAskedAt },
          ...(talkProposedAt !== undefined && { talkProposedAt }),
          ...(silentAt !== undefined && { silentAt }),
        },
      };
    }
    case 'wrapup': {
      const { endedAt, connectedAt, reason, dispositions, wrapupEnds: ends, wrapupExtensionSeconds: extensionSeconds } = work;
      const dueAt = wrapupDueAt(work, extensions);
      const extensionsLeft = extensionSeconds === 0 ? 0 : MAX_EXTENSIONS - extensions;
      const talkMs = Math.max(0, endedAt - connectedAt);
      const time = { endedAt, dueAt, ends, extensionSeconds, extensionsLeft, talkMs };
      return { kind: 'wrapup', ...contact, ...time, notes, reason, dispositions };
    }
    default:
      return exhausted(work);
  }
}
