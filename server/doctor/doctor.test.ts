import { describe, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { checkOwnCertificate, checkPublicCertificate } from './certificates.ts';
import { checkConfiguration } from './configuration.ts';
import { checkDataFolder, checkSecret } from './data.ts';
import { checkPostgres, checkRedis } from './engines.ts';
import { checkRoutingServers } from './links.ts';
import { checkDescriptors, checkDisk, checkMemory, checkNode, checkTime } from './machine.ts';
import { checkHttpPort, checkMediaPorts, type PortsIo, type Taken } from './ports.ts';

const GB = 1024 ** 3;
const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 23);

describe('the machine', () => {
  test.each([
    ['20.19.0', 'wrong'],
    ['22.17.1', 'wrong'],
    ['22.18.0', 'ok'],
    ['24.0.0', 'ok'],
  ])('Node.js %s is %s', (version, state) => expect(checkNode(version).state).toBe(state));

  test.each([
    [0.9, 0.5, 'wrong'],
    [1.5, 1, 'warning'],
    [8, 0.1, 'warning'],
    [2, 1, 'ok'],
  ])('%d GB of memory with %d available is %s', (total, available, state) => {
    expect(checkMemory({ total: total * GB, available: available * GB }).state).toBe(state);
  });

  test.each([
    [0.4, 100, 'wrong'],
    [1, 10, 'warning'],
    [4, 100, 'warning'],
    [10, 100, 'ok'],
  ])('%d of %d GB of disk free is %s', (free, total, state) => {
    expect(checkDisk({ free: free * GB, total: total * GB }).state).toBe(state);
  });

  test.each([
    ['1024                 512                  files', 'wrong'],
    ['1024                 4096                 files', 'warning'],
    ['1024                 1048576              files', 'ok'],
    ['unlimited            unlimited            files', 'ok'],
  ])('open files %s: %s', (limit, state) => {
    expect(checkDescriptors(`Limit   Soft Limit   Hard Limit   Units\nMax open files            ${limit}\n`).state).toBe(state);
  });

  test('a clock that is not synchronised, or may not be, is a warning', () => {
    expect([checkTime('yes\n'), checkTime('no\n'), checkTime(null)].map(({ state }) => state)).toEqual(['ok', 'warning', 'warning']);
  });
});

describe('the settings', () => {
  const check = (environment: Record<string, string>) => checkConfiguration(() => readConfig(environment)).findings;

  test('each that the program would refuse is told by its name', () => {
    expect(check({ PORT: 'x', TANDEM_LOG: 'loud' })).toMatchObject([
      { state: 'wrong', what: expect.stringMatching(/^PORT /) },
      { state: 'wrong', what: expect.stringMatching(/^TANDEM_LOG /) },
    ]);
  });

  test.each([
    [{}, ['ok']],
    [{ TANDEM_HOST: '10.0.0.1', TANDEM_DEMO: 'allow', TANDEM_TLS_CERT: 'a', TANDEM_TLS_KEY: 'b' }, ['warning']],
    [{ TANDEM_HOST: '10.0.0.1' }, ['warning']],
    [{ TANDEM_PUBLIC_URL: 'https://calls.example', TANDEM_MEDIA_ANNOUNCED: '192.0.2.1' }, ['warning']],
    [{ TANDEM_PUBLIC_URL: 'https://calls.example', TANDEM_TRUSTED_PROXIES: '127.0.0.1' }, ['warning']],
    [{ TANDEM_PUBLIC_URL: 'https://calls.example', TANDEM_TRUSTED_PROXIES: '127.0.0.1', TANDEM_MEDIA_IP: '0.0.0.0' }, ['wrong']],
    [{ TANDEM_PUBLIC_URL: 'https://calls.example', TANDEM_TRUSTED_PROXIES: '127.0.0.1', TANDEM_MEDIA_ANNOUNCED: '192.0.2.1' }, ['ok']],
    [{ TANDEM_REDIS_URL: 'redis://10.0.0.2' }, ['wrong']],
  ])('%o', (environment, states) => {
    expect(check(environment).map(({ state }) => state)).toEqual(states);
  });
});

