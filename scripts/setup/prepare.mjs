import { browser } from './browser.mjs';
import { dependencies } from './dependencies.mjs';
import { frameBuild } from './frame-build.mjs';
import { mediaWorker } from './media-worker.mjs';
import { requireScriptNode } from './node-version.mjs';
import { postgres } from './postgres.mjs';
import { prismaClient } from './prisma-client.mjs';
import { Progress } from './progress.mjs';
import { redis } from './redis.mjs';
import { wasInterrupted } from './signals.mjs';
import { webBuild } from './web-build.mjs';

/** In the order in which they build on each other. */
export const STEPS = { dependencies, prismaClient, mediaWorker, webBuild, frameBuild, browser, postgres, redis };

/** @typedef {keyof typeof STEPS} StepName */

/** @type {StepName[]} */
export const FOR_START = ['dependencies', 'prismaClient', 'mediaWorker', 'webBuild', 'frameBuild'];

/** @type {StepName[]} */
export const FOR_TESTS = [...FOR_START, 'browser', 'postgres', 'redis'];

/**
 * Does whatever of these steps is still to be done, up to the first that fails.
 *
 * @param {StepName[]} names
 * @returns {Promise<Record<string, string>>} environment that tells programs where to find what was set up
 */
export async function prepare(names) {
  const { env, failures } = await prepareWhatCan(names);
  for (const error of failures.values()) throw error;
  return env;
}

/**
 * The same, for a caller that goes on without the steps that failed.
 *
 * @param {StepName[]} names
 * @param {{ onFailure?: (error: unknown) => void }} [options] onFailure: makes it go on after a failure
 */
export async function prepareWhatCan(names, { onFailure } = {}) {
  requireScriptNode();
  const started = performance.now();
  /** @type {Record<string, string>} */
  const env = {};
  /** @type {Map<StepName, unknown>} */
  const failures = new Map();
  let hadWork = false;
  for (const [index, name] of names.entries()) {
    const step = STEPS[name];
    /** @type {Progress | undefined} */
    let progress;
    try {
      const found = await step.find();
      if (found) {
        Object.assign(env, found);
        continue;
      }
      hadWork = true;
      progress = new Progress({ number: index + 1, of: names.length, title: step.title });
      const drawn = progress;
      const { env: provided, summary } = await step.provide((text, options) => drawn.say(text, options));
      progress.done(summary);
      Object.assign(env, provided);
    } catch (error) {
      progress?.close();
      failures.set(name, error);
      onFailure?.(error);
      // Nothing else can be set up without the dependencies.
      if (!onFailure || name === 'dependencies' || wasInterrupted()) break;
    }
  }
  if (!hadWork && failures.size === 0) console.log(`Everything is set up (${Math.round(performance.now() - started)} ms).`);
  return { env, failures };
}
