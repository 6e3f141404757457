import type { WorkstationState } from '../../../server/protocol/workstation.ts';

/** How long an agent is told that another was quicker. */
const TAKEN_FOR_MS = 8000;

export const isTakenShown = (taken: WorkstationState['answeredElsewhere'], now: number): boolean =>
  taken !== null && now - taken.at < TAKEN_FOR_MS;
