import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ConfigError, publishedBy, readConfig } from './config.ts';

test('without any setting: this machine only, no proxies', () => {
  const config = readConfig({});
  expect(config).toMatchObject({ host: '127.0.0.1', publicUrl: null, trustedProxies: [] });
  expect(publishedBy(config)).toBeNull();
});

test.each([
  ['https://calls.example', 'https://calls.example'],
  ['https://calls.example/', 'https://calls.example'],
  ['http://Calls.example:8080', 'http://calls.example:8080'],
])('TANDEM_PUBLIC_URL=%s', (set, expected) => {
  expect(readConfig({ TANDEM_PUBLIC_URL: set }).publicUrl).toBe(expected);
});

test.each([
  ['TANDEM_TRUSTED_PROXIES', 'trustedProxies'],
  ['TANDEM_WEBHOOK_NETWORKS', 'webhookNetworks'],
] as const)('%s takes addresses and ranges of both kinds', (name, setting) => {
  expect(readConfig({ [name]: '127.0.0.1, 10.0.0.0/8,::1,2001:db8::/32, 0.0.0.0/0' })[setting]).toEqual([
    { address: '127.0.0.1', prefix: 32 },
    { address: '10.0.0.0', prefix: 8 },
    { address: '::1', prefix: 128 },
    { address: '2001:db8::', prefix: 32 },
    { address: '0.0.0.0', prefix: 0 },
  ]);
});

test('traces go where either name says, ours first; without one there are none', () => {
  expect(readConfig({ TANDEM_TRACED_SHARE: '0.1' }).traces).toBeNull();
  const standard = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.example:4318/' };
  expect(readConfig(standard).traces).toEqual({ url: 'http://collector.example:4318', share: 1 });
  expect(readConfig({ ...standard, TANDEM_OTLP_URL: 'https://traces.example/otlp', TANDEM_TRACED_SHARE: '0.25' }).traces).toEqual({
    url: 'https://traces.example/otlp',
    share: 0.25,
  });
});

