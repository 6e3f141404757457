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

export default defineConfig({
  test: {
    include: [
      'server/**/*.test.ts',
      'app/**/*.test.{ts,tsx}',
      'packages/**/*.test.ts',
      'bench/**/*.test.ts',
      'replay/**/*.test.ts',
      'simulation/**/*.test.ts',
    ],
    environment: 'node',
    // Integration tests start workers, databases and servers: two at a time is what two cores bear.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    globalSetup: './server/testing/template-folder.ts',
    execArgv: QUICK_NODE,
    testTimeout: 60_000,
    // What is waited for comes in a moment; a second is short on a machine that does other work.
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 60_000,
  },
});
