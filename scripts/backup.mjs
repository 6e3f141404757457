/**
 * Sets up what is missing, then copies an installation's data into a file, or puts them back.
 *
 *   npm run backup -- FILE
 *   npm run restore -- FILE [--replace]
 */

import { inProject } from './setup/paths.mjs';
import { runProgram } from './setup/run-program.mjs';

await runProgram(['dependencies', 'prismaClient'], inProject('server', 'backup', 'cli.ts'), process.argv.slice(2));
