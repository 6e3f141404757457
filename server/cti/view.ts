import { type AgentStatus, exhausted } from '../protocol/common.ts';
import type { CustomerMatch } from '../protocol/customers.ts';
import type { FollowUpCount } from '../protocol/desk.ts';
import type { RoutedWork } from '../protocol/link.ts';
import type { StaffMessage } from '../protocol/staff-messages.ts';
import type { WorkstationState, WorkstationWork } from '../protocol/workstation.ts';
import { type AgentSession, MAX_EXTENSIONS, wrapupDueAt } from './core/model.ts';

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
  customer: CustomerMatch;
  notes: string;
  messages: StaffMessage[];
}): WorkstationState {
  const { rev, now, center, session, status, next, today, followUps, customer, notes, messages } = of;
  const { work } = session;
  return {
    rev,
    now,
    agent: { id: session.id, name: session.name, centerId: center.id, centerName: center.name, skills: session.skills },
    status,
    afterwards: session.afterwards,
    setBy: session.setBy,
    messages,
    work: work.kind === 'none' ? { kind: 'idle' } : workstationWork(work.work, work.token, work.extensions, { customer, notes }),
    answeredElsewhere: session.taken,
    next,
    today,
    followUps,
    roundTripMs: session.presence.kind === 'here' ? session.presence.roundTripMs : null,
  };
}

function workstationWork(
  work: Exclude<RoutedWork, { kind: 'none' }>,
  token: number,
  extensions: number,
  { customer, notes }: { customer: CustomerMatch; notes: string },
): WorkstationWork {
  const { callId, conversationId, reservationId, queueName, caller, enqueuedAt, why, invitation } = work;
  const contact = { callId, conversationId, invitation, reservationId, token, queueName, caller, enqueuedAt, why, customer };
  switch (work.kind) {
    case 'offer':
      return { kind: 'offer', ...contact, offeredAt: work.offeredAt, expiresAt: work.expiresAt };
    case 'connecting': {
      const { acceptedAt, ticket, conversation } = work;
      return { kind: 'call', ...contact, acceptedAt, notes, ticket, conversation, phase: { kind: 'connecting', since: acceptedAt } };
    }
    case 'connected': {
      const { acceptedAt, ticket, conversation, connectedAt, callerAwayUntil } = work;
      return {
        kind: 'call',
        ...contact,
        acceptedAt,
        notes,
        ticket,
        conversation,
        phase: { kind: 'connected', since: connectedAt, callerAwayUntil },
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
