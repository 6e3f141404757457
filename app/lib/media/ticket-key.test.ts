import { expect, it } from 'vitest';
import { signTicket } from '../../../server/media/tickets.ts';
import { ticketKey } from './ticket-key.ts';

const SECRET = new TextEncoder().encode('a secret of the tests, long enough');
const CLAIMS = { callId: 'call-ü?>', party: 'agent', token: 7 } as const;

it('is the same for the same party of the same call, whenever the ticket was signed', async () => {
  const [first, later] = await Promise.all([signTicket(CLAIMS, SECRET, 1_800_000_000_000), signTicket(CLAIMS, SECRET, 1_800_000_100_000)]);
  expect(first).not.toBe(later);
  expect(ticketKey(first)).toBe(ticketKey(later));
  expect(ticketKey(first)).not.toBe(ticketKey(await signTicket({ ...CLAIMS, token: 8 }, SECRET, 1_800_000_000_000)));
});

it('is the ticket itself when it can’t be read', () => {
  expect(ticketKey('nonsense')).toBe('nonsense');
  expect(ticketKey('a.b.c')).toBe('a.b.c');
});
