/**
 * Simulates contact centers with the real routing core, and compares with queueing theory: simulation/README.md.
 *
 *   npm run simulate [-- --quick | --case FILE | ...]
 */

import { inProject } from './setup/paths.mjs';
import { runProgram } from './setup/run-program.mjs';

await runProgram(['dependencies'], inProject('simulation', 'cli.ts'), process.argv.slice(2));
