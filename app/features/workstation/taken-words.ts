import type { WorkstationState } from '../../../server/protocol/workstation.ts';

/** How long an agent is told that another was quicker. */
const TAKEN_FOR_MS = 8000;

export function takenWords(taken: WorkstationState['answeredElsewhere'], now: number): string | null {
  return taken !== null && now - taken.at < TAKEN_FOR_MS ? `Answered by somebody else: ${taken.callerName}` : null;
}
