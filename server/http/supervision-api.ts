import { type Context, Hono } from 'hono';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { AuditSearch } from '../data/audit-search.ts';
import type { Catalog } from '../data/catalog.ts';
import { AuditExport, type AuditPage, AuditQuery } from '../protocol/audit.ts';
import { Id } from '../protocol/common.ts';
import { StaffText } from '../protocol/staff-messages.ts';
import {
  AgentQueues,
  type AgentSettings,
  AgentSkills,
  AssignStatus,
  CloseQueue,
  MoveCall,
  type SupervisedQueue,
  type SupervisionRights,
} from '../protocol/supervision.ts';
import { Failure } from '../sockets/failure.ts';
import { parse } from '../sockets/parse.ts';
import type { Acts } from '../supervision/acts.ts';
import { auditCsv, auditJson } from '../supervision/audit-export.ts';
import { maySupervise } from '../supervision/grants.ts';
import type { Auth, SignedIn } from './auth.ts';
import { bodyOf, signedInAs } from './requests.ts';

export interface SupervisionApiOptions {
  auth: Auth;
  acts: Acts;
  auditSearch: AuditSearch;
  catalog: Catalog;
}

/** What one person may ask for in a minute. A message is one act more. */
const ACTS = 60;
const MESSAGES = 10;
const EXPORTS = 10;

/** What supervisors do, and what is written down of it, under /api/supervision: for supervisors and administrators. */
export function openSupervisionApi({ auth, acts, auditSearch, catalog }: SupervisionApiOptions): Hono {
  const app = new Hono();
  const supervisor = (context: Context) => signedInAs(auth, ['supervisor', 'administrator'], context);
  const idIn = (context: Context) => parse(Id, context.req.param('id'));
  const mayAct = limiter(ACTS);
  const mayWrite = limiter(MESSAGES);
  const mayExport = limiter(EXPORTS);
  /** An act on what the path names, with what was sent. */
  const acting =
    (act: (who: SignedIn, id: string, context: Context) => Promise<void>) =>
    async (context: Context): Promise<Response> => {
      const who = await supervisor(context);
      await mayAct(who);
      await act(who, idIn(context), context);
      return context.json({});
    };

  app.get('/rights', async (context) => {
    const who = await supervisor(context);
    const centers = (await catalog.centers()).filter(({ id }) => maySupervise(who, id)).map(({ id, name }) => ({ id, name }));
    return context.json<SupervisionRights>({ centers });
  });

  app.get('/agents/:id', async (context) => context.json<AgentSettings>(await acts.settings(await supervisor(context), idIn(context))));
  app.put(
    '/agents/:id/status',
    acting(async (who, id, context) => acts.setStatus(who, id, (await bodyOf(AssignStatus, context)).status)),
  );
  app.put(
    '/agents/:id/skills',
    acting(async (who, id, context) => acts.setSkills(who, id, await bodyOf(AgentSkills, context))),
  );
  app.put(
    '/agents/:id/queues',
    acting(async (who, id, context) => acts.setQueues(who, id, await bodyOf(AgentQueues, context))),
  );
  app.post(
    '/agents/:id/messages',
    acting(async (who, id, context) => {
      const { text } = await bodyOf(StaffText, context);
      await mayWrite(who);
      await acts.messageAgent(who, id, text);
    }),
  );
  app.post(
    '/centers/:id/messages',
    acting(async (who, id, context) => {
      const { text } = await bodyOf(StaffText, context);
      await mayWrite(who);
      await acts.messageCenter(who, id, text);
    }),
  );

  app.get('/queues', async (context) =>
    context.json<{ queues: SupervisedQueue[] }>({ queues: await acts.queues(await supervisor(context)) }),
  );
  app.put(
    '/queues/:id/closed',
    acting(async (who, id, context) => acts.closeQueue(who, id, (await bodyOf(CloseQueue, context)).closed)),
  );
  app.put(
    '/calls/:id/queue',
    acting(async (who, id, context) => acts.moveCall(who, id, (await bodyOf(MoveCall, context)).queueId)),
  );
  app.post(
    '/calls/:id/first',
    acting((who, id) => acts.prioritizeCall(who, id)),
  );

  app.get('/audit', async (context) => {
    const who = await supervisor(context);
    return context.json<AuditPage>(await auditSearch.page(parse(AuditQuery, context.req.query()), await seenBy(who)));
  });
  app.get('/audit/export', async (context) => {
    const who = await supervisor(context);
    const { format, ...query } = parse(AuditExport, context.req.query());
    await mayExport(who);
    const entries = await auditSearch.all(query, await seenBy(who));
    context.header('content-disposition', `attachment; filename="audit-log.${format}"`);
    context.header('content-type', format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8');
    return context.body(format === 'csv' ? auditCsv(entries) : auditJson(entries));
  });
  return app;

  async function seenBy(who: SignedIn): Promise<string[] | null> {
    if (who.role === 'administrator') return null;
    return (await catalog.centers()).map(({ id }) => id).filter((id) => maySupervise(who, id));
  }
}

/** @returns refuses with `too-many` once a person has asked so often in a minute */
function limiter(points: number): (who: SignedIn) => Promise<void> {
  const limits = new RateLimiterMemory({ points, duration: 60 });
  return async ({ id }) => {
    await limits.consume(id).catch(() => {
      throw new Failure('too-many', 'Too many requests. Wait a minute, then try again.');
    });
  };
}