describe('data and secret', () => {
  const noFolder = { tryWriting: () => {}, user: () => null };

  test('a folder that is not ours is wrong; one that the program uses is not', () => {
    const refuse = () => {
      throw new Error('EACCES: permission denied');
    };
    expect(checkDataFolder('/data', { ...noFolder, tryWriting: refuse })).toMatchObject({
      state: 'wrong',
      what: expect.stringContaining('EACCES'),
    });
    expect(checkDataFolder('/data', { ...noFolder, user: () => '17' })).toEqual({
      state: 'ok',
      what: 'The data folder /data is used by process 17',
    });
  });

  test.each([
    [0o600, true, 'ok'],
    [0o640, true, 'wrong'],
    [0o604, false, 'wrong'],
    [0o600, false, 'warning'],
  ])('a secret with permissions %o, own %s: %s', (mode, isOwn, state) => {
    expect(checkSecret({ isSet: false, files: ['/data/secret'] }, { find: () => 'x', facts: () => ({ mode, isOwn }) }).state).toBe(state);
  });

  test('a damaged one is wrong, and none yet is not', () => {
    const damaged = () => {
      throw new Error('/data/secret is damaged');
    };
    expect(checkSecret({ isSet: false, files: [] }, { find: damaged, facts: () => null }).state).toBe('wrong');
    expect(checkSecret({ isSet: false, files: ['/data/secret'] }, { find: () => null, facts: () => null }).state).toBe('ok');
  });
});

describe('ports', () => {
  const io = (change: Partial<PortsIo>): PortsIo => ({
    ...{ tryPort: async () => 'free', isTandem: async () => false, reaches: async () => true, connects: async () => true },
    ...change,
  });
  const config = readConfig({ TANDEM_MEDIA_IP: '10.0.0.1', TANDEM_MEDIA_ANNOUNCED: '192.0.2.1' });

  test.each([
    ['free', false, 'ok', false],
    ['taken', true, 'ok', true],
    ['taken', false, 'wrong', false],
    ['no-address', false, 'wrong', false],
    ['not-allowed', false, 'wrong', false],
  ] as [Taken, boolean, string, boolean][])('one for pages that is %s, by Tandem %s: %s', async (taken, isTandem, state, isRunning) => {
    const found = await checkHttpPort(config, io({ tryPort: async () => taken, isTandem: async () => isTandem }));
    expect(found).toMatchObject({ state, isRunning });
  });

  test('media ports are tried by UDP and TCP at the address that browsers are told', async () => {
    const tried: unknown[] = [];
    const reaches: PortsIo['reaches'] = async (...asked) => tried.push(asked) > 0;
    expect(await checkMediaPorts(config, false, io({ reaches }))).toMatchObject([{ state: 'ok' }]);
    expect(tried).toEqual([
      ['udp', '10.0.0.1', '192.0.2.1', 44_400],
      ['tcp', '10.0.0.1', '192.0.2.1', 44_400],
      ['udp', '10.0.0.1', '192.0.2.1', 44_401],
      ['tcp', '10.0.0.1', '192.0.2.1', 44_401],
    ]);
    const closed = await checkMediaPorts(config, false, io({ reaches: async (kind) => kind === 'tcp' }));
    expect(closed).toMatchObject([{ state: 'warning', what: expect.stringContaining('192.0.2.1: UDP 44400, UDP 44401') }]);
  });

  test('those that the program has are asked by TCP; those that another has are wrong', async () => {
    const taken = async (): Promise<Taken> => 'taken';
    expect(await checkMediaPorts(config, true, io({ tryPort: taken }))).toMatchObject([{ state: 'ok' }]);
    expect(await checkMediaPorts(config, true, io({ tryPort: taken, connects: async () => false }))).toMatchObject([{ state: 'warning' }]);
    expect(await checkMediaPorts(config, false, io({ tryPort: taken }))).toMatchObject([
      { state: 'wrong', what: '10.0.0.1, media port 44400 (UDP) is taken by another program' },
    ]);
  });
});

