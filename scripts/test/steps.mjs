import { serverNode } from '../setup/node-version.mjs';
import { inProject } from '../setup/paths.mjs';
import { readPlaywright, readVitest } from './results.mjs';

/**
 * @typedef {object} TestStep
 * @property {string} name as given to `npm test -- NAME`
 * @property {string} title
 * @property {import('../setup/prepare.mjs').StepName[]} needs
 * @property {import('../setup/prepare.mjs').StepName[]} [likes] set up too, but run without when that fails
 * @property {() => string[]} command
 * @property {Record<string, string>} [env]
 * @property {{ path: string, read: (report: any) => import('./results.mjs').Counts }} [report]
 *   where the runner leaves its results; a step without counts as one test that passes or fails
 */

/** @param {...string} path */
const tool = (...path) => [serverNode(), inProject('node_modules', ...path)];

const VITEST_REPORT = inProject('.tandem', 'logs', 'vitest.json');
const PLAYWRIGHT_REPORT = inProject('.tandem', 'logs', 'playwright.json');

/** @type {TestStep[]} */
export const TEST_STEPS = [
  {
    name: 'check',
    title: 'Types',
    needs: ['dependencies', 'prismaClient'],
    // Declares the types of routes and images. It fails on wrong types too, which is then for this to say.
    likes: ['webBuild'],
    command: () => [...tool('typescript', 'bin', 'tsc'), '--noEmit'],
  },
  {
    name: 'check',
    title: 'Lint and format',
    needs: ['dependencies'],
    command: () => [...tool('@biomejs', 'biome', 'bin', 'biome'), 'ci', '.'],
  },
  {
    name: 'unit',
    title: 'Unit and integration',
    needs: ['dependencies', 'prismaClient', 'mediaWorker', 'postgres', 'redis'],
    command: () => [
      ...tool('vitest', 'vitest.mjs'),
      ...['run', '--reporter=default', '--reporter=json', `--outputFile.json=${VITEST_REPORT}`],
    ],
    report: { path: VITEST_REPORT, read: readVitest },
  },
  {
    name: 'e2e',
    title: 'End to end',
    needs: ['dependencies', 'prismaClient', 'mediaWorker', 'webBuild', 'frameBuild', 'browser'],
    command: () => [...tool('@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: PLAYWRIGHT_REPORT },
    report: { path: PLAYWRIGHT_REPORT, read: readPlaywright },
  },
];
