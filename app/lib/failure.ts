import type { ErrorCode, WireError } from '../../server/protocol/common.ts';

/** What a server refused or failed to do, over HTTP or a socket: `message` is fit to be read by people. */
export class WireFailure extends Error {
  readonly code: ErrorCode;
  /** The first field at fault, when the request did not parse. */
  readonly field: string | undefined;
  /** By what the message is found in another language, when there are names or numbers in it. */
  readonly sentence: string | undefined;
  readonly values: WireError['values'];

  constructor(error: WireError) {
    super(error.message);
    this.name = 'WireFailure';
    this.code = error.code;
    this.field = error.field;
    this.sentence = error.sentence;
    this.values = error.values;
  }
}

export const unreachable = (message = 'The server can’t be reached. Check the connection and try again.') =>
  new WireFailure({ code: 'unavailable', message });

/** What to tell people about anything that was thrown. */
export const messageOf = (error: unknown): string => (error instanceof WireFailure ? error.message : 'Something went wrong. Try again.');

/** What was thrown, as a server would have said it. */
export function wireErrorOf(error: unknown): WireError {
  if (!(error instanceof WireFailure)) return { code: 'internal', message: 'Something went wrong. Try again.' };
  const { code, message, field, sentence, values } = error;
  return {
    code,
    message,
    ...(field === undefined ? {} : { field }),
    ...(sentence === undefined ? {} : { sentence }),
    ...(values === undefined ? {} : { values }),
  };
}
