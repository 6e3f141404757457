import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runLogged } from './run-logged.mjs';

/**
 * Unpacks a Debian source package without touching the system: apt gets sources, lists and a cache of
 * its own below `folder`, made from the mirrors and keys that the system uses. Needs no root.
 *
 * @param {string} name of the source package
 * @param {string} folder
 * @param {string} log
 * @returns {Promise<string>} the unpacked folder
 */
export async function unpackDebianSource(name, folder, log) {
  const lists = join(folder, 'lists');
  const cache = join(folder, 'cache');
  const sources = join(folder, 'sources.list');
  const unpacked = join(folder, 'source');
  for (const path of [join(lists, 'partial'), join(cache, 'archives', 'partial'), unpacked]) mkdirSync(path, { recursive: true });
  writeFileSync(sources, sourceLines().join('\n').concat('\n'));

  const options = [
    `Dir::Etc::SourceList=${sources}`,
    'Dir::Etc::SourceParts=/dev/null',
    `Dir::State::Lists=${lists}`,
    `Dir::Cache=${cache}`,
    // As root, apt downloads as a user that may not enter a home folder.
    'APT::Sandbox::User=root',
    'Acquire::Languages=none',
    'Acquire::Retries=1',
    'Acquire::http::Timeout=20',
    'Acquire::https::Timeout=20',
  ].flatMap((option) => ['-o', option]);
  await runLogged('apt-get', [...options, 'update'], { log, cwd: unpacked, timeoutMs: 180_000 });
  await runLogged('apt-get', [...options, 'source', name], { log, cwd: unpacked, timeoutMs: 180_000 });

  const result = readdirSync(unpacked, { withFileTypes: true }).find((entry) => entry.isDirectory());
  if (!result) throw new Error(`The source of ${name} did not unpack.`);
  return join(unpacked, result.name);
}

/**
 * A deb-src line for each of the release's own archives that the system installs from. apt itself is
 * asked for them, since it reads both of its formats.
 */
function sourceLines() {
  const codename = /^VERSION_CODENAME="?([^"\n]+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
  const { stdout } = spawnSync('apt-get', ['indextargets', 'Created-By: Packages'], { encoding: 'utf8' });
  const lines = (stdout ?? '').split('\n\n').flatMap((stanza) => {
    /** @param {string} field */
    const read = (field) => new RegExp(`^${field}: (.+)$`, 'm').exec(stanza)?.[1];
    const [uri, suite, component, key] = [read('Repo-URI'), read('Release'), read('Component'), read('Signed-By')];
    if (!uri || !suite?.startsWith(codename) || component !== 'main') return [];
    return [`deb-src ${key?.startsWith('/') ? `[signed-by=${key}] ` : ''}${uri} ${suite} main`];
  });
  if (lines.length === 0) throw new Error("None of apt's sources is this Debian release's own.");
  return [...new Set(lines)];
}
