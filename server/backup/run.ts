import { spawn } from 'node:child_process';
import { BackupError } from './backup-error.ts';

/**
 * Runs a program of this machine to its end.
 * @param output a file descriptor that takes what it writes
 * @throws BackupError with its last words, or with `missing` when there is no such program
 */
export async function run(
  command: string,
  args: readonly string[],
  {
    missing,
    failed,
    output = 'ignore',
    env,
  }: { missing: string; failed: string; output?: number | 'ignore'; env?: Record<string, string> | undefined },
): Promise<void> {
  const child = spawn(command, args, { stdio: ['ignore', output, 'pipe'], env: { ...process.env, ...env } });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2000);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => reject(new BackupError(error.code === 'ENOENT' ? missing : error.message)));
    child.once('close', resolve);
  });
  if (code !== 0) throw new BackupError(`${failed}\n${said.trim()}`.trim());
}
