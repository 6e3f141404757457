/**
 * Breaks an installation of several servers on this machine, again and again, and checks that nothing is lost: ARCHITECTURE.md.
 *
 *   npm run chaos [-- ROW ...] [--short] [--times N]
 */

import { inProject } from './setup/paths.mjs';
import { runProgram } from './setup/run-program.mjs';

await runProgram(['dependencies', 'prismaClient', 'mediaWorker', 'postgres', 'redis'], inProject('chaos', 'cli.ts'), process.argv.slice(2));
