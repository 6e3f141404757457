import type { CenterId } from '../protocol/common.ts';
import type { NodeId } from '../protocol/media.ts';

/** A media node as it is looked at to place a conversation. */
export interface NodeView {
  id: NodeId;
  /** The center whose conversations belong there; null: it serves all. */
  centerId: CenterId | null;
  /** It is heard of, and takes new rooms. */
  takesRooms: boolean;
  /** What it has has to stay with it: it talks on, even where it takes nothing new. */
  isAlive: boolean;
  parties: number;
}

export interface Wanted {
  /** The center of the agent who has, or is offered, the caller; null while the caller waits. */
  centerId: CenterId | null;
  /** Milliseconds from the caller to the media of each center, as their browser measured. */
  roundTrips: Readonly<Record<CenterId, number>>;
}

/** Paths that differ by less than this sound alike: then the load decides. */
const NEAR_MS = 40;

/**
 * Where a conversation's room is to be. With an agent it is at their center, where a node of it takes rooms; while the caller waits,
 * at the least loaded node of those whose path suits them. What is well where it is stays there: a caller is moved to an agent's
 * center and from a dead node, and for nothing else.
 * @param current where the room is; null: nowhere yet
 * @returns null when no node takes it
 */
export function placeFor(nodes: readonly NodeView[], { centerId, roundTrips }: Wanted, current: NodeId | null): NodeId | null {
  const there = nodes.find(({ id, isAlive }) => id === current && isAlive) ?? null;
  if (there !== null && (centerId === null || there.centerId === centerId)) return there.id;
  const open = nodes.filter(({ takesRooms }) => takesRooms);
  const own = centerId === null ? [] : open.filter((node) => node.centerId === centerId);
  if (own.length > 0) return leastLoaded(own);
  if (there !== null) return there.id;
  return leastLoaded(nearest(open, roundTrips));
}

/** Those whose path to the caller is about as short as the shortest; a path that nobody measured counts as the mean of the others. */
function nearest(nodes: readonly NodeView[], roundTrips: Wanted['roundTrips']): readonly NodeView[] {
  const measured = Object.values(roundTrips);
  const mean = measured.length === 0 ? 0 : measured.reduce((sum, ms) => sum + ms, 0) / measured.length;
  const pathOf = ({ centerId }: NodeView) => (centerId === null ? undefined : roundTrips[centerId]) ?? mean;
  const shortest = Math.min(...nodes.map(pathOf));
  return nodes.filter((node) => pathOf(node) <= shortest + NEAR_MS);
}

function leastLoaded(nodes: readonly NodeView[]): NodeId | null {
  const [first] = nodes.toSorted((a, b) => a.parties - b.parties || (a.id < b.id ? -1 : 1));
  return first?.id ?? null;
}
