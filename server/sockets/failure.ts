import type { ErrorCode, WireError } from '../protocol/common.ts';

/** A request that is refused, over a socket or HTTP. It has changed nothing. */
export class Failure extends Error {
  readonly code: ErrorCode;
  /** The first field at fault. */
  readonly field: string | undefined;

  constructor(code: ErrorCode, message: string, field?: string) {
    super(message);
    this.name = 'Failure';
    this.code = code;
    this.field = field;
  }

  toWire(): WireError {
    return { code: this.code, message: this.message, ...(this.field === undefined ? {} : { field: this.field }) };
  }
}

/** The error of a refused reply, thrown. */
export function assertOk(reply: { ok: true } | { ok: false; error: WireError }): void {
  if (!reply.ok) throw new Failure(reply.error.code, reply.error.message, reply.error.field);
}
