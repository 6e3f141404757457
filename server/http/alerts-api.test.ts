import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ALERTS_NAMESPACE,
  type Alert,
  type AlertFigures,
  type AlertHistory,
  type AlertRule,
  type AlertRuleInput,
  type AlertRules,
} from '../protocol/alerts.ts';
import type { AuditEntry } from '../protocol/audit.ts';
import { Started } from '../testing/started.ts';

/** Who keeps which rules, what fires, who is told, and what is refused. */

const started = new Started();
let admin = '';
let lisbon = '';
let toronto = '';
beforeAll(async () => {
  await started.start();
  admin = await started.signIn('admin@tandem.example');
  lisbon = await started.signIn('sofia@lisbon.example');
  toronto = await started.signIn('sam@toronto.example');
});
afterAll(() => started.close());

const rule: AlertRuleInput = {
  ...{ name: 'Somebody waits', measure: 'waiting', scope: { kind: 'queue', id: 'sales-portuguese' }, comparison: 'above', threshold: 0 },
  ...{ forSeconds: 0, centerId: 'lisbon', sound: true, active: true },
};
async function send<T = AlertRule>(method: string, path: string, cookie: string, body?: object) {
  const response = await started.fetch(`/api/alerts${path}`, { method, cookie, ...(body ? { body } : {}) });
  const answer = (await response.json()) as T & { error?: { code: string; field?: string; message: string } };
  return { status: response.status, answer };
}
const history = async (cookie: string) => (await send<AlertHistory>('GET', '/history', cookie)).answer.alerts;

/** What a supervisor’s page is told, newest last. */
function page(cookie: string) {
  const socket = started.socket(ALERTS_NAMESPACE, { cookie });
  let now: Alert[] | null = null;
  let figuresNow: AlertFigures = {};
  const checks = new Set<() => void>();
  const told = () => {
    for (const check of checks) check();
  };
  socket.on('alerts', ({ alerts }: { alerts: Alert[] }) => {
    now = alerts;
    told();
  });
  socket.on('figures', ({ figures }: { figures: AlertFigures }) => {
    figuresNow = figures;
    told();
  });
  const until = (matches: (alerts: Alert[]) => boolean) =>
    new Promise<Alert[]>((resolve) => {
      const check = () => {
        if (now === null || !matches(now)) return;
        checks.delete(check);
        resolve(now);
      };
      checks.add(check);
      check();
    });
  /** Until the figure of an alert is this one now. */
  const untilFigure = (id: string, figure: number) => until(() => figuresNow[id] === figure);
  return { socket, until, untilFigure, figures: () => figuresNow };
}

describe('an alert', () => {
  test('fires, is told to those whom it is for, is acknowledged once, clears, and is in the history after a restart', async () => {
    const { answer: made } = await send('POST', '/rules', lisbon, rule);
    const [here, there] = [page(lisbon), page(toronto)];
    await there.until((alerts) => alerts.length === 0);
    expect(await here.until((alerts) => alerts.length === 0)).toEqual([]);
    const caller = started.caller();
    await caller.start('sales-portuguese');
    const [alert] = await here.until((alerts) => alerts.length === 1);
    expect(alert).toMatchObject({ ruleId: made.id, scopeName: 'Sales (Portuguese)', value: 1, acknowledged: null, clearedAt: null });
    const id = alert?.id ?? '';
    await here.untilFigure(id, 1);
    const second = started.caller();
    await second.start('sales-portuguese');
    // It goes on with the figure as it is; the alert keeps the one it fired with.
    await here.untilFigure(id, 2);
    expect((await here.until(() => true))[0]?.value).toBe(1);
    expect(there.figures()).toEqual({});
    await second.leave();
    await here.untilFigure(id, 1);

    expect(await send('POST', `/${id}/acknowledge`, toronto, {})).toMatchObject({ status: 404 });
    expect(await there.socket.emitWithAck('acknowledge', { id })).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(await here.socket.emitWithAck('acknowledge', { id })).toEqual({ ok: true, data: {} });
    await here.until(([one]) => one?.acknowledged?.byName === 'Sofia Almeida');
    // Whoever comes second has not acknowledged it.
    expect((await send('POST', `/${id}/acknowledge`, admin, {})).answer).toMatchObject({ acknowledged: { byName: 'Sofia Almeida' } });

    await caller.leave();
    await here.until((alerts) => alerts.length === 0);
    await started.restart();
    expect((await history(lisbon))[0]).toMatchObject({ id, clearedBy: 'figures', acknowledged: { byName: 'Sofia Almeida' } });
    expect((await history(admin)).map((one) => one.id)).toContain(id);
    expect(await history(toronto)).toEqual([]);
    await send('DELETE', `/rules/${made.id}`, lisbon);
  });

  test('that has fired stays through a restart, and is over when its rule is changed', async () => {
    const { answer: made } = await send('POST', '/rules', admin, { ...rule, centerId: null });
    const caller = started.caller();
    await caller.start('sales-portuguese');
    const [before] = await page(toronto).until((alerts) => alerts.length === 1);
    await started.restart();
    const again = page(toronto);
    expect(await again.until((alerts) => alerts.length === 1)).toEqual([before]);
    await send('PATCH', `/rules/${made.id}`, admin, { ...rule, centerId: null, threshold: 500 });
    await again.until((alerts) => alerts.length === 0);
    expect((await history(admin))[0]).toMatchObject({ id: before?.id, clearedBy: 'rule-changed' });
    expect(await send('DELETE', `/rules/${made.id}`, admin)).toMatchObject({ status: 200 });
  });
});

