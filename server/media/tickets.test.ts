import { SignJWT } from 'jose';
import { expect, it } from 'vitest';
import { publicKeyOf, publicKeyText, signTicket, TICKET_VALID_MS, ticketKeys, verifyTicket } from './tickets.ts';

const { sign: SECRET, verify: KEY } = ticketKeys(new Uint8Array(32).fill(7));
const NOW = 1_800_000_000_000;
const CLAIMS = { callId: 'call-1', party: 'agent-7' } as const;
const INVALID = { code: 'not-signed-in', message: 'The ticket is not valid.', field: 'ticket' };

it('says what was signed, for a day', async () => {
  const ticket = await signTicket(CLAIMS, SECRET, NOW);
  expect(await verifyTicket(ticket, KEY, NOW)).toEqual(CLAIMS);
  expect(await verifyTicket(ticket, KEY, NOW + TICKET_VALID_MS - 1000)).toEqual(CLAIMS);
  await expect(verifyTicket(ticket, KEY, NOW + TICKET_VALID_MS)).rejects.toMatchObject({
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
  await expect(verifyTicket(ticket, ticketKeys(new Uint8Array(32).fill(8)).verify, NOW)).rejects.toMatchObject(INVALID);
  await expect(verifyTicket(`${header}.${altered}.${signature}`, KEY, NOW)).rejects.toMatchObject(INVALID);
  await expect(verifyTicket('', KEY, NOW)).rejects.toMatchObject(INVALID);
});

it('is refused when the same secret signed it for something else', async () => {
  const sign = (payload: Record<string, unknown>, audience: string) =>
    new SignJWT(payload)
      .setProtectedHeader({ alg: 'EdDSA' })
      .setAudience(audience)
      .setExpirationTime(new Date(NOW + 60_000))
      .sign(SECRET);
  await expect(verifyTicket(await sign(CLAIMS, 'tandem-session'), KEY, NOW)).rejects.toMatchObject(INVALID);
  await expect(verifyTicket(await sign({ ...CLAIMS, party: 'supervisor' }, 'tandem-media'), KEY, NOW)).rejects.toMatchObject(INVALID);
});

it('opens the node that it names, and no other', async () => {
  const ticket = await signTicket({ ...CLAIMS, node: 'lisbon-1', url: 'https://media.lisbon.example' }, SECRET, NOW);
  expect(await verifyTicket(ticket, KEY, NOW, 'lisbon-1')).toMatchObject({ node: 'lisbon-1', url: 'https://media.lisbon.example' });
  const another = { code: 'not-signed-in', message: 'The ticket is for another media server.', field: 'ticket' };
  await expect(verifyTicket(ticket, KEY, NOW, 'lisbon-2')).rejects.toMatchObject(another);
  await expect(verifyTicket(ticket, KEY, NOW)).rejects.toMatchObject(another);
  await expect(verifyTicket(await signTicket(CLAIMS, SECRET, NOW), KEY, NOW, 'lisbon-1')).rejects.toMatchObject(another);
});

it('a node needs nothing but the public key, which goes over a wire as text', async () => {
  const ticket = await signTicket(CLAIMS, SECRET, NOW);
  expect(await verifyTicket(ticket, publicKeyOf(publicKeyText(KEY)), NOW)).toEqual(CLAIMS);
});
