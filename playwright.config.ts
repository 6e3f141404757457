import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: '.tandem/e2e',
  globalSetup: './e2e/support/program.ts',
  // Each test starts a program and two or three browsers of its own. They wait for the network and for each other half of
  // the time: two tests at once take a third less time than one after the other, on two cores.
  workers: 2,
  fullyParallel: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  reporter: 'list',
});
