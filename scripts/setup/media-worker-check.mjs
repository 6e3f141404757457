import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { serverNode } from './node-version.mjs';
import { inProject } from './paths.mjs';

/**
 * Runs the check of scripts/media-worker/check.mjs on the server's Node.
 *
 * @param {string} worker
 * @returns {Promise<{ ok: true } | { ok: false, reason: string }>}
 */
export async function checkWorker(worker) {
  const child = spawn(serverNode(), [inProject('scripts', 'media-worker', 'check.mjs'), '--json', worker], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  try {
    const { ok, error } = JSON.parse(stdout);
    return ok ? { ok } : { ok: false, reason: error };
  } catch {
    return { ok: false, reason: stderr.trim() || 'The check ended without a result.' };
  }
}
