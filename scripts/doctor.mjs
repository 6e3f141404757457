/**
 * Says what is wrong with a machine, or with the settings there.
 *
 *   npm run doctor [-- --role ROLE] [--config FILE] [--json]
 */

import { inProject } from './setup/paths.mjs';
import { runProgram } from './setup/run-program.mjs';

const args = process.argv.slice(2);
// What a program is to read stands alone on the standard output.
if (args.includes('--json')) {
  console.log = console.error;
  process.stdout.write = process.stderr.write.bind(process.stderr);
}
await runProgram(['dependencies', 'prismaClient'], inProject('server', 'doctor', 'cli.ts'), args);
