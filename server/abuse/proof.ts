import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Challenge, Proof } from '../protocol/proof.ts';

/** How long a challenge is good for: the work, and a slow connection. */
export const CHALLENGE_MS = 2 * 60_000;

export type ProofFault = 'forged' | 'expired' | 'too-easy' | 'wrong';

/** Whom a challenge is for: nobody else gets in by it. */
export interface BoundTo {
  address: string;
  widgetKey: string | null;
}

/**
 * A challenge that says everything by itself, so that whoever asks for a million of them costs the server no memory:
 * `<id>.<end>.<bits>.<signature>`. Pure.
 * @param id not given out before
 */
export function challengeOf(key: Buffer, { id, bits, now, ...bound }: BoundTo & { id: string; bits: number; now: number }): Challenge {
  const said = `${id}.${(now + CHALLENGE_MS).toString(36)}.${bits}`;
  return { challenge: `${said}.${signature(key, said, bound)}`, bits };
}

/** What is wrong with a proof; null: nothing. That it is used once is another's to see: `idOf`. Pure. */
export function faultOf(
  key: Buffer,
  { challenge, number }: Proof,
  { now, bits, ...bound }: BoundTo & { bits: number; now: number },
): ProofFault | null {
  const [id = '', end = '', asked = '', signed = ''] = challenge.split('.');
  const said = `${id}.${end}.${asked}`;
  const expected = Buffer.from(signature(key, said, bound));
  const given = Buffer.from(signed);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'forged';
  if (Number.parseInt(end, 36) <= now) return 'expired';
  // What was asked for a moment ago is enough, though more call now; what was asked for in calm times is not.
  if (Number(asked) < bits - 1) return 'too-easy';
  return zeroBits(createHash('sha256').update(`${challenge}.${number}`).digest()) >= Number(asked) ? null : 'wrong';
}

export const idOf = ({ challenge }: Proof): string => challenge.split('.')[0] ?? '';

function signature(key: Buffer, said: string, { address, widgetKey }: BoundTo): string {
  return createHmac('sha256', key)
    .update(JSON.stringify([said, address, widgetKey]))
    .digest('base64url');
}

export function zeroBits(bytes: Uint8Array): number {
  let bits = 0;
  for (const byte of bytes) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
}
