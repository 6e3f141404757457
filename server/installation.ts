import type { Config } from './config.ts';
import { ConfigError, publishedBy } from './config.ts';
import type { PrismaClient } from './data/database.ts';
import { DEMO_WIDGET_KEY, seedDemo } from './data/demo.ts';
import { openPeople } from './data/people.ts';
import { openWidgetKeyStore } from './data/widget-keys.ts';
import type { WidgetKeyInput } from './protocol/widget-keys.ts';
import { deriveKey, hashKey } from './sockets/keys.ts';

/** The key that a center's CTI processor shows to the routing server. */
export const linkKey = (secret: string, centerId: string): string => deriveKey(secret, `link:${centerId}`).toString('base64url');

/** By it the routing server knows requests that web nodes hand on. */
export const doorKey = (secret: string): Buffer => deriveKey(secret, 'doors');

/** Widget keys' identity secrets are sealed with it. */
export const widgetKeysKey = (secret: string): Buffer => deriveKey(secret, 'widget-keys');

/** What a database knows of its secret: enough to tell it from another, and nothing to make keys of. */
export const secretCheckOf = (secret: string): string => deriveKey(secret, 'secret-check').toString('base64url');

/**
 * All servers of a database derive their keys from one secret: with another, one would let nobody in whom the others know.
 * @throws ConfigError when this one's is another than the first one's
 */
export async function assertSameSecret(prisma: PrismaClient, secret: string): Promise<void> {
  const secretCheck = secretCheckOf(secret);
  await prisma.installation.createMany({ data: { id: 1, secretCheck }, skipDuplicates: true });
  const first = await prisma.installation.findUniqueOrThrow({ where: { id: 1 } });
  if (first.secretCheck !== secretCheck)
    throw new ConfigError(
      'The secret is not the one that this database was set up with. Set TANDEM_SECRET to the same on every server of this database, ' +
        'or give them the file “secret” of the first one’s data folder.',
    );
}

/** What the widget on our own pages goes by: for no other site, until an administrator says so. */
async function createOwnKey(prisma: PrismaClient, { demo, secret, now }: { demo: boolean; secret: string; now: number }): Promise<void> {
  const store = openWidgetKeyStore(prisma, widgetKeysKey(secret));
  if ((await store.list()).length > 0) return;
  const none = { en: '', pt: '', fr: '' };
  const own: WidgetKeyInput = {
    ...{ name: demo ? 'Slow Morning, the sample shop' : 'Pages of this installation', origins: [], queues: null },
    ...{ label: none, consent: none, position: 'bottom-right', accent: null, onAccent: null, enabled: true, standsIn: true },
    needsIdentity: false,
    centerId: null,
  };
  await store.create(own, now, demo ? DEMO_WIDGET_KEY : undefined);
}

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
  const isNew = (await people.list()).length === 0;
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
  // One that was there before has its key from the migration.
  if (isNew) await createOwnKey(prisma, { demo, secret, now });
  return { demo };
}
