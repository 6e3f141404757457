import { DateTime } from 'luxon';
import { afterEach, describe, expect, test } from 'vitest';
import { CRM_SECRET, ReferenceCrm } from './data/testing/reference-crm.ts';
import { Peer } from './media/testing/peer.ts';
import type { Ack } from './protocol/common.ts';
import type { CustomerCard, CustomerFields, CustomerMatch, CustomerSummary, UpdateResult } from './protocol/customers.ts';
import type { MyDay, MyFollowUps } from './protocol/desk.ts';
import { Started, type TestAgent, type TestCaller } from './testing/started.ts';

/** What agents do from their desks, over real sockets and on a real database: customers, notes, follow-ups, wrap-up, the day. */

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function tandem(): Promise<Started> {
  const started = new Started();
  open.push(started);
  return started.start();
}

async function asked<T>(agent: TestAgent, event: string, message: object = {}): Promise<T> {
  const ack = (await agent.ask(event, message)) as Ack<T>;
  if (!ack.ok) throw new Error(`${event} was refused: ${JSON.stringify(ack.error)}`);
  return ack.data;
}

/** The agent gets a call, and is shown whose it is. */
async function offered(
  started: Started,
  agent: TestAgent,
  caller: TestCaller,
  change: object = {},
  queueId = 'sales-english',
): Promise<CustomerMatch> {
  await agent.available();
  await caller.start(queueId, change);
  const { work } = await agent.state.until(
    'an offer with its customer',
    ({ work }) => work.kind === 'offer' && work.customer.kind !== 'looking',
  );
  if (work.kind !== 'offer') throw new Error('This is no offer');
  expect(started.fatal).toBeNull();
  return work.customer;
}

/** Accepts, talks until audio goes both ways, hangs up. */
async function untilWrapup(started: Started, agent: TestAgent, caller: TestCaller) {
  const callerPeer = new Peer(started.tandem.url, 'caller', caller.call.value?.ticket ?? '');
  open.push(callerPeer);
  await agent.accept();
  const { ticket } = await agent.work('call');
  const agentPeer = new Peer(started.tandem.url, 'agent', ticket);
  open.push(agentPeer);
  await caller.phase('connected');
  await caller.leave();
  return agent.work('wrapup');
}

const card = (agent: TestAgent): CustomerCard | null => {
  const { work } = agent.state.value ?? {};
  return work && work.kind !== 'idle' && work.customer.kind === 'known' ? work.customer.card : null;
};
const shows = (agent: TestAgent, what: string, matches: (card: CustomerCard) => boolean) =>
  agent.state.until(what, ({ work }) => work.kind !== 'idle' && work.customer.kind === 'known' && matches(work.customer.card));
const adminOf = (started: Started) => started.signIn('admin@tandem.example');

async function changeQueue(started: Started, id: string, change: object): Promise<void> {
  const cookie = await adminOf(started);
  const { queues } = (await (await started.fetch('/api/admin/queues', { cookie })).json()) as { queues: { id: string }[] };
  const { id: _, ...queue } = queues.find((one) => one.id === id) ?? { id };
  const response = await started.fetch(`/api/admin/queues/${id}`, { method: 'PATCH', cookie, body: { ...queue, ...change } });
  expect(response.status).toBe(200);
}