test.each([
  ['TANDEM_OTLP_URL', 'collector:4318'],
  ['TANDEM_OTLP_URL', 'grpc://collector:4317'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector'],
  ['TANDEM_TRACED_SHARE', '1.5'],
  ['TANDEM_PUBLIC_URL', 'calls.example'],
  ['TANDEM_PUBLIC_URL', 'ftp://calls.example'],
  ['TANDEM_PUBLIC_URL', 'https://calls.example/tandem'],
  ['TANDEM_PUBLIC_URL', 'https://calls.example?x'],
  ['TANDEM_PUBLIC_URL', 'https://user:pass@calls.example'],
  ['TANDEM_TRUSTED_PROXIES', 'proxy.example'],
  ['TANDEM_TRUSTED_PROXIES', '10.0.0.0/33'],
  ['TANDEM_TRUSTED_PROXIES', '10.0.0.0/-1'],
  ['TANDEM_TRUSTED_PROXIES', '10.0.0.0/'],
  ['TANDEM_TRUSTED_PROXIES', '10.0.0.0/8/8'],
  ['TANDEM_TRUSTED_PROXIES', '2001:db8::/129'],
  ['TANDEM_TRUSTED_PROXIES', '10.0.0.1,'],
  ['TANDEM_WEBHOOK_NETWORKS', '10.0.0.0/33'],
])('%s=%s is refused with an error that names the setting', (name, value) => {
  const read = () => readConfig({ [name]: value });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(name);
});

test.each([
  [{ TANDEM_HOST: '0.0.0.0' }, 'TANDEM_HOST=0.0.0.0'],
  [{ TANDEM_PUBLIC_URL: 'https://calls.example' }, 'TANDEM_PUBLIC_URL=https://calls.example'],
  [{ TANDEM_PUBLIC_URL: 'http://[::1]:3000' }, null],
  [{ TANDEM_HOST: '::1' }, null],
])('with %j, demo accounts would be reachable from other machines: %s', (environment, expected) => {
  expect(publishedBy(readConfig(environment))).toBe(expected);
});

test('a server has all roles, or those that it is started with', () => {
  expect([...readConfig({}).roles]).toEqual(['routing', 'center', 'media', 'web']);
  const several = { DATABASE_URL: 'postgresql://db/tandem', TANDEM_REDIS_URL: 'redis://redis', TANDEM_SECRET: 'x'.repeat(32) };
  expect([...readConfig(several, ['--role', 'web']).roles]).toEqual(['web']);
  expect([...readConfig({ ...several, TANDEM_ROLES: 'web' }, ['--role', 'media, center,routing']).roles]).toEqual([
    'routing',
    'center',
    'media',
  ]);
});

test.each([
  [['--role', 'webb'], {}, 'TANDEM_ROLES: “webb” is none of routing, center, media, web'],
  [['--role', 'center,media'], {}, 'can’t be run apart'],
  [
    ['--role', 'center,web'],
    { TANDEM_CENTER: 'lisbon' },
    /^TANDEM_LINK_KEY is needed by a center of its own\nTANDEM_ROUTING_URL is needed/,
  ],
  [['--role', 'center,web'], { TANDEM_CENTER: 'Lisbon!' }, 'TANDEM_CENTER is not an id like lisbon'],
  [['--roles', 'web'], {}, 'The options are --role'],
  [['--role', 'web'], {}, 'DATABASE_URL is needed by a server without the role routing'],
  [['--role', 'web'], { DATABASE_URL: 'postgresql://db/tandem', TANDEM_SECRET: 'x'.repeat(32) }, 'TANDEM_REDIS_URL is needed'],
  [[], { TANDEM_REDIS_URL: 'http://redis' }, 'TANDEM_REDIS_URL is not a redis:// address'],
])('roles that can’t be are refused by name: %s %o', (args, environment, message) => {
  expect(() => readConfig(environment, args)).toThrow(message);
});

const folder = mkdtempSync(path.join(tmpdir(), 'tandem-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
function fileWith(text: string): string {
  const file = path.join(folder, 'tandem.env');
  writeFileSync(file, text);
  return file;
}

test('the command line goes before the environment, and that before the file', () => {
  const file = fileWith(
    '# Ours\nPORT=4000\nTANDEM_HOST="10.0.0.1"\nTANDEM_LOG=warn # less\nTANDEM_ROLES=web\nDATABASE_URL=\n' +
      "TANDEM_REDIS_URL=redis://r\nTANDEM_SECRET='a # in a secret of more than 32 characters'\n",
  );
  const environment = { PORT: '5000', TANDEM_HOST: '', TANDEM_ROLES: 'web,media', DATABASE_URL: 'postgresql://db/tandem' };
  expect(readConfig(environment, ['--config', file, '--role', 'routing,center,media'])).toMatchObject({
    ...{ port: 5000, host: '10.0.0.1', logLevel: 'warn', redisUrl: 'redis://r', databaseUrl: 'postgresql://db/tandem' },
    ...{ secret: 'a # in a secret of more than 32 characters', roles: new Set(['routing', 'center', 'media']) },
  });
});

test.each([
  ['PORT=x', {}, /^PORT .* \(in FILE\)$/],
  ['TANDEM_CENTERS=lisbon', {}, /^TANDEM_CENTERS: “lisbon” .* \(in FILE\)$/],
  ['PORT=80\nTANDEM_LOG=loud', { PORT: 'x' }, /^PORT [^(]*\nTANDEM_LOG .* \(in FILE\)$/],
  ['PORT=80\nTANDEM_HOTS=::', {}, /^TANDEM_HOTS is no setting \(in FILE\)$/],
  ['\nTANDEM_HOST: ::1', {}, /^Line 2 is not NAME=value \(in FILE\)$/],
  ['NODE_ENV=development', {}, /^NODE_ENV is read from the environment alone \(in FILE\)$/],
])('what is wrong in a file is refused with the setting and the file: %o %o', (text, environment, expected) => {
  const file = fileWith(text);
  const read = () => readConfig(environment, ['--config', file]);
  expect(read).toThrow(ConfigError);
  try {
    read();
  } catch (error) {
    expect((error as Error).message.replaceAll(file, 'FILE')).toMatch(expected);
  }
});

test('a file that is not there is refused by name', () => {
  expect(() => readConfig({}, ['--config', path.join(folder, 'none.env')])).toThrow(/--config can’t be read: .*none\.env/);
});
