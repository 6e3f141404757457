import { errors, jwtVerify, SignJWT } from 'jose';
import { TicketClaims } from '../protocol/media.ts';
import { Failure } from '../sockets/failure.ts';

/** Longer than any conversation: a party may have to come back after a long wait and a long talk. A ticket for a closed call opens nothing. */
export const TICKET_VALID_MS = 24 * 60 * 60 * 1000;
const AUDIENCE = 'tandem-media';
const ALGORITHM = 'HS256';

/** @param now milliseconds since the epoch; the ticket is good for `validMs` from then. */
export function signTicket(claims: TicketClaims, secret: Uint8Array, now: number, validMs = TICKET_VALID_MS): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: ALGORITHM })
    .setAudience(AUDIENCE)
    .setIssuedAt(new Date(now))
    .setExpirationTime(new Date(now + validMs))
    .sign(secret);
}

/**
 * @param now milliseconds since the epoch
 * @throws Failure `not-signed-in` when the ticket is not one of ours, is for something else, or has expired
 */
export async function verifyTicket(ticket: string, secret: Uint8Array, now: number): Promise<TicketClaims> {
  try {
    const { payload } = await jwtVerify(ticket, secret, {
      algorithms: [ALGORITHM],
      audience: AUDIENCE,
      requiredClaims: ['exp'],
      currentDate: new Date(now),
    });
    return TicketClaims.parse(payload);
  } catch (error) {
    const expired = error instanceof errors.JWTExpired;
    throw new Failure('not-signed-in', expired ? 'The ticket has expired.' : 'The ticket is not valid.', 'ticket');
  }
}
