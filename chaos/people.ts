import { readConfig } from '../server/config.ts';
import { openCatalog } from '../server/data/catalog.ts';
import type { PrismaClient } from '../server/data/database.ts';
import { DEMO_PASSWORD } from '../server/data/demo.ts';
import { openLinkKeyStore } from '../server/data/link-keys.ts';
import { openMediaNodeStore } from '../server/data/media-nodes.ts';
import { openPeople } from '../server/data/people.ts';
import { prepareInstallation } from '../server/installation.ts';
import type { QueueId } from '../server/protocol/common.ts';

/** The center that is on a machine of its own. */
export const OWN_CENTER = 'faro';
export const CENTERS = 'lisbon=Lisbon=Europe/Lisbon,toronto=Toronto=America/Toronto,faro=Faro=Europe/Lisbon';

/** Agents by voice, who are in no other queue, and the queue that they serve. */
export interface Talkers {
  queueId: QueueId;
  emails: readonly string[];
}

export interface Size {
  lisbon: number;
  faro: number;
  homes: { queues: number; agents: number };
}

/** What an installation is given before its servers start, beside the demo. */
export interface Prepared {
  mediaKey: string;
  centerKey: string;
  /** Of a center that is served by the routing servers, and of the one on a machine of its own. */
  talkers: Record<'lisbon' | 'faro', Talkers>;
  /** Who work at home, each few of them for a queue of their own. */
  homes: readonly Talkers[];
}

/** @param size how many talk in each of the two centers, and how many work at home for each of so many queues; and where the media server is */
export async function prepare(
  prisma: PrismaClient,
  { secret, mediaUrl, size }: { secret: string; mediaUrl: string; size: Size },
): Promise<Prepared> {
  const now = Date.now();
  await prepareInstallation(prisma, readConfig({ TANDEM_CENTERS: CENTERS }), secret, now);
  const catalog = openCatalog(prisma);
  const people = openPeople(prisma);
  const [like] = await catalog.queues();
  if (like === undefined) throw new Error('The demo has no queue');

  const serve = async (centerId: 'lisbon' | 'faro', what: string, number: number): Promise<Talkers> => {
    const skill = await catalog.createSkill({ name: `${what} in ${centerId}` });
    const { id: _, ...rules } = like;
    const requirement = { all: [{ skillId: skill.id, level: 1 }] };
    const { id: queueId } = await catalog.createQueue({ ...rules, name: `${what} in ${centerId}`, requirement, steps: [] });
    const emails = Array.from({ length: number }, (_, n) => `${what.toLowerCase().replace(' ', '-')}-${n + 1}@${centerId}.example`);
    for (const email of emails)
      await people.create({
        ...{ email, name: email, role: 'agent', centerId, active: true, supervises: [], password: DEMO_PASSWORD },
        skills: [{ skillId: skill.id, level: 5 }],
      });
    return { queueId, emails };
  };
  const homes: Talkers[] = [];
  for (let n = 1; n <= size.homes.queues; n += 1) homes.push(await serve('lisbon', `Home ${n}`, size.homes.agents));
  const by = { id: 'chaos', name: 'Chaos', now };
  const node = { id: 'media-1', name: 'Media', centerId: null, url: mediaUrl };
  return {
    mediaKey: (await openMediaNodeStore(prisma).add(node, by)).key,
    centerKey: (await openLinkKeyStore(prisma).addKey(OWN_CENTER, by)).key,
    talkers: { lisbon: await serve('lisbon', 'Talks', size.lisbon), faro: await serve('faro', 'Talks', size.faro) },
    homes,
  };
}
