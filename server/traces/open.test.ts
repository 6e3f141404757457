import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { startCollector } from '../testing/collector.ts';
import { openTraces } from './open.ts';
import { newSpanId, newTraceId, type Span } from './span.ts';

const span = (): Span => ({
  ...{ trace: newTraceId(), id: newSpanId(), parent: null, name: 'call', part: 'routing' },
  ...{ from: 1_795_000_000_123.456, to: 1_795_000_000_100, attributes: { 'queue.id': 'sales', 'agent.id': undefined } },
});

function logged() {
  const lines: string[] = [];
  return { lines, warn: (_: object, line: string) => void lines.push(line), error: (_: object, line: string) => void lines.push(line) };
}

test('without a collector nothing of OpenTelemetry is loaded; with one it is', () => {
  const loaded = (environment: object) => {
    const program = `
      import { registerHooks } from 'node:module';
      const seen = [];
      registerHooks({ resolve: (name, context, next) => (seen.push(name), next(name, context)) });
      const { openTraces } = await import('./traces/open.ts');
      const { readConfig } = await import('./config.ts');
      await openTraces(readConfig(${JSON.stringify(environment)}), { run: 'run', log: console });
      console.log(seen.filter((name) => name.startsWith('@opentelemetry')).length);`;
    const cwd = path.join(import.meta.dirname, '..');
    return Number(execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd, encoding: 'utf8' }));
  };
  expect(loaded({})).toBe(0);
  expect(loaded({ TANDEM_OTLP_URL: 'http://127.0.0.1:4318' })).toBeGreaterThan(0);
});

test('one file alone knows it', () => {
  const root = path.join(import.meta.dirname, '../..');
  const files = globSync('{app,server,packages}/**/*.{ts,tsx}', { cwd: root, exclude: ['**/node_modules/**', '**/*.test.ts'] });
  expect(files.filter((file) => readFileSync(path.join(root, file), 'utf8').includes('@opentelemetry/'))).toEqual([
    'server/traces/export.ts',
  ]);
});

test('what was told last is sent before the end, and nothing ends before it began', async () => {
  const collector = await startCollector();
  const config = readConfig({ TANDEM_OTLP_URL: collector.url, TANDEM_ROLES: 'routing,center' });
  const traces = await openTraces(config, { run: 'run-1', log: logged() });
  const told = span();
  traces.tell(told);
  await traces.close();
  collector.close();
  expect(collector.wrong).toEqual([]);
  expect(collector.spans).toEqual([
    {
      ...{ service: 'tandem-routing', instance: 'run-1', trace: told.trace, id: told.id, parent: null, name: 'call' },
      ...{ from: told.from, to: told.from, attributes: { 'tandem.part': 'routing', 'tandem.queue.id': 'sales' } },
    },
  ]);
  expect(traces.figures()[0]?.samples).toEqual([
    { labels: { result: 'sent' }, value: 1 },
    { labels: { result: 'lost' }, value: 0 },
  ]);
});

test('a collector that takes nothing costs its spans alone: it is told in the log, and counted', async () => {
  const collector = await startCollector();
  const log = logged();
  const traces = await openTraces(readConfig({ TANDEM_OTLP_URL: `${collector.url}/elsewhere` }), { run: 'run-1', log });
  traces.tell(span());
  await traces.close();
  collector.close();
  expect(log.lines).toEqual(['Traces could not be sent']);
  expect(traces.figures()[0]?.samples).toContainEqual({ labels: { result: 'lost' }, value: 1 });
});
