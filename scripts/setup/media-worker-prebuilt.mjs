import { spawn } from 'node:child_process';
import { appendFileSync, chmodSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { arch, platform, release } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { mediasoupPackage, prebuiltWorkerPath, starts } from './media-worker-cache.mjs';
import { checkWorker } from './media-worker-check.mjs';
import { cacheDir } from './paths.mjs';
import { logPath } from './run-logged.mjs';

/** A closed network often swallows packets instead of refusing them, so waiting longer gains nothing. */
const ANSWER_TIMEOUT_MS = 4_000;
const DOWNLOAD_TIMEOUT_MS = 90_000;

/**
 * Fetches the worker that mediasoup's authors built. Whatever goes wrong is no failure: there is
 * still the build from source.
 *
 * @param {string} log
 * @param {import('./step.mjs').Report} report
 * @returns {Promise<string | undefined>}
 */
export async function downloadWorker(log, report) {
  if (process.env.MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD) return undefined;
  report('looking for a ready-made one');
  const folder = mkdtempSync(join(cacheDir(), 'download-'));
  try {
    await fetchInto(folder, prebuiltUrl());
    const worker = join(folder, platform() === 'win32' ? 'mediasoup-worker.exe' : 'mediasoup-worker');
    chmodSync(worker, 0o755);
    if (!starts(worker)) throw new Error('It does not start on this system.');
    report('checking the ready-made one');
    const check = await checkWorker(worker);
    if (!check.ok) throw new Error(check.reason);
    renameSync(worker, prebuiltWorkerPath());
    return prebuiltWorkerPath();
  } catch (error) {
    appendFileSync(logPath(log), `No ready-made worker: ${describe(error)}\n`);
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where mediasoup's own install step would look. */
function prebuiltUrl() {
  const { version, repository } = mediasoupPackage();
  const page = repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
  const base = process.env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL ?? `${page}/releases/download`;
  const kernel = platform() === 'linux' ? `-kernel${release().split('.')[0]}` : '';
  return `${base}/${version}/mediasoup-worker-${version}-${platform()}-${arch()}${kernel}.tgz`;
}

/**
 * @param {string} folder
 * @param {string} url
 */
async function fetchInto(folder, url) {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(new Error('No answer in time.')), ANSWER_TIMEOUT_MS);
  try {
    const response = await fetch(url, { signal: abort.signal });
    if (!response.ok || !response.body) throw new Error(`The answer was ${response.status} ${response.statusText}.`);
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(new Error('The download took too long.')), DOWNLOAD_TIMEOUT_MS);
    const tar = spawn('tar', ['-xzf', '-', '-C', folder], { stdio: ['pipe', 'ignore', 'ignore'] });
    const ended = new Promise((resolve, reject) => {
      tar.once('error', reject);
      tar.once('close', (code) => (code === 0 ? resolve(undefined) : reject(new Error(`tar ended with code ${code}.`))));
    });
    await Promise.all([pipeline(Readable.fromWeb(/** @type {any} */ (response.body)), tar.stdin), ended]);
  } finally {
    clearTimeout(timer);
  }
}

/** @param {unknown} error */
function describe(error) {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
