import { SignJWT } from 'jose';
import { expect, it } from 'vitest';
import { signTicket, TICKET_VALID_MS, verifyTicket } from './tickets.ts';

const SECRET = new TextEncoder().encode('a secret of the tests, long enough');
const NOW = 1_800_000_000_000;
const CLAIMS = { callId: 'call-1', party: 'agent-7' } as const;
const INVALID = { code: 'not-signed-in', message: 'The ticket is not valid.', field: 'ticket' };

it('says what was signed, for four hours', async () => {
  const ticket = await signTicket(CLAIMS, SECRET, NOW);
  expect(await verifyTicket(ticket, SECRET, NOW)).toEqual(CLAIMS);
  expect(await verifyTicket(ticket, SECRET, NOW + TICKET_VALID_MS - 1000)).toEqual(CLAIMS);
  await expect(verifyTicket(ticket, SECRET, NOW + TICKET_VALID_MS)).rejects.toMatchObject({
    code: 'not-signed-in',
    message: 'The ticket has expired.',
  });
});

it('is refused with another secret, when altered, and when it is none', async () => {
  const ticket = await signTicket(CLAIMS, SECRET, NOW);
  const [header, , signature] = ticket.split('.');
  const altered = Buffer.from(JSON.stringify({ ...CLAIMS, party: 'agent-8', aud: 'tandem-media', exp: NOW / 1000 + 60 })).toString(
    'base64url',
  );
  await expect(verifyTicket(ticket, new TextEncoder().encode('another secret, long enough too'), NOW)).rejects.toMatchObject(INVALID);
  await expect(verifyTicket(`${header}.${altered}.${signature}`, SECRET, NOW)).rejects.toMatchObject(INVALID);
  await expect(verifyTicket('', SECRET, NOW)).rejects.toMatchObject(INVALID);
});

it('is refused when the same secret signed it for something else', async () => {
  const sign = (payload: Record<string, unknown>, audience: string) =>
    new SignJWT(payload)
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(audience)
      .setExpirationTime(new Date(NOW + 60_000))
      .sign(SECRET);
  await expect(verifyTicket(await sign(CLAIMS, 'tandem-session'), SECRET, NOW)).rejects.toMatchObject(INVALID);
  await expect(verifyTicket(await sign({ ...CLAIMS, party: 'supervisor' }, 'tandem-media'), SECRET, NOW)).rejects.toMatchObject(INVALID);
});
