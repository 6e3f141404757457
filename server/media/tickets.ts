import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { type NodeId, TicketClaims } from '../protocol/media.ts';
import { Failure } from '../sockets/failure.ts';

/** Longer than any conversation: a party may have to come back after a long wait and a long talk. A ticket for a closed call opens nothing. */
export const TICKET_VALID_MS = 24 * 60 * 60 * 1000;
const AUDIENCE = 'tandem-media';
const ALGORITHM = 'EdDSA';
/** What stands before the 32 bytes of an Ed25519 key in PKCS #8. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

export interface TicketKeys {
  sign: KeyObject;
  /** All that a media node needs. */
  verify: KeyObject;
}

/** The keys of tickets: whoever only lets parties in can't make tickets. @param seed 32 secret bytes */
export function ticketKeys(seed: Uint8Array): TicketKeys {
  const sign = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
  return { sign, verify: createPublicKey(sign) };
}

/** A public key as it goes over a wire: 32 bytes, base64url. */
export const publicKeyText = (key: KeyObject): string => String(key.export({ format: 'jwk' }).x);
/** @throws Error when it is no such key */
export const publicKeyOf = (text: string): KeyObject => createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: text }, format: 'jwk' });

/** @param now milliseconds since the epoch; the ticket is good for `validMs` from then. */
export function signTicket(claims: TicketClaims, key: KeyObject, now: number, validMs = TICKET_VALID_MS): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: ALGORITHM })
    .setAudience(AUDIENCE)
    .setIssuedAt(new Date(now))
    .setExpirationTime(new Date(now + validMs))
    .sign(key);
}

/**
 * @param now milliseconds since the epoch
 * @param node who lets in; null: the program that serves the pages
 * @throws Failure `not-signed-in` when the ticket is not one of ours, is for something else or another node, or has expired
 */
export async function verifyTicket(ticket: string, key: KeyObject, now: number, node: NodeId | null = null): Promise<TicketClaims> {
  let claims: TicketClaims;
  try {
    const { payload } = await jwtVerify(ticket, key, {
      algorithms: [ALGORITHM],
      audience: AUDIENCE,
      requiredClaims: ['exp'],
      currentDate: new Date(now),
    });
    claims = TicketClaims.parse(payload);
  } catch (error) {
    const expired = error instanceof errors.JWTExpired;
    throw new Failure('not-signed-in', expired ? 'The ticket has expired.' : 'The ticket is not valid.', 'ticket');
  }
  if ((claims.node ?? null) !== node) throw new Failure('not-signed-in', 'The ticket is for another media server.', 'ticket');
  return claims;
}
