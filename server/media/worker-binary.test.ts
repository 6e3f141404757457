import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const check = fileURLToPath(new URL('../../scripts/media-worker/check.mjs', import.meta.url));

interface CheckResult {
  ok: boolean;
  error?: string;
  legs: { suite: string; decrypted: number; returned: number; rtcp: boolean }[];
}

// A process of its own: a worker that dies, or the peer's timers, must not touch other tests.
test('the media worker in use carries encrypted audio both ways with each suite that browsers offer', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [check, '--json']).catch((failure: { stdout: string }) => failure);
  const result = JSON.parse(stdout) as CheckResult;

  expect(result.error).toBeUndefined();
  expect(result.ok).toBe(true);
  expect(result.legs.map((leg) => leg.suite).sort()).toEqual(['AEAD_AES_128_GCM', 'AES_CM_128_HMAC_SHA1_80']);
  for (const leg of result.legs) {
    expect(leg.decrypted).toBeGreaterThan(0);
    expect(leg.returned).toBeGreaterThan(0);
    expect(leg.rtcp).toBe(true);
  }
}, 30_000);
