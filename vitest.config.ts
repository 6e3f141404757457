import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { QUICK_NODE } from './server/testing/quick-node.ts';

/**
 * What takes longest begins first, so that nothing else waits for it at the end. The one needs the processor all the time, the other
 * waits for the clock.
 */
const FIRST = ['server/durability.test.ts', 'server/tandem.test.ts', 'server/kill.test.ts'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const first = FIRST.flatMap((name) => sorted.filter(({ moduleId }) => moduleId.endsWith(name)));
    return [...first, ...sorted.filter((file) => !first.includes(file))];
  }
}

/**
 * Cores and view models open nothing and keep nothing: their files share a process, so that what they import is loaded once and not
 * for each of them. What a test puts in the place of a global is taken back after it.
 */
const PURE = ['app', 'simulation', 'server/{measures,protocol}', 'server/{routing,cti}/core'].map(
  (folder) => `${folder}/**/*.test.{ts,tsx}`,
);

export default defineConfig({
  test: {
    environment: 'node',
    // Integration tests start workers, databases and servers, and wait half of the time: three at once keep two cores busy.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    execArgv: QUICK_NODE,
    testTimeout: 60_000,
    // What is waited for comes in a moment; a second is short on a machine that does other work.
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'by itself',
          include: ['server', 'packages', 'bench', 'chaos', 'replay'].map((folder) => `${folder}/**/*.test.ts`),
          exclude: PURE,
          globalSetup: './server/testing/template-folder.ts',
        },
      },
      { extends: true, test: { name: 'pure', include: PURE, isolate: false, unstubGlobals: true, restoreMocks: true } },
    ],
  },
});