describe('customers', () => {
  test('two agents with one customer on screen: a change of either is shown to both, the same field is a conflict', async () => {
    const started = await tandem();
    const [ana, bruno] = [await started.agent('ana@lisbon.example'), await started.agent('bruno@lisbon.example')];
    await offered(started, ana, started.caller(), {}, 'sales-portuguese');
    await offered(started, bruno, started.caller(), {}, 'support-english');
    const seen = card(ana)?.customer;
    if (!seen) throw new Error('Ana sees no customer');
    const update = (agent: TestAgent, changes: Partial<CustomerFields>) =>
      asked<UpdateResult>(agent, 'update-customer', { customerId: seen.id, version: seen.version, changes });
    expect(await update(bruno, { company: 'Padaria Silva' })).toMatchObject({ kind: 'saved' });
    await shows(ana, 'Bruno’s change', ({ customer }) => customer.company === 'Padaria Silva');
    // From what she had seen before: another field is saved, the same one is told.
    expect(await update(ana, { phone: '+351 1' })).toMatchObject({ kind: 'saved', card: { customer: { company: 'Padaria Silva' } } });
    await shows(bruno, 'Ana’s change', ({ customer }) => customer.phone === '+351 1');
    expect(await update(ana, { company: 'Café Silva' })).toMatchObject({
      kind: 'conflict',
      fields: ['company'],
      by: 'Bruno Costa',
      card: { customer: { company: 'Padaria Silva' } },
    });
    expect(card(bruno)?.customer.company).toBe('Padaria Silva');
    expect(await ana.ask('update-customer', { customerId: seen.id, version: seen.version, changes: { email: 'nonsense' } })).toMatchObject({
      ok: false,
      error: { code: 'bad-request', field: 'changes.email' },
    });
    // An agent of another center reads and changes none of it.
    const carol = await started.agent('carol@toronto.example');
    expect(await carol.ask('read-customer', { customerId: seen.id })).toMatchObject({ error: { code: 'not-found' } });
    expect(await carol.ask('update-customer', { customerId: seen.id, version: '1', changes: { name: 'X' } })).toMatchObject({
      error: { code: 'not-found' },
    });
  });

  test('an unknown caller is looked for, linked, and stays linked through a reload; the duplicate is merged', async () => {
    const started = await tandem();
    const ana = await started.agent('ana@lisbon.example');
    const caller = started.caller();
    expect(await offered(started, ana, caller, { name: 'Rui', email: 'rui.new@example.com' })).toEqual({ kind: 'unknown' });
    const { callId } = await ana.work('offer');
    const fields = {
      name: 'Rui F.',
      email: 'rui.new@example.com',
      phone: '123',
      company: null,
      tier: 'standard',
      language: 'pt',
      notes: '',
    };
    expect(await ana.ask('create-customer', { callId, fields: { ...fields, email: 'rui.fonseca@example.com' } })).toMatchObject({
      error: { code: 'conflict', field: 'email' },
    });
    await asked(ana, 'create-customer', { callId, fields });
    await shows(ana, 'the new customer', ({ customer }) => customer.name === 'Rui F.');
    const created = card(ana)?.customer;
    const { customers } = await asked<{ customers: CustomerSummary[] }>(ana, 'search-customers', { query: 'fonseca rui' });
    const [rui] = customers;
    if (!rui || !created) throw new Error('Rui is not found');
    expect(customers).toHaveLength(1);
    await asked(ana, 'link-customer', { callId, customerId: rui.id });
    await shows(ana, 'the customer linked to', ({ customer, history }) => customer.id === rui.id && history.length > 0);
    const foreign = await ana.ask('link-customer', { callId, customerId: 'toronto-grace-kim' });
    expect(foreign).toMatchObject({ error: { code: 'not-found' } });
    ana.state.value = null;
    ana.socket.disconnect().connect();
    await shows(ana, 'the link after a reload', ({ customer }) => customer.id === rui.id);

    const { card: kept } = await asked<{ card: CustomerCard }>(ana, 'read-customer', { customerId: rui.id });
    const { id: _, version: __, ...best } = kept.customer;
    const merging = { keep: kept.customer, drop: created, fields: { ...best, email: created.email, phone: '123' } };
    expect(await ana.ask('merge-customers', { ...merging, drop: kept.customer })).toMatchObject({ error: { code: 'bad-request' } });
    const { card: merged } = await asked<{ card: CustomerCard }>(ana, 'merge-customers', merging);
    expect(merged).toMatchObject({ customer: { id: rui.id, email: created.email, phone: '123' } });
    expect(merged.history).toHaveLength(kept.history.length);
    await shows(ana, 'the merged customer', ({ customer }) => customer.phone === '123');
    expect(await ana.ask('read-customer', { customerId: created.id })).toMatchObject({ error: { code: 'not-found' } });
  });

  test('a company’s system answers, then talks nonsense: what is known is shown with its age, and the call goes on', async () => {
    const started = await tandem();
    const crm = await ReferenceCrm.start();
    open.push(crm);
    const cookie = await adminOf(started);
    const source = { kind: 'http', url: crm.url, secret: CRM_SECRET, timeoutSeconds: 2 };
    const put = (body: object, asWhom = cookie) =>
      started.fetch('/api/admin/centers/lisbon/customers', { method: 'PUT', cookie: asWhom, body });
    expect((await put(source, await started.signIn('sofia@lisbon.example'))).status).toBe(403);
    expect(await (await put({ ...source, url: 'ftp://crm.example' })).json()).toMatchObject({
      error: { code: 'bad-request', field: 'url' },
    });
    expect((await put(source)).status).toBe(200);
    const tried = await started.fetch('/api/admin/centers/lisbon/customers/try', {
      method: 'POST',
      cookie,
      body: { ...source, secret: null },
    });
    expect(await tried.json()).toMatchObject({ kind: 'answered', customers: 0 });

    const ana = await started.agent('ana@lisbon.example');
    const first = started.caller();
    expect(await offered(started, ana, first)).toEqual({ kind: 'unknown' });
    const fields = {
      name: 'Maria S.',
      email: 'maria.silva@example.com',
      phone: null,
      company: null,
      tier: 'gold',
      language: 'pt',
      notes: '',
    };
    await asked(ana, 'create-customer', { callId: (await ana.work('offer')).callId, fields });
    await shows(ana, 'the company’s record', ({ customer, editable }) => customer.id === 'crm-1' && editable);
    await first.leave();
    await ana.work('idle');

    crm.mood = 'wrong-types';
    const second = started.caller();
    const stale = await offered(started, ana, second);
    expect(stale).toMatchObject({ kind: 'known', card: { customer: { id: 'crm-1', name: 'Maria S.' }, editable: false } });
    expect(stale.kind === 'known' && stale.card.staleSince).toBeGreaterThan(0);
    expect(await ana.ask('update-customer', { customerId: 'crm-1', version: '1', changes: { name: 'X' } })).toMatchObject({
      error: { code: 'unavailable' },
    });
    // As soon as it answers rightly again, what is shown is fresh: here when the call goes on.
    crm.mood = 'well';
    const { callId } = await untilWrapup(started, ana, second);
    await shows(ana, 'a fresh record', ({ staleSince, editable }) => staleSince === null && editable);
    await asked(ana, 'finish-wrapup', { callId, disposition: ['Order placed'], notes: 'Beans' });
    const third = started.caller();
    expect(await offered(started, ana, third)).toMatchObject({ kind: 'known', card: { history: [{ callId, notes: 'Beans' }] } });
    expect(started.warnings.filter((line) => line.includes('does not answer as it should'))).toHaveLength(1);
  });
});