describe('a rule', () => {
  test('is kept by the supervisors of the center that it is for, and nobody else', async () => {
    const { answer: made } = await send('POST', '/rules', lisbon, { ...rule, active: false });
    const refused = { status: 403, answer: { error: { code: 'forbidden', field: 'centerId' } } };
    expect(await send('POST', '/rules', toronto, rule)).toMatchObject(refused);
    expect(await send('POST', '/rules', toronto, { ...rule, centerId: null })).toMatchObject(refused);
    expect(await send('PATCH', `/rules/${made.id}`, toronto, { ...rule, centerId: 'toronto' })).toMatchObject(refused);
    expect(await send('PATCH', `/rules/${made.id}`, lisbon, { ...rule, centerId: 'toronto' })).toMatchObject(refused);
    expect(await send('DELETE', `/rules/${made.id}`, toronto)).toMatchObject(refused);
    const ana = await started.signIn('ana@lisbon.example');
    expect(await send('GET', '/rules', ana)).toMatchObject({ status: 403 });
    expect(await send('POST', '/rules', ana, rule)).toMatchObject({ status: 403 });
    const search = '/api/supervision/audit?actor=Ana';
    const byAna = ((await (await started.fetch(search, { cookie: admin })).json()) as { entries: AuditEntry[] }).entries;
    expect(byAna.slice(0, 2).map(({ action, outcome }) => [action, outcome])).toEqual([
      ['alert-rule-changed', 'refused'],
      ['read', 'refused'],
    ]);
    expect((await send<AlertRules>('GET', '/rules', toronto)).answer.rules).toEqual([]);
    expect((await send<AlertRules>('GET', '/rules', lisbon)).answer).toMatchObject({
      rules: [{ id: made.id }],
      centers: [{ id: 'lisbon' }],
      forAll: false,
    });
    await send('DELETE', `/rules/${made.id}`, lisbon);
    expect(await send('PATCH', `/rules/${made.id}`, lisbon, rule)).toMatchObject({ status: 404 });
    const { entries } = (await (await started.fetch('/api/supervision/audit', { cookie: admin })).json()) as { entries: AuditEntry[] };
    const noted = entries.filter(({ action, subject }) => action === 'alert-rule-changed' && subject?.name === rule.name);
    expect(noted.slice(0, 3).map(({ outcome, actor, details }) => [outcome, actor.name, details.change])).toEqual([
      ['done', 'Sofia Almeida', 'deleted'],
      ['refused', 'Sam Wilson', 'deleted'],
      ['refused', 'Sofia Almeida', 'changed'],
    ]);
  });

  test('about an agent is kept by those who supervise the agent, and the choices are those', async () => {
    const { agents } = (await send<AlertRules>('GET', '/rules', lisbon)).answer;
    const others = (await send<AlertRules>('GET', '/rules', toronto)).answer.agents;
    const [ana, david] = [agents.find(({ name }) => name.startsWith('Ana')), others.find(({ name }) => name.startsWith('David'))];
    expect(agents.map(({ id }) => id)).not.toContain(david?.id);
    const about = (id = '') => ({ ...rule, measure: 'time-in-wrapup', scope: { kind: 'agent', id }, threshold: 60, active: false });
    expect(await send('POST', '/rules', lisbon, about(david?.id))).toMatchObject({ status: 403 });
    const { status, answer } = await send('POST', '/rules', lisbon, about(ana?.id));
    expect({ status, scope: answer.scope }).toEqual({ status: 200, scope: { kind: 'agent', id: ana?.id } });
    await send('DELETE', `/rules/${answer.id}`, lisbon);
  });

  const never: [what: string, change: object, field: string][] = [
    ['a service level above 100 %', { measure: 'service-level', threshold: 101 }, 'threshold'],
    ['a service level that must go above 100 %', { measure: 'service-level', threshold: 100 }, 'threshold'],
    ['a share below nothing', { measure: 'abandonment', comparison: 'below', threshold: 0 }, 'threshold'],
    ['a negative number of waiting callers', { threshold: -1 }, 'threshold'],
    ['a wait of more than a day', { measure: 'longest-wait', threshold: 90_000 }, 'threshold'],
    ['a quality of lines below the worst', { measure: 'line-quality', comparison: 'below', threshold: 1 }, 'threshold'],
    ['what is no number', { threshold: 'many' }, 'threshold'],
    ['a queue that nobody knows', { scope: { kind: 'queue', id: 'nowhere' } }, 'scope.id'],
    ['a center that nobody knows', { measure: 'data-age', scope: { kind: 'center', id: 'atlantis' } }, 'scope.id'],
    ['supervisors of a center that nobody knows', { centerId: 'atlantis' }, 'centerId'],
    ['what is not measured of a center', { measure: 'longest-wait', scope: { kind: 'center', id: 'lisbon' } }, 'measure'],
    ['what is not measured of an agent', { scope: { kind: 'agent', id: 'somebody' } }, 'measure'],
    ['an agent whom nobody knows', { measure: 'time-in-wrapup', scope: { kind: 'agent', id: 'somebody' } }, 'scope.id'],
    ['an occupancy above 100 %', { measure: 'occupancy', scope: { kind: 'all' }, threshold: 100 }, 'threshold'],
    ['a wrap-up of more than a day', { measure: 'time-in-wrapup', scope: { kind: 'all' }, threshold: 86_400 }, 'threshold'],
    ['a negative error of estimates', { measure: 'estimate-error', comparison: 'below', threshold: 0 }, 'threshold'],
    ['more agents than a center has', { measure: 'agents-on-call', scope: { kind: 'center', id: 'lisbon' }, threshold: 60 }, 'threshold'],
    ['more agents than there are', { measure: 'agents-in-wrapup', scope: { kind: 'all' }, threshold: 900 }, 'threshold'],
    ['more agents than a queue has', { measure: 'available-agents', threshold: 900 }, 'threshold'],
    ['more silent centers than there are', { measure: 'silent-centers', scope: { kind: 'all' }, threshold: 40 }, 'threshold'],
    ['fewer calls than none', { measure: 'offered', comparison: 'below', threshold: 0 }, 'threshold'],
    ['what is not measured at all', { measure: 'happiness' }, 'measure'],
    ['a time of more than a day', { forSeconds: 86_401 }, 'forSeconds'],
    ['a negative time', { forSeconds: -1 }, 'forSeconds'],
    ['no name', { name: '' }, 'name'],
  ];
  test.each(never)('with %s is refused, and the field is named', async (_, change, field) => {
    expect((await send('POST', '/rules', admin, { ...rule, ...change })).answer.error).toMatchObject({ field });
    expect((await send<AlertRules>('GET', '/rules', admin)).answer.rules).toEqual([]);
  });

  test('on more callers than a queue lets wait is refused', async () => {
    const { queues } = (await (await started.fetch('/api/admin/queues', { cookie: admin })).json()) as { queues: { id: string }[] };
    const { id, ...queue } = queues.find((one) => one.id === 'sales-portuguese') ?? { id: '' };
    await started.fetch(`/api/admin/queues/${id}`, {
      method: 'PATCH',
      cookie: admin,
      body: { ...queue, maxLength: 10, maxWaitSeconds: 60 },
    });
    const tried = async (change: object) =>
      (await send('POST', '/rules', admin, { ...rule, ...change, active: false })).answer.error?.field;
    expect(await tried({ threshold: 10 })).toBe('threshold');
    expect(await tried({ measure: 'longest-wait', threshold: 60 })).toBe('threshold');
    expect(await tried({ threshold: 9 })).toBeUndefined();
    // Other queues let more of them wait.
    expect(await tried({ scope: { kind: 'all' }, threshold: 10 })).toBeUndefined();
  });
});
