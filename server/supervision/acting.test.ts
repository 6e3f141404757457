import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { AuditPage } from '../protocol/audit.ts';
import { BOARD_NAMESPACE } from '../protocol/board.ts';
import { Started, type TestAgent } from '../testing/started.ts';
import { watchBoard } from '../testing/watched-board.ts';
import { REFUSALS } from './refusals.ts';

/** Supervisors' acts over HTTP, on the whole program: what happens, what is refused, and what is written down of it. */

const started = new Started();
let ana: TestAgent;
let david: TestAgent;
/** Of Lisbon, of Toronto, and of all. */
let sofia = '';
let sam = '';
let admin = '';
const ids: Record<string, string> = {};

beforeAll(async () => {
  await started.start();
  ana = await started.agent('ana@lisbon.example');
  david = await started.agent('david@toronto.example');
  sofia = await started.signIn('sofia@lisbon.example');
  sam = await started.signIn('sam@toronto.example');
  admin = await started.signIn('admin@tandem.example');
  for (const [name, agent] of Object.entries({ ana, david })) ids[name] = agent.state.value?.agent.id ?? '';
}, 60_000);
afterAll(() => started.close());

async function send(cookie: string, method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const response = await started.fetch(`/api/supervision${path}`, { cookie, method, ...(body === undefined ? {} : { body }) });
  return { status: response.status, body: await response.json() };
}

async function log(cookie: string, query = ''): Promise<AuditPage['entries']> {
  return ((await send(cookie, 'GET', `/audit?${query}`)).body as AuditPage).entries;
}

const done = { status: 200, body: {} };
const refused = (status: number, code: string, message: string) => ({
  status,
  body: { error: expect.objectContaining({ code, message }) },
});

describe('an agent’s status', () => {
  test('is set by their supervisor, who is named at the workstation; what the agent chooses is theirs again', async () => {
    expect(await send(sofia, 'PUT', `/agents/${ids.ana}/status`, { status: 'training' })).toEqual(done);
    const { status, setBy } = await ana.status('not-ready');
    expect([status, setBy?.name]).toEqual([expect.objectContaining({ code: 'training' }), 'Sofia Almeida']);
    await ana.available();
    expect(ana.state.value?.setBy).toBeNull();
    expect((await log(sofia, 'action=agent-status-set'))[0]).toMatchObject({
      actor: { name: 'Sofia Almeida' },
      outcome: 'done',
      centerId: 'lisbon',
      subject: { kind: 'agent', id: ids.ana, name: 'Ana Martins' },
      details: { status: 'training' },
    });
  });

  test('of another center’s agent is refused, changes nothing, and is in the log that their own supervisors and administrators see', async () => {
    await david.available();
    const answer = await send(sofia, 'PUT', `/agents/${ids.david}/status`, { status: 'offline' });
    expect(answer).toEqual(refused(403, 'forbidden', 'You do not supervise this center.'));
    expect(david.state.value?.status.kind).toBe('available');
    for (const cookie of [sam, admin])
      expect((await log(cookie, 'outcome=refused'))[0]).toMatchObject({
        actor: { name: 'Sofia Almeida' },
        action: 'agent-status-set',
        centerId: 'toronto',
        details: { status: 'offline', refused: 'You do not supervise this center.', code: 'forbidden' },
      });
    expect(await log(sofia, 'outcome=refused')).toEqual([]);
  });

  test('of who is at no workstation is refused by their center, with their name', async () => {
    const people = (await (await started.fetch('/api/admin/people', { cookie: admin })).json()) as {
      people: { id: string; email: string }[];
    };
    const bruno = people.people.find(({ email }) => email.startsWith('bruno'))?.id;
    const answer = await send(admin, 'PUT', `/agents/${bruno}/status`, { status: 'available' });
    expect(answer).toEqual(refused(409, 'conflict', 'Bruno Costa is not at a workstation'));
  });

  test.each([
    ['an agent', (): string => ana.cookie, 403, 'forbidden'],
    ['nobody', (): string => '', 401, 'not-signed-in'],
  ] as const)('is not set by %s', async (_, cookie, status, code) => {
    const answer = await send(cookie(), 'PUT', `/agents/${ids.ana}/status`, { status: 'offline' });
    expect(answer).toMatchObject({ status, body: { error: { code } } });
  });

  test.each([
    [{ status: 'asleep' }, 'status'],
    [{}, 'status'],
  ])('%j is refused with the field', async (body, field) => {
    expect(await send(sofia, 'PUT', `/agents/${ids.ana}/status`, body)).toMatchObject({
      status: 400,
      body: { error: { code: 'bad-request', field } },
    });
  });
});

