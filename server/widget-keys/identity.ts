import { errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { type Caller, CenterId, text } from '../protocol/common.ts';
import { Failure } from '../sockets/failure.ts';

/** How long a token may be good, in seconds: what a page holds can be copied from it. */
export const LONGEST_LIFE_S = 600;
/** What clocks of other machines may be off, in seconds. */
const CLOCKS_S = 30;

/** What the site's server says of who is signed in there. */
export const IdentityClaims = z.object({
  sub: text(64).min(1), // their id with the company
  name: text(120).trim().min(1),
  email: z.email().max(254).nullish(),
  centers: z.array(CenterId).max(50).optional(), // where their id means something; left out: everywhere
});
export type IdentityClaims = z.infer<typeof IdentityClaims>;

const NOT_GOOD = 'The site could not confirm who you are. Reload the page, then try again.';
const TOO_OLD = 'The site’s word on who you are is too old. Reload the page, then try again.';

/** A token that is not good. `why` is for those who run the place, and not for who sent it. */
export class BadIdentity extends Failure {
  readonly why: string;

  constructor(message: string, why: string) {
    super('forbidden', message, 'identity');
    this.why = why;
  }
}

/**
 * Whom a token names: a JWT of HS256 with `sub`, `name`, `iat` and `exp`, good for at most ten minutes.
 * @param secrets of the widget key, any of which may have signed it @param now milliseconds
 * @throws BadIdentity
 */
export async function verifyIdentity(token: string, secrets: readonly string[], now: number): Promise<IdentityClaims> {
  let why = 'the key has no identity secret';
  for (const secret of secrets) {
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
        ...{ algorithms: ['HS256'], requiredClaims: ['exp', 'iat', 'sub'], currentDate: new Date(now) },
        ...{ clockTolerance: CLOCKS_S, maxTokenAge: LONGEST_LIFE_S },
      });
      if ((payload.exp ?? 0) - (payload.iat ?? 0) > LONGEST_LIFE_S) throw new BadIdentity(NOT_GOOD, 'it is good for more than ten minutes');
      const claims = IdentityClaims.safeParse(payload);
      if (!claims.success) throw new BadIdentity(NOT_GOOD, `its claim ${claims.error.issues[0]?.path.join('.')} can’t be read`);
      return claims.data;
    } catch (error) {
      if (error instanceof BadIdentity) throw error;
      if (error instanceof errors.JWTExpired) throw new BadIdentity(TOO_OLD, 'it has expired');
      if (!(error instanceof errors.JOSEError)) throw error;
      why = error.message;
    }
  }
  throw new BadIdentity(NOT_GOOD, why);
}

/** Who is calling: what was typed or said by the page does not stand against the site's own word. */
export function callerOf(said: Omit<Caller, 'verified' | 'verifiedIn'>, claims: IdentityClaims | null): Caller {
  if (claims === null) return said;
  const { sub: customerId, name, email = null, centers } = claims;
  return { ...said, name, email, customerId, verified: true, ...(centers ? { verifiedIn: centers } : {}) };
}
