import type { Hono } from 'hono';
import type { Catalog } from '../data/catalog.ts';
import type { PrismaClient } from '../data/database.ts';
import { openPlanningHistory } from '../data/planning-history.ts';
import type { Auth } from '../http/auth.ts';
import { openPlanningApi } from '../http/planning-api.ts';
import { Planning } from '../planning/service.ts';
import type { SocketLog } from '../sockets/handle.ts';

interface PlanningParts {
  api: Hono;
  close(): void;
}

/** Forecast and what-if for supervisors. */
export function openPlanning(options: {
  prisma: PrismaClient;
  auth: Auth;
  catalog: Catalog;
  now: () => number;
  log: SocketLog;
}): PlanningParts {
  const { prisma, auth, catalog, now, log } = options;
  const planning = new Planning({ past: openPlanningHistory(prisma), catalog, now, log });
  return { api: openPlanningApi({ auth, planning }), close: () => planning.close() };
}
