import { InstallationClock } from '../clock.ts';
import type { Figure } from '../data-out/metrics.ts';
import type { Database } from './database.ts';

const ASK_EVERY_MS = 5000;
/** The first times take longer, and the longer an answer takes the less it says. */
const FIRST_ASKS = 3;

/**
 * The clock of all servers of one database: the database's. The embedded one has its time from this machine.
 * @param wall this machine's clock
 * @throws when the database can't be asked
 */
export async function openDatabaseClock(
  { kind, prisma }: Pick<Database, 'kind' | 'prisma'>,
  {
    everyMs = ASK_EVERY_MS,
    ...options
  }: {
    wall: () => number;
    everyMs?: number;
    log: { warn(details: object, message: string): void; info(details: object, message: string): void };
  },
): Promise<{ now: () => number; figures(): Figure[]; close(): Promise<void> }> {
  if (kind === 'embedded') return { now: options.wall, figures: () => [], close: async () => {} };
  const clock = new InstallationClock(options);
  const ask = async () => {
    const askedAt = clock.count();
    const [said] = await prisma.$queryRaw<{ at: number }[]>`SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "at"`;
    if (said) clock.hear({ at: said.at, askedAt, answeredAt: clock.count() });
  };
  for (let n = 0; n < FIRST_ASKS; n += 1) await ask();
  let asking: Promise<void> | null = null;
  const timer = setInterval(() => {
    // While it can't be asked the process's own count goes on.
    asking ??= ask()
      .catch(() => {})
      .finally(() => {
        asking = null;
      });
  }, everyMs).unref();
  return {
    now: clock.now,
    figures: () => clock.figures(),
    async close() {
      clearInterval(timer);
      await asking;
    },
  };
}
