import type { Caller, CenterId } from './common.ts';

/** Who is calling, as a center may take it: an id that means something in other centers alone is not verified here. */
export function callerFor(caller: Caller, centerId: CenterId): Caller {
  const { verifiedIn, ...said } = caller;
  return verifiedIn === undefined || verifiedIn.includes(centerId) ? said : { ...said, verified: false };
}
