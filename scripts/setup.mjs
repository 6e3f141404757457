/**
 * Sets the project up without starting anything.
 *
 *   npm run setup             what `npm start` needs
 *   npm run setup -- --test   what `npm test` needs besides
 */

import { FOR_START, FOR_TESTS, prepare } from './setup/prepare.mjs';
import { exitWith } from './setup/setup-error.mjs';

await prepare(process.argv.includes('--test') ? FOR_TESTS : FOR_START).catch(exitWith);
