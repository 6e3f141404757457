import type { Conversation } from '../../../server/protocol/conversation.ts';
import type { CustomerCard } from '../../../server/protocol/customers.ts';
import type { Reason } from '../../../server/protocol/reasons.ts';
import type { WorkstationState } from '../../../server/protocol/workstation.ts';
import type { Work } from './view-model.ts';

/** Named examples for the tests of the workstation. */
export const NOON = Date.UTC(2026, 10, 23, 12);

export const maria: CustomerCard = {
  customer: {
    id: 'maria',
    version: '1',
    name: 'Maria Silva',
    email: 'maria@example.com',
    phone: null,
    company: null,
    tier: 'gold',
    language: 'pt-PT',
    notes: '',
  },
  history: [],
  followUps: [],
  staleSince: null,
  editable: true,
};

export const conversation: Conversation = {
  id: 'call-1',
  role: 'main',
  leaderName: 'Ana Costa',
  heldSince: null,
  you: 'agent-7',
  parties: [
    {
      id: 'caller',
      kind: 'caller',
      name: 'Maria',
      centerName: null,
      role: 'main',
      state: 'talking',
      since: NOON,
      silenced: false,
    },
    {
      id: 'agent-7',
      kind: 'agent',
      name: 'Ana Costa',
      centerName: 'Lisbon',
      role: 'main',
      state: 'talking',
      since: NOON,
      silenced: false,
    },
  ],
  lastAnswer: null,
  listeners: [],
};

const contact = {
  channel: 'voice' as const,
  callId: 'call-1',
  conversationId: 'call-1',
  reservationId: 'reservation-1',
  token: 7,
  queueName: 'Sales',
  caller: { name: 'Maria', email: 'maria@example.com', customerId: null, page: 'https://shop.example/cart', question: null },
  enqueuedAt: NOON - 20_000,
  why: [{ kind: 'compared', figure: { by: 'longest-idle', idleSeconds: 14 }, free: 3 } satisfies Reason],
  customer: { kind: 'known' as const, card: maria },
  invitation: null,
};

export const offer: Work<'offer'> = { kind: 'offer', ...contact, offeredAt: NOON, expiresAt: NOON + 20_000 };
export const connecting: Work<'call'> = {
  kind: 'call',
  ...contact,
  acceptedAt: NOON,
  notes: '',
  ticket: 'ticket-1',
  conversation,
  phase: { kind: 'connecting', since: NOON },
};
export const connected: Work<'call'> = {
  ...connecting,
  phase: { kind: 'connected', since: NOON, callerAwayUntil: null, callerPageGone: false, talkAskedAt: null },
};
export const wrapup: Work<'wrapup'> = {
  kind: 'wrapup',
  ...contact,
  endedAt: NOON,
  dueAt: NOON + 30_000,
  extensionSeconds: 30,
  extensionsLeft: 3,
  talkMs: 60_000,
  reason: 'caller-hung-up',
  ends: 'done',
  notes: '',
  dispositions: [{ name: 'Resolved', children: [] }],
};

export const idle: WorkstationState = {
  rev: 1,
  now: NOON,
  agent: { id: 'ana', name: 'Ana Costa', centerId: 'lisbon', centerName: 'Lisbon', skills: [] },
  status: { kind: 'available', since: NOON },
  afterwards: null,
  setBy: null,
  messages: [],
  work: { kind: 'idle' },
  texts: [],
  answeredElsewhere: null,
  next: { waiting: 0, oldestEnqueuedAt: null },
  today: { calls: 0, ahtMs: null, missed: 0 },
  followUps: { open: 0, dueToday: 0, overdue: 0 },
  roundTripMs: null,
};
