import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'server/**/*.test.ts',
      'app/**/*.test.{ts,tsx}',
      'public/**/*.test.ts',
      'bench/**/*.test.ts',
      'replay/**/*.test.ts',
      'simulation/**/*.test.ts',
    ],
    environment: 'node',
    // Integration tests start workers, databases and servers: two at a time is what two cores bear.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
