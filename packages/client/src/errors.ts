/** What a client can be told, and what it finds out by itself. */
export const CLIENT_ERRORS = [
  'bad-request', // something that was given can't be read; `field` says what
  'not-signed-in',
  'forbidden', // the key is not for this site or this topic, or an identity token is not good; `field` says which
  'not-found', // no such key, topic or call
  'stale-token',
  'conflict', // not now: the call is in a state that does not allow it, or a consent is missing
  'gap',
  'too-many', // more than one address may; wait a minute
  'proof-needed', // the piece of work that is asked for while many call was not good
  'unavailable', // the server can't be reached, or does not answer
  'internal',
  'microphone-refused', // by the user, or by the page's policy
  'microphone-missing',
  'microphone-busy', // another program has it
  'microphone-unsupported', // an old browser, or a page that was not loaded over https
  'share-refused', // a screen or camera: by the user, or by the page's policy
  'share-missing',
  'share-busy',
  'share-unsupported', // a phone has no screen to show
  'aborted', // by your own signal, or by destroy()
] as const;
export type ClientErrorCode = (typeof CLIENT_ERRORS)[number];

/** Whatever goes wrong. `message` is an English sentence that can be shown to people; `field` names what was at fault. */
export class TandemError extends Error {
  readonly code: ClientErrorCode;
  readonly field: string | undefined;

  constructor(code: ClientErrorCode, message: string, field?: string) {
    super(message);
    this.name = 'TandemError';
    this.code = code;
    this.field = field;
  }
}