describe('an agent’s skills and queues', () => {
  test('are set by their supervisor, and are at the workstation and in what is offered', async () => {
    const { skills } = (await send(sofia, 'GET', `/agents/${ids.ana}`)).body as { skills: { skillId: string; level: number }[] };
    expect(await send(sofia, 'PUT', `/agents/${ids.ana}/skills`, { skills: [...skills, { skillId: 'french', level: 2 }] })).toEqual(done);
    await ana.state.until('French', ({ agent }) => agent.skills.some(({ id, level }) => id === 'french' && level === 2));
    expect(await send(sofia, 'PUT', `/agents/${ids.ana}/skills`, { skills })).toEqual(done);

    expect(await send(sofia, 'PUT', `/agents/${ids.ana}/status`, { status: 'break' })).toEqual(done);
    const caller = started.caller();
    await caller.start('sales-portuguese');
    await ana.state.until('somebody for them', ({ next }) => next?.waiting === 1);
    expect(await send(sofia, 'PUT', `/agents/${ids.ana}/queues`, { excluded: ['sales-portuguese'] })).toEqual(done);
    await ana.state.until('nobody for them', ({ next }) => next?.waiting === 0);
    expect(await send(sofia, 'PUT', `/agents/${ids.ana}/status`, { status: 'available' })).toEqual(done);
    await ana.status('available');
    await ana.state.until('a round trip, and no offer', ({ work, roundTripMs }) => work.kind === 'idle' && roundTripMs !== null);
    expect(await send(sofia, 'PUT', `/agents/${ids.ana}/queues`, { excluded: [] })).toEqual(done);
    expect((await ana.work('offer')).callId).toBe(caller.key?.callId);
    await caller.leave();
    await ana.status('available');
  });

  test.each([
    ['skills', { skills: [{ skillId: 'juggling', level: 1 }] }, 404, 'skills.0.skillId'],
    ['skills', { skills: [{ skillId: 'french', level: 9 }] }, 400, 'skills.0.level'],
    ['queues', { excluded: ['nowhere'] }, 404, 'excluded.0'],
  ])('%s %j are refused with the field', async (what, body, status, field) => {
    expect(await send(sofia, 'PUT', `/agents/${ids.ana}/${what}`, body)).toMatchObject({ status, body: { error: { field } } });
  });
});

describe('a message', () => {
  test('to a center is with each of its agents until they dismiss it, who comes later finds it; never with another center’s', async () => {
    expect(await send(sofia, 'POST', '/centers/lisbon/messages', { text: '  Fire drill at ten <b>  ' })).toEqual(done);
    const [message] = (await ana.state.until('the message', ({ messages }) => messages.length === 1)).messages;
    expect(message).toMatchObject({ fromName: 'Sofia Almeida', text: 'Fire drill at ten <b>' });
    expect(david.state.value?.messages).toEqual([]);
    expect(await david.ask('dismiss-message', { messageId: message?.id })).toEqual({ ok: true, data: {} });
    expect(await ana.ask('dismiss-message', { messageId: message?.id })).toEqual({ ok: true, data: {} });
    await ana.state.until('none', ({ messages }) => messages.length === 0);
    const bruno = await started.agent('bruno@lisbon.example');
    expect(bruno.state.value?.messages).toMatchObject([{ text: 'Fire drill at ten <b>' }]);
    bruno.socket.disconnect();
  });

  test('that is empty or too long is refused with the field', async () => {
    for (const text of ['   ', 'x'.repeat(501)])
      expect(await send(sofia, 'POST', `/agents/${ids.ana}/messages`, { text })).toMatchObject({
        status: 400,
        body: { error: { field: 'text' } },
      });
  });

  test('to another center is refused', async () => {
    expect(await send(sofia, 'POST', '/centers/toronto/messages', { text: 'Hello' })).toMatchObject({ status: 403 });
  });
});

