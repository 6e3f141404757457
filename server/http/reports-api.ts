import { type Context, Hono } from 'hono';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { AuditLog } from '../data/audit.ts';
import type { SavedReports } from '../data/saved-reports.ts';
import { readReport } from '../protocol/report-address.ts';
import { type Report, type ReportChoices, ReportQuery, SavedInput, type SavedReport } from '../protocol/reports.ts';
import { Failure } from '../sockets/failure.ts';
import { parse } from '../sockets/parse.ts';
import { toCsv } from '../supervision/report-csv.ts';
import { toHtml } from '../supervision/report-html.ts';
import type { ReportService } from '../supervision/report-service.ts';
import type { Auth, SignedIn } from './auth.ts';
import { localeOf } from './locale.ts';
import { bodyOf, signedInAs } from './requests.ts';

export interface ReportsApiOptions {
  auth: Auth;
  reports: ReportService;
  saved: SavedReports;
  audit: AuditLog;
  now: () => number;
}

/** A report may count a million calls. */
const REPORTS_A_MINUTE = 60;

type Env = { Variables: { who: SignedIn } };
type Format = { type: string; write: (report: Report, context: Context<Env>) => string };

const FORMATS: Record<string, Format> = {
  csv: { type: 'text/csv; charset=utf-8', write: toCsv },
  json: { type: 'application/json', write: (report) => `${JSON.stringify(report, null, 2)}\n` },
  html: {
    type: 'text/html; charset=utf-8',
    write: (report, { req }) => toHtml(report, localeOf(req.url, req.header('cookie'), req.header('accept-language'))),
  },
};

/** Reports under /api/reports, for supervisors and administrators. */
export function openReportsApi({ auth, reports, saved, audit, now }: ReportsApiOptions): Hono {
  const app = new Hono<Env>();
  const limiter = new RateLimiterMemory({ points: REPORTS_A_MINUTE, duration: 60 });

  app.use('*', async (context, next) => {
    context.set('who', await signedInAs(auth, ['supervisor', 'administrator'], context));
    await next();
  });
  const run = async (context: Context<Env>): Promise<Report> => {
    const who = context.get('who');
    const query = parse(ReportQuery, readReport(new URL(context.req.url).search));
    await limiter.consume(who.id).catch(() => {
      throw new Failure('too-many', 'Too many reports in a minute. Wait a little, then try again.');
    });
    return reports.run(query, who);
  };
  app.get('/run', async (context) => context.json<Report>(await run(context)));
  app.get('/export/:format', async (context) => {
    const name = context.req.param('format');
    const format = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
    if (!format) throw new Failure('not-found', 'Reports can be had as csv, json or html');
    const report = await run(context);
    return context.body(format.write(report, context), 200, {
      'content-type': format.type,
      'content-disposition': `attachment; filename="report-${new Date(now()).toISOString().slice(0, 10)}.${name}"`,
      'cache-control': 'no-store',
    });
  });
  app.get('/choices', async (context) => context.json<ReportChoices>(await reports.choices(context.get('who'))));

  app.get('/saved', async (context) => context.json<{ reports: SavedReport[] }>({ reports: await saved.list(context.get('who').id) }));
  app.post('/saved', async (context) => {
    const who = context.get('who');
    const report = await saved.add(who.id, await bodyOf(SavedInput, context), now());
    if (report.shared) await noteShared(who, report);
    return context.json<SavedReport>(report);
  });
  app.put('/saved/:id', async (context) => {
    const who = context.get('who');
    const report = await saved.change(who.id, context.req.param('id'), await bodyOf(SavedInput, context), now());
    if (report.shared) await noteShared(who, report);
    return context.json<SavedReport>(report);
  });
  app.delete('/saved/:id', async (context) => {
    await saved.remove(context.get('who').id, context.req.param('id'));
    return context.json({});
  });
  const noteShared = ({ id, name, centerId }: SignedIn, report: SavedReport) =>
    audit.record({
      at: now(),
      actor: { id, name },
      action: 'report-shared',
      outcome: 'done',
      centerId,
      subject: { kind: 'report', id: report.id, name: report.name },
    });
  return app as unknown as Hono;
}
