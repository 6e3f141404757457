import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { availableParallelism, freemem } from 'node:os';
import { join } from 'node:path';
import { unpackDebianSource } from './apt-source.mjs';
import { builtWorkerPath } from './media-worker-cache.mjs';
import { checkWorker } from './media-worker-check.mjs';
import { inProject } from './paths.mjs';
import { logPath, runLogged } from './run-logged.mjs';
import { SetupError } from './setup-error.mjs';
import { ensurePackages, hasApt, hasCommand } from './system-packages.mjs';

const LIBRARIES = ['libuv', 'openssl'];

const TOOLS = {
  what: 'Building the media worker',
  packages: [
    'cmake',
    'ninja-build',
    'g++',
    'pkgconf',
    'dpkg-dev',
    'libuv1-dev',
    'libssl-dev',
    'libflatbuffers-dev',
    'flatbuffers-compiler',
  ],
  inGeneral:
    'CMake 3.25, Ninja, a C++20 compiler, pkg-config, flatc, and the development files of libuv, OpenSSL, FlatBuffers and libsrtp 2 (or a ready worker, named by MEDIASOUP_WORKER_BIN)',
  isThere: () => ['cmake', 'ninja', 'flatc', 'pkg-config'].every(hasCommand) && [...LIBRARIES, 'libsrtp2'].every(hasLibrary),
};

/** Only where its source can't be had: it is linked with NSS, which costs half as much CPU again for each call. */
const SRTP_PACKAGE = {
  what: 'Building the media worker',
  packages: ['libsrtp2-dev'],
  inGeneral: 'libsrtp 2',
  isThere: () => hasLibrary('libsrtp2'),
};

/** A compiler process of this build takes about half of it; the linker and the rest want some too. */
const BYTES_FOR_EACH_JOB = 800e6;

/**
 * Builds the worker from the npm package's source, in the cache folder.
 *
 * @param {string} log
 * @param {import('./step.mjs').Report} report
 * @returns {Promise<string>} the worker in the cache, where it gets only after passing its check
 */
export async function buildWorker(log, report) {
  await ensurePackages({ ...TOOLS, log }, report);
  const target = builtWorkerPath();
  const folder = `${target}.build`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });

  report('preparing the build');
  const srtpSource = await findSrtpSource(join(folder, 'libsrtp'), log, report);
  await runLogged(
    'cmake',
    [
      ...['-G', 'Ninja', '-S', inProject('scripts', 'media-worker'), '-B', folder],
      `-DMEDIASOUP_WORKER_SOURCE=${inProject('node_modules', 'mediasoup', 'worker')}`,
      `-DLIBSRTP_SOURCE=${srtpSource ?? ''}`,
    ],
    { log },
  );

  report('building from source', { percent: 0 });
  const jobs = Math.max(1, Math.min(availableParallelism(), Math.floor(freemem() / BYTES_FOR_EACH_JOB)));
  await runLogged('ninja', ['-C', folder, '-j', String(jobs)], {
    log,
    env: { NINJA_STATUS: '[%f/%t] ' },
    onLine(line) {
      const [, finished, total] = /^\[(\d+)\/(\d+)\]/.exec(line) ?? [];
      if (finished) report('building from source', { percent: (100 * Number(finished)) / Number(total) });
    },
  });

  report('checking what was built');
  const worker = join(folder, 'mediasoup-worker');
  const check = await checkWorker(worker);
  if (!check.ok) {
    throw new SetupError(
      `The media worker was built, but failed its check: ${check.reason}\nIt is kept as ${worker}. Set MEDIASOUP_WORKER_BIN to a worker that works on this system, or mend scripts/media-worker/CMakeLists.txt.`,
    );
  }
  renameSync(worker, target);
  rmSync(folder, { recursive: true, force: true });
  return target;
}

/**
 * @param {string} folder
 * @param {string} log
 * @param {import('./step.mjs').Report} report
 */
async function findSrtpSource(folder, log, report) {
  if (hasApt()) {
    try {
      return await unpackDebianSource('libsrtp2', folder, log);
    } catch (error) {
      appendFileSync(logPath(log), `No source of libsrtp2: ${error instanceof Error ? error.message : error}\n`);
    }
  }
  await ensurePackages({ ...SRTP_PACKAGE, log }, report);
  return undefined;
}

/** @param {string} name */
function hasLibrary(name) {
  return spawnSync('pkg-config', ['--exists', name], { stdio: 'ignore' }).status === 0;
}
