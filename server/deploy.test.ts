import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Config, readConfig } from './config.ts';

/** The files of deploy/ fit the program. */

const DEPLOY = path.join(import.meta.dirname, '../deploy');
const folder = mkdtempSync(path.join(tmpdir(), 'tandem-deploy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The example as somebody would fill it in: the lines of these beginnings taken in, the others left out. */
function settings(taken: RegExp, left = /^$/): string {
  const lines = readFileSync(path.join(DEPLOY, 'tandem.env.example'), 'utf8').split('\n');
  const filled = lines
    .map((line) => (taken.test(line) ? line.slice(1) : line))
    .filter((line) => !left.test(line))
    .map((line) => line.replace(/^(TANDEM_(?:ADMIN_PASSWORD|SECRET|NODE_KEY|LINK_KEY))=$/, `$1=${'x'.repeat(40)}`));
  const file = path.join(folder, 'tandem.env');
  writeFileSync(file, filled.join('\n'));
  return file;
}

const SEVERAL = /^#(DATABASE_URL|TANDEM_(REDIS_URL|SECRET|SERVER_URL)|TANDEM_HOST=10)/;
const MEDIA = /^#(TANDEM_(NODE_ID|NODE_KEY|ROUTING_URL|TLS_CERT|TLS_KEY)|PORT|TANDEM_HOST=0)/;
const CENTER = /^#TANDEM_(CENTER|LINK_KEY|ROUTING_URL)=/;
const UNITS: Record<string, { file: () => string; expected: Partial<Config> }> = {
  'tandem.service': { file: () => settings(/^$/), expected: { databaseUrl: null, redisUrl: null, publicUrl: 'https://calls.example' } },
  'tandem-routing.service': { file: () => settings(SEVERAL), expected: { serverUrl: 'http://10.0.0.11:3000' } },
  'tandem-web.service': { file: () => settings(SEVERAL), expected: { redisUrl: 'redis://10.0.0.6:6379' } },
  'tandem-center.service': {
    file: () => settings(CENTER, /^TANDEM_(DEMO|ADMIN|CENTERS|MEDIA)/),
    expected: { databaseUrl: null, center: expect.objectContaining({ id: 'lisbon' }) },
  },
  'tandem-media.service': {
    file: () => settings(MEDIA, /^TANDEM_(PUBLIC_URL|TRUSTED_PROXIES|DATA|DEMO|ADMIN|CENTERS)/),
    expected: { port: 443, databaseUrl: null },
  },
};

test('there are no others', () => {
  expect(readdirSync(path.join(DEPLOY, 'systemd')).sort()).toEqual(Object.keys(UNITS).sort());
});

test.each(Object.entries(UNITS))(
  '%s starts the program with roles that can be, and with the example’s settings',
  (unit, { file, expected }) => {
    const text = readFileSync(path.join(DEPLOY, 'systemd', unit), 'utf8');
    const command = /^ExecStart=\/usr\/bin\/node scripts\/start\.mjs (.*)$/m.exec(text)?.[1] ?? '';
    const [config, ...args] = command.split(' ').reverse();
    expect([config, args[0]]).toEqual(['/etc/tandem/tandem.env', '--config']);
    expect(readConfig({}, [...args.slice(1).reverse(), '--config', file()])).toMatchObject(expected);
  },
);

test('a media server is given longer to end than its conversations have', () => {
  const text = readFileSync(path.join(DEPLOY, 'systemd/tandem-media.service'), 'utf8');
  const { node } = readConfig({}, ['--role', 'media', '--config', UNITS['tandem-media.service']?.file() ?? '']);
  expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(text)?.[1]) * 1000).toBeGreaterThan((node?.drainMs ?? Number.POSITIVE_INFINITY) + 15_000);
});

const textOf = (name: string) => readFileSync(path.join(DEPLOY, name), 'utf8');
const CADDY = textOf('Caddyfile');

