import type { ErrorCode, WireError } from '../protocol/common.ts';
import type { Said } from '../protocol/sentences.ts';

/** A request that is refused, over a socket or HTTP. It has changed nothing. */
export class Failure extends Error {
  readonly code: ErrorCode;
  /** The first field at fault. */
  readonly field: string | undefined;
  readonly #said: Said;

  /** @param said in English; with `sentence(…)` when a name or a number is in it */
  constructor(code: ErrorCode, said: string | Said, field?: string) {
    const { message, sentence, values }: Said = typeof said === 'string' ? { message: said } : said;
    super(message);
    this.name = 'Failure';
    this.code = code;
    this.field = field;
    this.#said = { message, ...(sentence === undefined ? {} : { sentence }), ...(values === undefined ? {} : { values }) };
  }

  toWire(): WireError {
    return { code: this.code, ...this.#said, ...(this.field === undefined ? {} : { field: this.field }) };
  }
}

/** Refusals that come by the thousand when somebody floods the server: they are counted in the metrics, and not logged one by one. */
export const isCounted = ({ code }: Failure): boolean => code === 'too-many' || code === 'proof-needed';

/** What another server has refused, to be passed on as it is. */
export const failureOf = (error: WireError): Failure => new Failure(error.code, error, error.field);

/** The error of a refused reply, thrown. */
export function assertOk(reply: { ok: true } | { ok: false; error: WireError }): void {
  if (!reply.ok) throw failureOf(reply.error);
}
