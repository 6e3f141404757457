import type { Role } from '../protocol/api.ts';
import type { CenterId } from '../protocol/common.ts';
import { Failure } from '../sockets/failure.ts';

/** Somebody who may act on others' work. */
export interface Supervisor {
  id: string;
  name: string;
  role: Role;
  centerId: CenterId | null;
  /** Centers besides their own. */
  supervises: readonly CenterId[];
}

/** Administrators supervise every center; supervisors their own and those they were granted. */
export function maySupervise({ role, centerId, supervises }: Supervisor, center: CenterId): boolean {
  return role === 'administrator' || (role === 'supervisor' && (center === centerId || supervises.includes(center)));
}

/** @throws Failure `forbidden` unless they supervise that center */
export function assertSupervises(who: Supervisor, center: CenterId): void {
  if (!maySupervise(who, center)) throw new Failure('forbidden', 'You do not supervise this center.');
}

/** A waiting call is no center's yet: whoever supervises one that it may go to may send it elsewhere. null: to all of them */
export function mayMove(who: Supervisor, { centers }: { centers: readonly CenterId[] | null }): boolean {
  if (who.role === 'administrator') return true;
  const own = who.centerId === null ? who.supervises : [who.centerId, ...who.supervises];
  return (centers ?? own).some((id) => maySupervise(who, id));
}

/** To close it stops the work of all its centers. @param all centers that there are */
export const mayClose = (who: Supervisor, { centers }: { centers: readonly CenterId[] | null }, all: readonly CenterId[]): boolean =>
  who.role === 'administrator' || (who.role === 'supervisor' && (centers ?? all).every((id) => maySupervise(who, id)));