describe('a waiting call', () => {
  test('is put first and sent to another queue; one that waits no longer is refused', async () => {
    expect(await send(sofia, 'PUT', `/agents/${ids.ana}/status`, { status: 'break' })).toEqual(done);
    const [first, second] = [started.caller(), started.caller()];
    await first.start('sales-portuguese');
    await second.start('sales-portuguese');
    await second.position(2);
    const callId = second.key?.callId;
    expect(await send(sofia, 'POST', `/calls/${callId}/first`, {})).toEqual(done);
    await second.position(1);
    expect(await send(sofia, 'PUT', `/calls/${callId}/queue`, { queueId: 'support-french' })).toEqual(done);
    expect((await david.work('offer')).callId).toBe(callId);
    expect(await send(sofia, 'POST', `/calls/${callId}/first`, {})).toEqual(refused(409, 'conflict', 'This call waits no longer'));
    const acts = (await log(admin, 'subject=Maria')).map(({ action, outcome }) => [action, outcome]);
    expect(acts.slice(0, 3)).toEqual([
      ['call-prioritized', 'refused'],
      ['call-moved', 'done'],
      ['call-prioritized', 'done'],
    ]);
    for (const caller of [first, second]) await caller.leave();
    await david.status('available');
  });
});

describe('a queue', () => {
  test('is closed and opened by who supervises all of its centers; who waits goes where it says', async () => {
    const refusal = refused(403, 'forbidden', 'You do not supervise all centers of this queue.');
    expect(await send(sofia, 'PUT', '/queues/sales-portuguese/closed', { closed: true })).toEqual(refusal);
    const waiting = started.caller();
    await waiting.start('sales-portuguese');
    // Whoever looks at the board sees it by the board itself, whoever did it.
    const board = watchBoard(started.socket(BOARD_NAMESPACE, { cookie: sam }));
    const closedOnBoard = () => board.board?.queues.find(({ id }) => id === 'sales-portuguese')?.closed;
    await vi.waitFor(() => expect(closedOnBoard()).toBe(false), { timeout: 10_000 });
    expect(await send(admin, 'PUT', '/queues/sales-portuguese/closed', { closed: true })).toEqual(done);
    expect((await waiting.phase('ended')).phase).toMatchObject({ reason: 'queue-closed' });
    await vi.waitFor(() => expect(closedOnBoard()).toBe(true), { timeout: 10_000 });
    const { queues } = (await send(sofia, 'GET', '/queues')).body as { queues: { id: string; closed: boolean }[] };
    expect(queues.find(({ id }) => id === 'sales-portuguese')).toMatchObject({ closed: true, mayClose: false, mayMove: true });
    expect(await send(admin, 'PUT', '/queues/sales-portuguese/closed', { closed: false })).toEqual(done);
    await vi.waitFor(() => expect(closedOnBoard()).toBe(false), { timeout: 10_000 });
    const next = started.caller();
    await next.start('sales-portuguese');
    await next.phase('waiting');
    await next.leave();
  });
});

describe('what is not there', () => {
  test.each([
    ['PUT', '/agents/nobody/status', { status: 'break' }, 'agent-status-set', 'agent nobody'],
    ['PUT', '/agents/nobody/skills', { skills: [] }, 'agent-skills-set', 'agent nobody'],
    ['PUT', '/agents/nobody/queues', { excluded: [] }, 'agent-queues-set', 'agent nobody'],
    ['POST', '/agents/nobody/messages', { text: 'Hello' }, 'message-sent', 'agent nobody'],
    ['POST', '/centers/nowhere/messages', { text: 'Hello' }, 'message-sent', 'center nowhere'],
    ['PUT', '/queues/nowhere/closed', { closed: true }, 'queue-closed', 'queue nowhere'],
    ['PUT', '/calls/over/queue', { queueId: 'sales-portuguese' }, 'call-moved', 'call over'],
    ['POST', '/calls/over/first', {}, 'call-prioritized', 'call over'],
  ])('is not acted on, and that it was asked for is in the log of one’s own center: %s %s', async (method, path, body, action, subject) => {
    expect(await send(sofia, method, path, body)).toMatchObject({ status: 404, body: { error: { code: 'not-found' } } });
    const [entry] = await log(sofia, `outcome=refused&action=${action}`);
    expect(entry).toMatchObject({ action, centerId: 'lisbon', actor: { name: 'Sofia Almeida' }, details: { code: 'not-found' } });
    expect(`${entry?.subject?.kind} ${entry?.subject?.id}`).toBe(subject);
    expect(await log(sam, `outcome=refused&action=${action}&subject=${entry?.subject?.id}`)).toEqual([]);
  });
});

