import { expect, test } from 'vitest';
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

test.each([
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
