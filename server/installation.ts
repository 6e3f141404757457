import type { Config } from './config.ts';
import { ConfigError, publishedBy } from './config.ts';
import type { PrismaClient } from './data/database.ts';
import { seedDemo } from './data/demo.ts';
import { openPeople } from './data/people.ts';
import { deriveKey, hashKey } from './sockets/keys.ts';

/** The key that a center's CTI processor shows to the routing server. */
export const linkKey = (secret: string, centerId: string): string => deriveKey(secret, `link:${centerId}`).toString('base64url');

/**
 * Makes the database fit the configuration: centers, demo data, the first administrator.
 * @returns whether demo accounts are there
 * @throws ConfigError when demo accounts would be reachable from other machines, or nobody could sign in
 */
export async function prepareInstallation(prisma: PrismaClient, config: Config, secret: string, now: number): Promise<{ demo: boolean }> {
  for (const center of config.centers) {
    const data = { name: center.name, timeZone: center.timeZone, linkKeyHash: hashKey(linkKey(secret, center.id)) };
    await prisma.center.upsert({ where: { id: center.id }, create: { id: center.id, ...data }, update: data });
  }
  const people = openPeople(prisma);
  if (config.demo === 'off') await people.removeDemo();
  const published = publishedBy(config);
  if (config.demo === 'allow' || (config.demo === 'auto' && published === null)) await seedDemo(prisma, now);
  const demo = (await people.listDemo()).length > 0;
  if (demo && published !== null && config.demo !== 'allow')
    throw new ConfigError(
      `This database has demo accounts, whose password is public, and with ${published} it can be reached from other machines. ` +
        'Set TANDEM_DEMO=off to remove them, or TANDEM_DEMO=allow to keep them all the same.',
    );
  if (config.admin && !(await people.list()).some((person) => person.email === config.admin?.email))
    await people.create({
      ...config.admin,
      name: 'Administrator',
      role: 'administrator',
      centerId: null,
      active: true,
      supervises: [],
      skills: [],
    });
  if ((await people.list()).length === 0)
    throw new ConfigError('Nobody could sign in: set TANDEM_ADMIN_EMAIL and TANDEM_ADMIN_PASSWORD for the first administrator.');
  return { demo };
}
