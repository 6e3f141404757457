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
