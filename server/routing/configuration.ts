import type { Catalog } from '../data/catalog.ts';
import type { Queue as CatalogQueue } from '../protocol/queue.ts';
import type { RoutingCommand } from './core/commands.ts';
import type { Queue } from './core/model.ts';

type Configure = Extract<RoutingCommand, { kind: 'configure' }>;

/** What administrators have set, as the routing core takes it. */
export async function configureCommand(catalog: Pick<Catalog, 'queues' | 'skills' | 'centers'>): Promise<Configure> {
  const [queues, skills, centers] = await Promise.all([catalog.queues(), catalog.skills(), catalog.centers()]);
  return {
    kind: 'configure',
    queues: queues.map(toCore),
    skills: skills.map(({ id, name }) => ({ id, name })),
    centers: centers.map(({ id, name, limits }) => ({ id, name, limits })),
  };
}

/** People set seconds; the core reckons in milliseconds. */
function toCore(queue: CatalogQueue): Queue {
  const {
    steps,
    offerTimeoutSeconds,
    preferredSeconds,
    serviceLevelSeconds,
    wrapupSeconds,
    wrapupExtensionSeconds,
    maxWaitSeconds,
    ...same
  } = queue;
  return {
    ...same,
    steps: steps.map(({ afterSeconds, change }) => ({ afterMs: afterSeconds * 1000, change })),
    offerTimeoutMs: offerTimeoutSeconds * 1000,
    preferredMs: preferredSeconds * 1000,
    serviceLevelMs: serviceLevelSeconds * 1000,
    wrapupMs: wrapupSeconds * 1000,
    wrapupExtensionMs: wrapupExtensionSeconds * 1000,
    maxWaitMs: maxWaitSeconds === null ? null : maxWaitSeconds * 1000,
  };
}
