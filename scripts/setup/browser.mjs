import { existsSync } from 'node:fs';
import { pathWithServerNode, serverNode } from './node-version.mjs';
import { inProject } from './paths.mjs';
import { runLogged, startLog } from './run-logged.mjs';
import { SetupError } from './setup-error.mjs';
import { ensurePackages } from './system-packages.mjs';

const LOG = 'browser';
const DEBIAN_CHROMIUM = '/usr/bin/chromium';
const DOWNLOAD_TIMEOUT_MS = 240_000;

/** An empty path stands for Playwright's own browser. */
const OWN = { TANDEM_CHROMIUM: '' };

/** @type {import('./step.mjs').Step} */
export const browser = {
  title: 'Browser',

  async find() {
    const chosen = process.env.TANDEM_CHROMIUM;
    if (chosen && !existsSync(chosen)) {
      throw new SetupError(`TANDEM_CHROMIUM names ${chosen}, which does not exist. Correct or unset it, then run this again.`);
    }
    const path = [chosen, DEBIAN_CHROMIUM].find((candidate) => candidate && existsSync(candidate));
    if (path) return { TANDEM_CHROMIUM: path };
    return (await hasOwnBrowser()) ? OWN : undefined;
  },

  async provide(report) {
    startLog(LOG);
    try {
      await ensurePackages(
        {
          what: 'The browser test',
          packages: ['chromium', 'fonts-liberation'],
          inGeneral: 'Chromium',
          isThere: () => existsSync(DEBIAN_CHROMIUM),
          log: LOG,
        },
        report,
      );
      return { env: { TANDEM_CHROMIUM: DEBIAN_CHROMIUM }, summary: "installed Debian's Chromium" };
    } catch (noPackage) {
      return downloadOwnBrowser(report).catch(() => {
        throw noPackage;
      });
    }
  },
};

async function hasOwnBrowser() {
  try {
    const { chromium } = await import('playwright-core');
    return existsSync(chromium.executablePath());
  } catch {
    return false;
  }
}

/** @param {import('./step.mjs').Report} report */
async function downloadOwnBrowser(report) {
  report("downloading Playwright's Chromium");
  await runLogged(serverNode(), [inProject('node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'], {
    log: LOG,
    env: { PATH: pathWithServerNode() },
    timeoutMs: DOWNLOAD_TIMEOUT_MS,
  });
  return { env: OWN, summary: "downloaded Playwright's Chromium" };
}
