/**
 * Sets up what is missing, then takes the pictures of the README from the running program.
 *
 *   npm run pictures
 */

import { inProject } from './setup/paths.mjs';
import { FOR_START } from './setup/prepare.mjs';
import { runProgram } from './setup/run-program.mjs';

await runProgram([...FOR_START, 'browser'], inProject('scripts', 'pictures', 'take.ts'));
