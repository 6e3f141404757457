/** Another routing server has appended to the log since this one last did: only one may go on. */
export class SecondWriter extends Error {
  override readonly name = 'SecondWriter';
}

/** The database does not hold an assignment as this batch believes: a slot that is taken, a reservation that is not pending. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
}

/** Another server holds the lease in whose name this was to be stored. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** What `tandem_append` and `tandem_append_as` refuse with; the codes are in their migrations. */
const REFUSALS: Record<string, new (message: string, options: ErrorOptions) => Error> = {
  TN001: SecondWriter,
  TN002: ClaimLost,
  TN003: ClaimLost,
  TN004: LeaseLost,
};
const UNIQUE_VIOLATION = '23505';

/** The error of an append as what it means; an error of another kind as it is. */
export function asRefusal(error: unknown): unknown {
  const { code, message } = databaseError(error);
  const Refusal = REFUSALS[code];
  if (Refusal) return new Refusal(message, { cause: error });
  // Both saw the same end of the log at the same moment, and the other one was first.
  if (code === UNIQUE_VIOLATION && message.includes('Event_pkey')) return new SecondWriter(message, { cause: error });
  return error;
}

function databaseError(error: unknown): { code: string; message: string } {
  // PrismaClientKnownRequestError keeps what the database said in there.
  const meta = (error as { meta?: { driverAdapterError?: { cause?: { originalCode?: string; originalMessage?: string } } } } | null)?.meta;
  const cause = meta?.driverAdapterError?.cause;
  return { code: cause?.originalCode ?? '', message: cause?.originalMessage ?? '' };
}
