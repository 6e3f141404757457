/** A failure that the person at the keyboard can do something about: its message says what, and no stack is shown. */
export class SetupError extends Error {
  /** @param {string} message what happened, then what to do */
  constructor(message) {
    super(message);
    this.name = 'SetupError';
  }
}

/** @param {unknown} error */
export function show(error) {
  if (error instanceof SetupError) console.error(`\n${error.message}`);
  else console.error(error);
}

/**
 * Shows a failure and ends the process.
 *
 * @param {unknown} error
 * @returns {never}
 */
export function exitWith(error) {
  show(error);
  process.exit(1);
}
