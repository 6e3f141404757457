/** How much is measured; tests ask for less of it. */
export interface DashboardSize {
  agents: number;
  dashboards: number;
  /** Calls of the day that are over when it begins. */
  pastCalls: number;
  /** Of which each makes six changes: it comes and is offered, is accepted, is heard, is hung up, is done, its agent is free again. */
  callsPerSecond: number;
  statusesPerSecond: number;
  handleMs: number;
  warmUpMs: number;
  measuredMs: number;
  cutMs: number;
  /** For the last changes to arrive, once nothing changes any more. */
  settleMs: number;
}

export const WHOLE: DashboardSize = {
  ...{ agents: 1500, dashboards: 200, pastCalls: 20_000, callsPerSecond: 100, statusesPerSecond: 400, handleMs: 4000 },
  ...{ warmUpMs: 8000, measuredMs: 20_000, cutMs: 10_000, settleMs: 8000 },
};
