import { afterEach, beforeEach, expect, test } from 'vitest';
import { Peer, refusedHandshake } from './media/testing/peer.ts';
import { ROUTER_CAPABILITIES } from './protocol/media-codec.ts';
import type { MediaNodeKey, MediaNodes, MediaNodeView } from './protocol/media-nodes.ts';
import { SystemView } from './protocol/system.ts';
import { Program } from './testing/program.ts';
import { freePort, type TestAgent, type TestCaller } from './testing/started.ts';

/** Media servers of two centers, each a process of its own, with a server that has no media: calls by real RTP, and faults. */

/** The first of the routing servers that they are told of: it can't be reached. */
const NOBODY = 'http://127.0.0.1:1';
const FIVE_MINUTES_MS = 300_000;
const open: (() => unknown)[] = [];
let server: Program;
let admin: string;
beforeEach(async () => {
  server = new Program({ TANDEM_ROLES: 'routing,center,web' });
  open.push(() => server.close());
  await server.start();
  admin = await server.started.signIn('admin@tandem.example');
});
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

interface Node {
  id: string;
  url: string;
  program: Program;
}

async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await server.started.fetch(`/api/admin/media-nodes${path}`, { method, cookie: admin, ...(body ? { body } : {}) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

const stateOf = async (id: string): Promise<MediaNodeView | undefined> =>
  (await ask<MediaNodes>('GET', '')).nodes.find((node) => node.id === id);
const isIn = (id: string, state: string) => expect.poll(async () => (await stateOf(id))?.state, { timeout: 10_000 }).toBe(state);

async function node(id: string, centerId: string | null, environment: Record<string, string> = {}): Promise<Node> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { key } = await ask<MediaNodeKey>('POST', '', { id, name: `Media ${id}`, centerId, url });
  const made = new Program(
    {
      ...{ TANDEM_ROLES: 'media', TANDEM_NODE_ID: id, TANDEM_NODE_KEY: key, TANDEM_ROUTING_URL: `${NOBODY},${server.started.tandem.url}` },
      ...{ PORT: String(port), ...environment },
    },
    { clock: true },
  );
  // The clock of a media server's machine is wrong; tickets of two minutes are good there all the same.
  made.setClock(FIVE_MINUTES_MS);
  open.push(() => made.close());
  await made.start();
  await isIn(id, 'up');
  return { id, url, program: made };
}

const claimsOf = (ticket: string): { node?: string; url?: string } =>
  JSON.parse(Buffer.from(ticket.split('.')[1] ?? '', 'base64url').toString() || '{}');

function join(name: string, ticket: string): Peer {
  const peer = new Peer(claimsOf(ticket).url ?? '', name, ticket);
  open.push(() => peer.close());
  return peer;
}

/** The caller's ticket, once it leads to this node. */
async function callerAt(caller: TestCaller, id: string): Promise<string> {
  return (await caller.call.until(`a ticket to ${id}`, ({ ticket }) => claimsOf(ticket).node === id)).ticket;
}
async function agentAt(agent: TestAgent, id: string): Promise<string> {
  const { work } = await agent.state.until(`a ticket to ${id}`, ({ work }) => work.kind === 'call' && claimsOf(work.ticket).node === id);
  return work.kind === 'call' ? work.ticket : '';
}
const connected = (agent: TestAgent) =>
  agent.state.until('a connected call', ({ work }) => work.kind === 'call' && work.phase.kind === 'connected');

async function call(): Promise<{ caller: TestCaller; ana: TestAgent }> {
  const caller = server.started.caller();
  const ana = await server.started.agent('ana@lisbon.example');
  return { caller, ana };
}

/** Ana and the caller talk at this node. */
async function talk({ caller, ana }: { caller: TestCaller; ana: TestAgent }, at: string) {
  await ana.available();
  await ana.work('offer');
  const maria = join('maria', await callerAt(caller, at));
  await ana.accept();
  const agent = join('ana', await agentAt(ana, at));
  await Promise.all([maria.hears('ana', 10), agent.hears('maria', 10)]);
  await connected(ana);
  return { maria, agent };
}

test('a caller waits near themselves, is moved to the agent’s center, and goes on talking there while the routing server is killed', async () => {
  const [lisbon, toronto] = await Promise.all([node('lisbon-1', 'lisbon'), node('toronto-1', 'toronto')]);
  const { caller, ana } = await call();
  await caller.start('sales-english', { roundTrips: { lisbon: 120, toronto: 15 } });
  const waiting = await callerAt(caller, toronto.id);
  const before = join('maria', waiting);
  await before.hasSent(10);

  await ana.available();
  await ana.work('offer');
  const moved = await callerAt(caller, lisbon.id);
  expect(claimsOf(moved).url).toBe(lisbon.url);
  const maria = join('maria', moved);
  // Whoever is at the new place is put out of the old one, and is told that it is no end.
  await before.isTold('closed moved');
  await ana.accept();
  const agent = join('ana', await agentAt(ana, lisbon.id));
  await Promise.all([maria.hears('ana', 10), agent.hears('maria', 10)]);
  const metrics = async () => (await fetch(`${lisbon.url}/metrics`)).text();
  await expect.poll(metrics, { timeout: 10_000 }).toMatch(/^tandem_media_packets_total\{direction="up"\} [1-9]/m);
  expect(await metrics()).toMatch(/^tandem_server_info\{roles="media",version="[\d.]+"\} 1$/m);
  const elsewhere = await fetch(`${lisbon.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } });
  expect(elsewhere.status).toBe(401);
  await connected(ana);

  const from = maria.numbersOf('ana').length;
  await server.end('SIGKILL');
  for (const latest of [caller.call, ana.state]) latest.value = null;
  await Promise.all([maria.hears('ana', 50), agent.hears('maria', 50)]);
  await server.start();
  await isIn(lisbon.id, 'up');
  // Nobody joined anew, and not one packet was lost.
  await Promise.all([connected(ana), callerAt(caller, lisbon.id)]);
  await Promise.all([maria.hears('ana', 50), agent.hears('maria', 50)]);
  const heard = maria.numbersOf('ana').slice(from);
  expect(heard.map((number) => number - (heard[0] ?? 0))).toEqual(heard.map((_, nth) => nth));
  expect([...maria.told, ...agent.told].filter((what) => /^(disconnect|lost|closed)/.test(what))).toEqual([]);
  expect([...maria.told, ...agent.told].filter((what) => what === 'joined')).toHaveLength(2);
  // The server that was started anew has the room in hand.
  await caller.leave();
  await Promise.all([maria.isTold('closed call-ended'), agent.isTold('closed call-ended')]);
});

test('a transfer takes the caller’s media to the other center; its node is killed, and they are together again elsewhere', async () => {
  const [lisbon, toronto] = await Promise.all([node('lisbon-1', 'lisbon'), node('toronto-1', 'toronto')]);
  const { caller, ana } = await call();
  const carol = await server.started.agent('carol@toronto.example');
  await caller.start('sales-english', { roundTrips: { lisbon: 5 } });
  const before = await talk({ caller, ana }, lisbon.id);
  await carol.available();
  const { callId } = await ana.work('call');
  const target = { kind: 'agent', agentId: carol.state.value?.agent.id };
  // As soon as the routing server has heard of her.
  const transfer = () => ana.ask('control', { callId, action: { kind: 'transfer', target, note: null } });
  await expect.poll(async () => (await transfer()).ok).toBe(true);
  await carol.work('offer');
  const maria = join('maria', await callerAt(caller, toronto.id));
  await before.maria.isTold('closed moved');
  await carol.accept();
  const agent = join('carol', await agentAt(carol, toronto.id));
  await Promise.all([maria.hears('carol', 10), agent.hears('maria', 10)]);
  await connected(carol);

  await toronto.program.end('SIGKILL');
  const [again, agentAgain] = [join('maria', await callerAt(caller, lisbon.id)), join('carol', await agentAt(carol, lisbon.id))];
  await Promise.all([again.hears('carol', 10), agentAgain.hears('maria', 10)]);
  expect((await carol.work('call')).conversationId).toBe(caller.key?.callId);
  expect((await stateOf(toronto.id))?.state).toBe('gone');
});

test('a node that is told to end takes nothing new, and ends when its last call has; told twice, it ends at once', async () => {
  const lisbon = await node('lisbon-1', 'lisbon');
  const other = await node('lisbon-2', 'lisbon');
  const first = await call();
  await first.caller.start();
  await talk(first, lisbon.id);
  const ended = lisbon.program.end('SIGTERM');
  await isIn(lisbon.id, 'draining');
  expect((await fetch(`${lisbon.url}/api/ready`)).status).toBe(503);
  expect(await (await fetch(`${lisbon.url}/api/health`)).json()).toEqual({ status: 'draining', linked: true });
  const second = server.started.caller();
  await second.start();
  await callerAt(second, other.id);
  await first.caller.leave();
  expect(await ended).toBe(0);
  const cutShort = other.program.end('SIGTERM');
  await isIn(other.id, 'draining');
  await other.program.end('SIGTERM');
  expect(await cutShort).toBe(0);
});

test('keys are changed without a stop; a wrong one, one that has ended and a ticket for another node are refused', async () => {
  const lisbon = await node('lisbon-1', 'lisbon');
  const other = await node('spare-1', null, { TANDEM_METRICS_KEY: 'a-key-of-the-watchers' });
  const link = (auth: object) => {
    const socket = server.started.socket('/nodes', { auth });
    return new Promise<{ code: string } | 'linked'>((resolve) => {
      socket.once('hello', () => resolve('linked'));
      socket.once('connect_error', (error: Error & { data?: { code: string } }) => resolve(error.data ?? { code: error.message }));
    }).finally(() => socket.disconnect());
  };
  expect(await link({ nodeId: lisbon.id, key: 'tandem_node_wrong', epoch: '1' })).toMatchObject({ code: 'forbidden' });
  expect(await link({ nodeId: 'nobody', key: 'tandem_node_wrong', epoch: '1' })).toMatchObject({ code: 'forbidden' });
  expect(await link({})).toMatchObject({ code: 'forbidden' });
  const { key, node: view } = await ask<MediaNodeKey>('POST', '/spare-1/keys');
  expect(view.keys).toMatchObject([{ hint: key.slice(-4), madeBy: 'Alex Admin', inUse: false }, { inUse: true }]);
  expect((await stateOf(other.id))?.state).toBe('up');
  // The node still shows its old key: with the end of that, it is let go.
  await ask('POST', '/spare-1/keys/end-old');
  await isIn(other.id, 'gone');
  expect(await link({ nodeId: other.id, key, epoch: '2' })).toBe('linked');
  await expect(ask('DELETE', '/spare-1/keys/0123456789abcdef')).rejects.toThrow('404');
  const ended = await ask<MediaNodeView>('DELETE', `/spare-1/keys/${view.keys[0]?.id}`);
  expect(ended.keys).toEqual([]);
  expect(await link({ nodeId: other.id, key, epoch: '3' })).toMatchObject({ code: 'forbidden' });

  // How they are is kept, also of the one that is not linked any more.
  const system = async (id: string) => {
    const view = await server.started.fetch('/api/admin/system', { cookie: admin });
    return SystemView.parse(await view.json()).media.find((one) => one.id === id);
  };
  await expect.poll(() => system(lisbon.id), { timeout: 10_000 }).toMatchObject({ state: 'up', machine: { workers: { up: 1, all: 1 } } });
  expect(await system(other.id)).toMatchObject({ state: 'gone', machine: { version: expect.any(String), transports: 0 } });
  await ask('DELETE', '/spare-1');
  // Another one of this name has said nothing yet.
  await ask('POST', '', { id: 'spare-1', name: 'Spare', centerId: null, url: other.url });
  expect(await system(other.id)).toMatchObject({ state: 'gone', machine: null });

  // Its figures are for its own machine, and for who shows its key.
  const metrics = (headers: Record<string, string>) => fetch(`${other.url}/metrics`, { headers });
  expect(await (await metrics({})).text()).toMatch(/^tandem_media_workers\{state="up"\} 1$/m);
  const elsewhere = { 'x-forwarded-for': '192.0.2.7' };
  expect((await metrics(elsewhere)).status).toBe(401);
  expect((await metrics({ ...elsewhere, authorization: 'Bearer another-key-of-them' })).status).toBe(401);
  expect((await metrics({ ...elsewhere, authorization: 'Bearer a-key-of-the-watchers' })).status).toBe(200);

  const caller = server.started.caller();
  await caller.start();
  const ticket = await callerAt(caller, lisbon.id);
  expect(await refusedHandshake(other.url, { ticket, rtpCapabilities: ROUTER_CAPABILITIES })).toMatchObject({
    code: 'not-signed-in',
    message: 'The ticket is for another media server.',
  });
  const listed = await server.started.fetch('/api/admin/media-nodes', { cookie: await server.started.signIn('ana@lisbon.example') });
  expect(listed.status).toBe(403);
});

test('sound tests and recorded messages go through a node as well', async () => {
  const lisbon = await node('lisbon-1', 'lisbon');
  await node('toronto-1', 'toronto');
  const ana = await server.started.agent('ana@lisbon.example');
  const answer = await ana.ask('echo-ticket');
  const { ticket } = (answer.ok ? answer.data : {}) as unknown as { ticket: string };
  expect(claimsOf(ticket).node).toBe(lisbon.id);
  const alone = join('ana', ticket);
  await alone.hears('ana', 10);
  await alone.close();

  const caller = server.started.caller();
  await caller.start();
  const post = (path: string, body: object) => server.started.fetch(`/api/widget/recordings${path}`, { method: 'POST', body });
  const begun = (await (await post('', { key: caller.key })).json()) as { id: string; ticket: string };
  await caller.socket.emitWithAck('leave', { instead: 'message' });
  await join('leonor', begun.ticket).hasSent(30);
  expect(((await (await post('/stop', { id: begun.id })).json()) as { durationMs: number }).durationMs).toBeGreaterThan(200);
  const heard = Buffer.from(await (await server.started.fetch(`/api/widget/recordings/${begun.id}`)).arrayBuffer());
  expect([heard.toString('latin1', 0, 4), heard.includes('leonor:')]).toEqual(['OggS', true]);
  await expect.poll(async () => (await stateOf(lisbon.id))?.rooms).toBe(0);
});