describe('the proxy', () => {
  /** As somebody would who takes these lines in. */
  const all = CADDY.replaceAll(/^(\s*)#(?=routing-a|\t|\}|health_|stream_)/gm, '$1').split('\n');

  test('leads to the port where the program is, and is believed by the example’s settings', () => {
    const { port, trustedProxies } = readConfig({}, ['--config', settings(/^$/)]);
    expect(/^\treverse_proxy (\S+) \{$/m.exec(CADDY)?.[1]).toBe(`127.0.0.1:${port}`);
    expect(trustedProxies).toEqual([{ address: '127.0.0.1', prefix: 32 }]);
    expect(CADDY).toMatch(new RegExp(`^${new URL(readConfig({}, ['--config', settings(/^$/)]).publicUrl ?? '').hostname} \\{$`, 'm'));
  });

  test('is whole, also with what is left out at first: every block is closed, and there is no name that Caddy does not know', () => {
    const words = all.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
    let depth = 0;
    for (const line of words) {
      depth += (line.endsWith('{') ? 1 : 0) - (line === '}' ? 1 : 0);
      expect(depth, line).toBeGreaterThanOrEqual(0);
    }
    expect(depth).toBe(0);
    const KNOWN = ['handle', 'respond', 'reverse_proxy', 'health_uri', 'health_interval', 'stream_close_delay', '@links', '}'];
    const names = words.filter((line) => !/^[a-z-]+\.example \{$/.test(line)).map((line) => line.split(' ')[0]);
    expect(names.filter((name) => !KNOWN.includes(name ?? ''))).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(KNOWN));
  });

  test('takes in at first only what the Caddy of Debian 12 knows', () => {
    expect(CADDY).not.toMatch(/^\s*stream_close_delay/m);
  });

  test('what it asks web nodes for, and lets through to a routing server, is there', () => {
    expect(all.map((line) => line.trim())).toContain('health_uri /api/ready');
    const [, paths = ''] = /@links path (.*)$/m.exec(CADDY) ?? [];
    expect(paths.split(' ')).toEqual(expect.arrayContaining(['/socket.io/*', '/api/centers/*', '/api/health']));
  });
});

describe('the containers', () => {
  const compose = textOf('compose.yaml');
  const dockerfile = textOf('Dockerfile');

  test('back up with programs that are not older than the database', () => {
    const OF_DEBIAN: Record<string, number> = { bookworm: 15, trixie: 17 };
    const debian = /^FROM node:24-(\w+)$/m.exec(dockerfile)?.[1] ?? '';
    expect(dockerfile).toContain('postgresql-client');
    expect(Number(/image: postgres:(\d+)$/m.exec(compose)?.[1])).toBeLessThanOrEqual(OF_DEBIAN[debian] ?? 0);
  });

  test('set what is a setting, and the data are kept outside of the image, by a user who is not root', () => {
    const set = [...compose.matchAll(/^ {6}((?:TANDEM_|DATABASE_)\w+):/gm), ...dockerfile.matchAll(/^ENV (\w+)=/gm)].map(
      ([, name]) => name,
    );
    expect(set).toEqual(['DATABASE_URL', 'TANDEM_DATA']);
    const [, folder] = /^ENV TANDEM_DATA=(\S+)$/m.exec(dockerfile) ?? [];
    expect(dockerfile).toMatch(new RegExp(`^VOLUME ${folder}$`, 'm'));
    expect(compose).toContain(`- tandem:${folder}\n`);
    expect(dockerfile.indexOf('USER tandem')).toBeLessThan(dockerfile.indexOf('RUN npm run setup'));
    const url = /DATABASE_URL: (\S+)$/m.exec(compose)?.[1]?.replace(/\$\{[^}]*\}/, 'secret') ?? '';
    const file = settings(/^$/, /^TANDEM_DATA/);
    expect(readConfig({ DATABASE_URL: url }, ['--config', file]).databaseUrl).toBe('postgresql://tandem:secret@127.0.0.1/tandem');
  });

  test('are given longer to end than the program takes', () => {
    const program = readFileSync(path.join(DEPLOY, '../server/index.ts'), 'utf8');
    const limitMs = Number(/END_LIMIT_MS = ([\d_]+)/.exec(program)?.[1]?.replaceAll('_', ''));
    expect(Number(/stop_grace_period: (\d+)s/.exec(compose)?.[1]) * 1000).toBeGreaterThan(limitMs);
  });

  test('nothing that is secret gets into the image', () => {
    const left = readFileSync(path.join(DEPLOY, '../.dockerignore'), 'utf8').split('\n');
    expect(left).toEqual(expect.arrayContaining(['deploy/.env', 'deploy/tandem.env', '.tandem', '.git', 'node_modules']));
  });
});
