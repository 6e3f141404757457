import type { Leases } from '../data/leases.ts';
import type { LinkedMachines } from '../data/linked-machines.ts';
import type { ServerNodes } from '../data/server-nodes.ts';
import type { Board } from '../protocol/board.ts';
import { type MediaView, SERVER_SILENT_MS, type Seen, type SystemView } from '../protocol/system.ts';
import { ROUTING_LEASE } from '../routing/leadership.ts';

export interface SystemSources {
  servers: Pick<ServerNodes, 'list'>;
  leases: Pick<Leases, 'holder'>;
  board: () => Board;
  doors: () => SystemView['doors'];
  media: () => Omit<MediaView, 'machine'>[];
  machines: Pick<LinkedMachines, 'list'>;
}

/** The installation as the server that decides sees it. */
export async function lookAtSystem({ servers, leases, board, doors, media, machines }: SystemSources): Promise<SystemView> {
  const [listed, holder, atCenters, atMedia] = await Promise.all([
    ...([servers.list(), leases.holder(ROUTING_LEASE), machines.list('center'), machines.list('media')] as const),
  ]);
  return {
    ...listed,
    lease: holder && { holder: holder.holder, epoch: Number(holder.epoch), until: holder.until },
    doors: doors(),
    centers: centersOf(board(), (id, isLinked) => ofThisLink(atCenters.get(id), isLinked, listed.now)),
    media: media().map((one) => {
      const isLinked = one.state !== 'lost' && one.state !== 'gone';
      return { ...one, machine: ofThisLink(atMedia.get(one.id), isLinked, listed.now) };
    }),
  };
}

/** What a machine said last; null where another one is linked in its place, which says nothing of itself. Pure. */
export const ofThisLink = <Machine extends Seen>(machine: Machine | undefined, isLinked: boolean, now: number): Machine | null =>
  machine === undefined || (isLinked && now - machine.seenAt > SERVER_SILENT_MS) ? null : machine;

/** Pure. */
export function centersOf(
  { now, centers, calls }: Pick<Board, 'now' | 'centers' | 'calls'>,
  machineOf: (centerId: string, isLinked: boolean) => SystemView['centers'][number]['machine'],
): SystemView['centers'] {
  return centers.map(({ id, name, link, heardAt, signedIn }) => ({
    ...{ id, name, link, signedIn },
    ageMs: heardAt === null ? null : Math.max(0, now - heardAt),
    calls: calls.filter((call) => call.centerId === id && call.state !== 'queued').length,
    machine: machineOf(id, link === 'up'),
  }));
}