describe('a wrap-up', () => {
  test('notes are there after a reload and on another machine; follow-up and disposition are kept with the call', async () => {
    const started = await tandem();
    const ana = await started.agent('ana@lisbon.example');
    const caller = started.caller();
    await offered(started, ana, caller);
    const { callId, dispositions } = await untilWrapup(started, ana, caller);
    expect(dispositions.map(({ name }) => name)).toContain('Not now');
    await asked(ana, 'save-notes', { callId, notes: 'Wants the blue gr' });
    expect(await ana.ask('save-notes', { callId: 'another', notes: 'x' })).toMatchObject({ error: { code: 'conflict' } });
    const other = await started.workstation('lisbon', ana.cookie);
    expect(await other.work('wrapup')).toMatchObject({ notes: 'Wants the blue gr' });
    expect(await ana.ask('save-notes', { callId, notes: 'x' }).catch(() => 'cut off')).not.toMatchObject({ ok: true });

    const today = DateTime.now().setZone('Europe/Lisbon');
    const finish = { callId, disposition: ['Not now', 'Not in stock'], notes: 'Wants the blue grinder' };
    for (const [change, field] of [
      [{ disposition: ['Not now'] }, 'disposition'], // no leaf
      [{ disposition: ['Not in stock'] }, 'disposition'],
      [{ disposition: [] }, 'disposition'],
      [{ followUp: { dueOn: today.minus({ days: 1 }).toISODate(), note: 'Call' } }, 'followUp.dueOn'],
      [{ followUp: { dueOn: 'tomorrow', note: 'Call' } }, 'followUp.dueOn'],
      [{ followUp: { dueOn: today.toISODate(), note: ' ' } }, 'followUp.note'],
    ] as const)
      expect(await other.ask('finish-wrapup', { ...finish, ...change })).toMatchObject({
        ok: false,
        error: { code: 'bad-request', field },
      });
    const followUp = { dueOn: today.toISODate(), note: 'Say when the blue grinder is in' };
    await asked(other, 'finish-wrapup', { ...finish, followUp });
    await other.state.until(
      'the follow-up counted',
      ({ followUps }) => followUps.open === 1 && followUps.dueToday === 1 && followUps.overdue === 0,
    );

    const { followUps } = await asked<MyFollowUps>(other, 'my-follow-ups');
    expect(followUps).toMatchObject([{ ...followUp, callId, customerName: 'Maria Silva', agentName: 'Ana Martins', doneAt: null }]);
    const next = started.caller();
    const again = await offered(started, other, next);
    const shown = again.kind === 'known' ? again.card : null;
    expect(shown?.history[0]).toMatchObject({ callId, disposition: 'Not now › Not in stock', notes: 'Wants the blue grinder' });
    expect(shown?.followUps).toMatchObject([followUp]);
    const carol = await started.agent('carol@toronto.example');
    const ref = { followUpId: followUps[0]?.id };
    expect(await carol.ask('finish-follow-up', ref)).toMatchObject({ error: { code: 'not-found' } });
    await asked(other, 'finish-follow-up', ref);
    await shows(other, 'no open follow-up', (one) => one.followUps.length === 0);
    await other.state.until('none counted', (state) => state.followUps.open === 0);
    await asked(other, 'finish-follow-up', ref);

    const day = await asked<MyDay>(other, 'my-day');
    expect(day).toMatchObject({
      timeZone: 'Europe/Lisbon',
      figures: { calls: 1, missed: 0 },
      calls: [{ callId, disposition: 'Not now › Not in stock' }],
    });
    expect(day.segments.map(({ kind }) => kind)).toEqual(['available', 'on-call', 'wrapup', 'available']);
    expect(day.figures.occupancy).toBeGreaterThan(0);
  });

  test('ends by time where its queue says so: what was typed is kept, also what comes a moment later; a break asked for begins', async () => {
    const started = await tandem();
    await changeQueue(started, 'sales-english', { wrapupSeconds: 1, wrapupExtensionSeconds: 0, wrapupEnds: 'time' });
    const ana = await started.agent('ana@lisbon.example');
    const caller = started.caller();
    await offered(started, ana, caller);
    await asked(ana, 'save-notes', { callId: (await ana.work('offer')).callId, notes: 'Typed during the call' });
    await asked(ana, 'set-status', { status: 'break' });
    await ana.state.until('a break afterwards', ({ afterwards, status }) => afterwards === 'break' && status.kind === 'reserved');
    const { callId, ends } = await untilWrapup(started, ana, caller);
    expect(ends).toBe('time');
    const state = await ana.state.until('the end by time', ({ work }) => work.kind === 'idle');
    expect(state).toMatchObject({ status: { kind: 'not-ready', code: 'break' }, afterwards: null });
    await ana.state.until('the call counted', ({ today }) => today.calls === 1);
    expect((await asked<MyDay>(ana, 'my-day')).calls).toMatchObject([{ callId, disposition: null, notes: 'Typed during the call' }]);
    await asked(ana, 'save-notes', { callId, notes: 'Typed during the call, and the rest' });
    expect((await asked<MyDay>(ana, 'my-day')).calls).toMatchObject([{ callId, notes: 'Typed during the call, and the rest' }]);
    expect(await ana.ask('finish-wrapup', { callId, disposition: ['Order placed'], notes: '' })).toMatchObject({
      error: { code: 'conflict' },
    });
  });
});