describe('the audit log', () => {
  test('is searched by who, what, when and on what', async () => {
    const all = (await send(admin, 'GET', '/audit?actor=sofia&action=message-sent')).body as AuditPage;
    expect(all.entries.map(({ actor, action }) => `${actor.name} ${action}`)).toEqual(Array(4).fill('Sofia Almeida message-sent'));
    expect(await log(admin, `from=${Date.now() + 60_000}`)).toEqual([]);
    expect(await log(admin, `until=${Date.now() - 3_600_000}`)).toEqual([]);
    expect(await log(admin, 'actor=%25')).toEqual([]);
    expect(await send(admin, 'GET', '/audit?cursor=x')).toMatchObject({ status: 400, body: { error: { field: 'cursor' } } });
    expect(await send(ana.cookie, 'GET', '/audit')).toMatchObject({ status: 403 });
  });

  test('is exported, with nothing in it that a spreadsheet would run', async () => {
    expect(await send(sofia, 'POST', `/agents/${ids.ana}/messages`, { text: '=1+1' })).toEqual(done);
    const response = await started.fetch('/api/supervision/audit/export?format=csv', { cookie: sofia });
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="audit-log.csv"');
    const lines = (await response.text()).split('\r\n');
    expect(lines[0]).toBe('id,time,person id,person,action,outcome,center,subject kind,subject id,subject,details');
    expect(lines[1]).toContain('message-sent,done,lisbon');
    expect(
      lines
        .slice(1)
        .flatMap((line) => line.split(','))
        .filter((cell) => /^"?[=+@-]/.test(cell)),
    ).toEqual([]);
    const json = await started.fetch('/api/supervision/audit/export?format=json', { cookie: sofia });
    expect(((await json.json()) as { entries: unknown[] }).entries[0]).toMatchObject({ details: { text: '=1+1' } });
  });
});

test('who is refused again and again is not heard for a while, and fills no log', async () => {
  const refusals: number[] = [];
  for (let count = 0; count < REFUSALS.points + 3; count += 1)
    refusals.push((await send(sam, 'PUT', `/agents/${ids.ana}/status`, { status: 'offline' })).status);
  expect(new Set(refusals)).toEqual(new Set([403, 429]));
  expect(refusals.at(-1)).toBe(429);
  expect((await log(admin, 'actor=sam&outcome=refused')).length).toBeLessThanOrEqual(REFUSALS.points);
});

test('a supervisor acts on a center that they were granted, until it is taken back', async () => {
  const people = (await (await started.fetch('/api/admin/people', { cookie: admin })).json()) as {
    people: ({ id: string; email: string } & object)[];
  };
  const person = people.people.find(({ email }) => email.startsWith('sofia'));
  const grant = (supervises: string[]) =>
    started.fetch(`/api/admin/people/${person?.id}`, { cookie: admin, method: 'PATCH', body: { ...person, supervises } });
  expect((await grant(['nowhere'])).status).toBe(404);
  expect((await grant(['toronto'])).status).toBe(200);
  expect((await send(sofia, 'GET', '/rights')).body).toEqual({
    centers: [
      { id: 'lisbon', name: 'Lisbon' },
      { id: 'toronto', name: 'Toronto' },
    ],
  });
  expect(await send(sofia, 'PUT', `/agents/${ids.david}/status`, { status: 'lunch' })).toEqual(done);
  await david.status('not-ready');
  await grant([]);
  expect(await send(sofia, 'PUT', `/agents/${ids.david}/status`, { status: 'available' })).toMatchObject({ status: 403 });
});
