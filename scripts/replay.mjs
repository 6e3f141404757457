/**
 * Sets up what is missing, then runs a stored period again through the routing core.
 *
 *   npm run replay -- --from TIME --to TIME [--policy FILE]
 */

import { inProject } from './setup/paths.mjs';
import { runProgram } from './setup/run-program.mjs';

const args = process.argv.slice(2);
// What a program is to read stands alone on the standard output.
if (args.includes('--json')) console.log = console.error;
await runProgram(['dependencies', 'prismaClient'], inProject('replay', 'cli.ts'), args);