describe('PostgreSQL and Redis', () => {
  const good = { version: 150_014, aheadMs: 40, roundTripMs: 3, migrations: ['1_a', '2_b'], secretFits: true };
  const states = async (change: object) =>
    (await checkPostgres(['1_a', '2_b'], async () => ({ ...good, ...change }))).map(({ state }) => state);

  test.each([
    [{}, ['ok', 'ok', 'ok']],
    [{ version: 130_004 }, ['warning', 'ok', 'ok']],
    [{ aheadMs: 1500 }, ['ok', 'warning', 'ok']],
    [{ aheadMs: -1500, roundTripMs: 1200 }, ['ok', 'ok', 'ok']],
    [{ aheadMs: -300_000 }, ['ok', 'wrong', 'ok']],
    [{ migrations: ['1_a'] }, ['ok', 'ok', 'warning']],
    [{ migrations: ['1_a', '2_b', '3_c'] }, ['ok', 'ok', 'wrong']],
    [{ migrations: [], secretFits: null }, ['ok', 'ok', 'ok']],
    [{ secretFits: false }, ['ok', 'ok', 'ok', 'wrong']],
  ])('a server with %o: %o', async (change, expected) => expect(await states(change)).toEqual(expected));

  test('one that can’t be reached is wrong, with what it said', async () => {
    const refuse = () => Promise.reject(Object.assign(new Error(''), { code: 'ECONNREFUSED' }));
    expect(await checkPostgres([], refuse)).toMatchObject([{ state: 'wrong', what: expect.stringContaining('ECONNREFUSED') }]);
    expect(await checkRedis(refuse)).toMatchObject({ state: 'wrong', what: expect.stringContaining('ECONNREFUSED') });
  });

  test.each([
    ['6.0.16', 'wrong'],
    ['6.2.0', 'ok'],
    ['7.0.15', 'ok'],
  ])('Redis %s is %s', async (version, state) => {
    expect((await checkRedis(async () => `# Server\r\nredis_version:${version}\r\nredis_mode:standalone\r\n`)).state).toBe(state);
  });
});

describe('certificates and links', () => {
  test.each([
    [-30, -1, 'wrong'],
    [1, 90, 'wrong'],
    [-30, 13, 'warning'],
    [-30, 15, 'ok'],
  ])('one that is good from %d to %d days from now: %s', async (from, until, state) => {
    const certificate = { from: NOW + from * DAY_MS, until: NOW + until * DAY_MS };
    expect(checkOwnCertificate('cert.pem', () => certificate, NOW).state).toBe(state);
    expect((await checkPublicCertificate('https://calls.example', async () => ({ ...certificate, problem: null }), NOW)).state).toBe(state);
  });

  test('one that browsers don’t believe is wrong; an address that can’t be reached from here is a warning', async () => {
    const look = async () => ({ from: NOW - DAY_MS, until: NOW + 90 * DAY_MS, problem: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(await checkPublicCertificate('https://calls.example', look, NOW)).toMatchObject({
      state: 'wrong',
      what: expect.stringContaining('SELF_SIGNED'),
    });
    const away = () => Promise.reject(new Error('getaddrinfo ENOTFOUND'));
    expect((await checkPublicCertificate('https://calls.example', away, NOW)).state).toBe('warning');
  });

  test('of several routing servers one has to answer', async () => {
    const ask = async (url: string) => (url.includes('a.') ? 200 : Promise.reject(new Error('connect ECONNREFUSED')));
    expect((await checkRoutingServers(['https://a.example', 'https://b.example'], ask)).map(({ state }) => state)).toEqual([
      'ok',
      'warning',
    ]);
    expect((await checkRoutingServers(['https://b.example'], ask)).map(({ state }) => state)).toEqual(['wrong']);
  });
});
