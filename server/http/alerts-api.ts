import { type Context, Hono } from 'hono';
import type { AlertBook } from '../data/alert-book.ts';
import type { AuditLog } from '../data/audit.ts';
import type { Catalog } from '../data/catalog.ts';
import type { People } from '../data/people.ts';
import {
  type Alert,
  type AlertHistory,
  AlertHistoryQuery,
  type AlertRule,
  AlertRuleInput,
  type AlertRules,
  HISTORY_PAGE,
} from '../protocol/alerts.ts';
import type { AuditAction } from '../protocol/audit.ts';
import { Failure } from '../sockets/failure.ts';
import { parse } from '../sockets/parse.ts';
import type { AlertDesk } from '../supervision/alerts/desk.ts';
import { assertCanFire, isTold, mayKeep, type Watched } from '../supervision/alerts/rights.ts';
import { maySupervise, type Supervisor } from '../supervision/grants.ts';
import { admission } from './admission.ts';
import type { Auth } from './auth.ts';
import { bodyOf, idOf } from './requests.ts';

export interface AlertsApiOptions {
  auth: Auth;
  desk: AlertDesk;
  book: AlertBook;
  catalog: Catalog;
  people: People;
  audit: AuditLog;
  now: () => number;
}

/** Rules and alerts, under /api/alerts: for supervisors, each those of their centers. */
export function openAlertsApi(options: AlertsApiOptions): Hono {
  const { auth, desk, book, catalog, people, audit, now } = options;
  const app = new Hono();
  const who = admission({ auth, audit, now, roles: ['supervisor', 'administrator'], action: 'alert-rule-changed', subject: 'alert' });
  const note = (actor: Supervisor, rule: AlertRuleInput & { id?: string }, outcome: 'done' | 'refused', change: string) =>
    audit.record({
      ...{ at: now(), actor, action: 'alert-rule-changed' satisfies AuditAction, outcome, centerId: rule.centerId },
      subject: { kind: 'alert', id: rule.id ?? '', name: rule.name },
      details: { change, measure: rule.measure, comparison: rule.comparison, threshold: rule.threshold, forSeconds: rule.forSeconds },
    });
  /** @throws Failure `forbidden`, which is written down, and what keeps such a rule from ever firing */
  const admit = async (actor: Supervisor, rules: (AlertRuleInput & { id?: string })[], change: string) => {
    const watched = await watchable();
    for (const rule of rules) {
      if (mayKeep(actor, rule, watched)) continue;
      await note(actor, rule, 'refused', change);
      throw new Failure('forbidden', 'This rule is for centers that you do not supervise.', 'centerId');
    }
  };
  const known = (id: string): AlertRule => {
    const rule = desk.rules.find((one) => one.id === id);
    if (!rule) throw new Failure('not-found', 'There is no such rule any more');
    return rule;
  };
  const watchable = async (): Promise<Watched> => ({
    queues: await catalog.queues(),
    centers: await catalog.centers(),
    agents: (await people.list()).flatMap(({ id, name, role, centerId, active }) =>
      role === 'agent' && active && centerId !== null ? [{ id, name, centerId }] : [],
    ),
  });
  const input = async (context: Context) => {
    const rule = await bodyOf(AlertRuleInput, context);
    assertCanFire(rule, await watchable());
    return rule;
  };

  app.get('/rules', async (context) => {
    const actor = await who(context);
    const all = await watchable();
    const named = ({ id, name }: { id: string; name: string }) => ({ id, name });
    return context.json<AlertRules>({
      rules: desk.rules.filter((rule) => isTold(actor, rule)),
      queues: all.queues.map(named),
      centers: all.centers.filter(({ id }) => maySupervise(actor, id)).map(named),
      agents: all.agents.filter(({ centerId }) => maySupervise(actor, centerId)).map(named),
      forAll: actor.role === 'administrator',
    });
  });
  app.post('/rules', async (context) => {
    const actor = await who(context);
    const rule = await input(context);
    await admit(actor, [rule], 'created');
    const made = await desk.create(rule, actor);
    await note(actor, made, 'done', 'created');
    return context.json<AlertRule>(made);
  });
  app.patch('/rules/:id', async (context) => {
    const actor = await who(context);
    const before = known(idOf(context));
    const rule = await input(context);
    await admit(actor, [before, { ...rule, id: before.id }], 'changed');
    const changed = await desk.change(before.id, rule);
    await note(actor, changed, 'done', 'changed');
    return context.json<AlertRule>(changed);
  });
  app.delete('/rules/:id', async (context) => {
    const actor = await who(context);
    const before = known(idOf(context));
    await admit(actor, [before], 'deleted');
    await desk.remove(before.id);
    await note(actor, before, 'done', 'deleted');
    return context.json({});
  });
  app.get('/history', async (context) => {
    const actor = await who(context);
    const { before = null } = parse(AlertHistoryQuery, context.req.query());
    const centers = actor.role === 'administrator' ? null : [...actor.supervises, ...(actor.centerId ? [actor.centerId] : [])];
    const found = await book.history(centers, before, HISTORY_PAGE + 1);
    return context.json<AlertHistory>({ alerts: found.slice(0, HISTORY_PAGE), more: found.length > HISTORY_PAGE });
  });
  app.post('/:id/acknowledge', async (context) =>
    context.json<Alert>(await acknowledge(options, idOf(context), await who(context, 'alert-acknowledged'))),
  );
  return app;
}

/** For the request and the socket. @throws Failure `not-found`, also for an alert that is not theirs to see */
export async function acknowledge(
  { book, desk, audit, now }: Pick<AlertsApiOptions, 'book' | 'desk' | 'audit' | 'now'>,
  id: string,
  actor: Supervisor,
): Promise<Alert> {
  const { rule, ...alert } = await book.read(id);
  const noted = { at: now(), actor, action: 'alert-acknowledged' as const, centerId: rule.centerId };
  const subject = { kind: 'alert', id, name: rule.name } as const;
  if (!isTold(actor, rule)) {
    await audit.record({ ...noted, subject, outcome: 'refused' });
    throw new Failure('not-found', 'There is no such alert');
  }
  const after = await desk.acknowledge(id, actor);
  if (!alert.acknowledged) await audit.record({ ...noted, subject, outcome: 'done' });
  return after;
}
