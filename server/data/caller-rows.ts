import type { Caller } from '../protocol/common.ts';
import { Prisma } from './generated/client.ts';

/** Who it is, beside name, e-mail and customer id, as rows of calls, messages and callbacks keep it. */
interface IdentityRow {
  verified: boolean;
  verifiedIn: Prisma.JsonValue;
  context: Prisma.JsonValue;
}

/** What of a caller is optional; read from a row. */
export function identityIn({ verified, verifiedIn, context }: IdentityRow): Pick<Caller, 'verified' | 'verifiedIn' | 'context'> {
  // Written by us alone, from this very type.
  const [centers, said] = [verifiedIn, context] as [Caller['verifiedIn'] | null, Caller['context'] | null];
  return { verified, ...(centers ? { verifiedIn: centers } : {}), ...(said ? { context: said } : {}) };
}

/** The same for writing a row. */
export function identityColumns({ verified = false, verifiedIn, context }: Pick<Caller, 'verified' | 'verifiedIn' | 'context'>) {
  const json = (value: unknown) => (value === undefined ? Prisma.DbNull : (value as Prisma.InputJsonValue));
  return { verified, verifiedIn: json(verifiedIn), context: json(context) };
}
