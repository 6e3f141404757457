import type { Catalog } from '../data/catalog.ts';
import type { RoutingCommand } from './core/commands.ts';
import { queueFrom } from './core/queue-input.ts';

type Configure = Extract<RoutingCommand, { kind: 'configure' }>;

/** What administrators have set, as the routing core takes it. */
export async function configureCommand(catalog: Pick<Catalog, 'queues' | 'skills' | 'centers'>): Promise<Configure> {
  const [queues, skills, centers] = await Promise.all([catalog.queues(), catalog.skills(), catalog.centers()]);
  return {
    kind: 'configure',
    queues: queues.map(({ id, ...input }) => queueFrom(id, input)),
    skills: skills.map(({ id, name }) => ({ id, name })),
    centers: centers.map(({ id, name, limits }) => ({ id, name, limits })),
  };
}
