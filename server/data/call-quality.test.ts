import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres } from '../testing/postgres.ts';
import { openEmptyDatabase } from '../testing/templates.ts';
import { openCallQuality } from './call-quality.ts';
import type { Database } from './database.ts';

const T = Date.UTC(2026, 10, 23, 12);
const STAY = {
  callId: 'call-1',
  party: 'agent-7',
  at: T,
  samples: 10,
  mosAverage: 4,
  mosWorst: 3.5,
  lossUp: 0.01,
  lossDown: 0,
  jitterUpMs: 4,
  jitterDownMs: 8.5,
  rttMs: null,
};

describe.each(['embedded', 'server'] as const)('on the %s database', (kind) => {
  const open: (() => unknown)[] = [];
  let database: Database;

  beforeAll(async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'tandem-quality-'));
    open.push(() => rmSync(folder, { recursive: true, force: true }));
    const postgres = kind === 'server' ? await startPostgres() : null;
    if (postgres) open.push(() => postgres.close());
    database = await openEmptyDatabase({ url: postgres?.url ?? null, folder });
    open.push(() => database.close());
  });
  afterAll(async () => {
    for (const close of open.reverse()) await close();
  });

  test('the stays of a party are one line: averages count by their samples, the worst stays the worst', async () => {
    const quality = openCallQuality(database.prisma);
    await quality.add(STAY);
    await quality.add({ ...STAY, party: 'caller' });
    await quality.add({ ...STAY, at: T + 60_000, samples: 30, mosAverage: 2, mosWorst: 1.5, lossUp: 0.05, lossDown: 0.1, rttMs: 40 });
    await quality.add({ ...STAY, at: T + 90_000, samples: 40, mosAverage: 4, mosWorst: 4, lossUp: 0, jitterUpMs: 0, rttMs: 60 });
    expect(await database.prisma.callQuality.findMany({ orderBy: { party: 'asc' } })).toEqual([
      {
        conversationId: 'call-1',
        party: 'agent-7',
        at: new Date(T + 90_000),
        samples: 80,
        mosAverage: expect.closeTo(3.25),
        mosWorst: 1.5,
        lossUp: expect.closeTo(0.02),
        lossDown: expect.closeTo(0.0375),
        jitterUpMs: expect.closeTo(2),
        jitterDownMs: expect.closeTo(8.5),
        rttMs: expect.closeTo(50),
      },
      expect.objectContaining({ party: 'caller', samples: 10, at: new Date(T), rttMs: null }),
    ]);
  });
});
