import { setTimeout as delay } from 'node:timers/promises';
import type { Hono } from 'hono';
import { openAuditLog } from '../data/audit.ts';
import type { PrismaClient } from '../data/database.ts';
import { readReportNames } from '../data/report-names.ts';
import { openReportStore, type ReportStore } from '../data/report-store.ts';
import { openSavedReports } from '../data/saved-reports.ts';
import type { Auth } from '../http/auth.ts';
import { openReportsApi } from '../http/reports-api.ts';
import { openReportService, type ReportService } from './report-service.ts';

/** How often it is looked whether a day is over that can be rolled up. */
const EVERY_MS = 10 * 60 * 1000;
/** A server that has just taken over has more urgent things to ask the database for. */
const FIRST_AFTER_MS = 5000;
/** Between two days, so that a whole past, rolled up after an update, leaves the database to the calls. */
const PAUSE_MS = 50;

interface ReportsOptions {
  prisma: PrismaClient;
  auth: Auth;
  now: () => number;
  log: { info(details: object, message: string): void; error(details: object, message: string): void };
}

/** Reports, and what rolls up the days that they read. */
export function openReports({ prisma, auth, now, log }: ReportsOptions): { service: ReportService; api: Hono; close: () => Promise<void> } {
  const store = openReportStore(prisma);
  const rolling = keepRolledUp(store, now, log);
  const service = openReportService({ store, names: () => readReportNames(prisma), now });
  const api = openReportsApi({ auth, reports: service, saved: openSavedReports(prisma), audit: openAuditLog(prisma), now });
  return { service, api, close: rolling.close };
}

function keepRolledUp(store: ReportStore, now: () => number, log: ReportsOptions['log']) {
  const ended = new AbortController();
  const pause = (ms: number) => delay(ms, undefined, { signal: ended.signal, ref: false }).catch(() => {});
  const run = async () => {
    await pause(FIRST_AFTER_MS);
    while (!ended.signal.aborted) {
      try {
        const days = await store.rollUp(now(), async () => {
          await pause(PAUSE_MS);
          return !ended.signal.aborted;
        });
        if (days > 0) log.info({ days }, 'Days were rolled up for reports');
      } catch (error) {
        log.error({ err: error }, 'Past days could not be rolled up; reports count them from single events');
      }
      await pause(EVERY_MS);
    }
  };
  const running = run();
  return {
    async close() {
      ended.abort();
      await running;
    },
  };
}
