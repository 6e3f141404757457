import { freePort } from '../server/testing/started.ts';
import { Program } from './support/program.ts';
import { AGENT_HZ, CALLER_HZ, expect, test, waitForTone } from './support/test.ts';

/** Media on machines of its own: browsers go where their tickets lead to. */

test.use({ environment: { TANDEM_ROLES: 'routing,center,web' } });

async function mediaNode(program: Program, cookie: string, id: string, centerId: string): Promise<Program> {
  const port = await freePort();
  const made = await fetch(`${program.url}/api/admin/media-nodes`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ id, name: id, centerId, url: `http://127.0.0.1:${port}` }),
  });
  const { key } = (await made.json()) as { key: string };
  const node = new Program(
    {
      ...{ TANDEM_ROLES: 'media', TANDEM_NODE_ID: id, TANDEM_NODE_KEY: key, TANDEM_ROUTING_URL: program.url },
      PORT: String(port),
    },
    { briefly: true },
  );
  await node.start();
  await expect.poll(async () => (await fetch(`${node.url}/api/ready`)).status).toBe(200);
  return node;
}

/** How many are in calls at each media server. */
async function partiesAt(program: Program, cookie: string): Promise<Record<string, number>> {
  const response = await fetch(`${program.url}/api/admin/media-nodes`, { headers: { cookie } });
  const { nodes } = (await response.json()) as { nodes: { id: string; parties: number }[] };
  return Object.fromEntries(nodes.map(({ id, parties }) => [id, parties]));
}

test('a caller is moved to the media server of the agent’s center, and with the agent to another when that one is killed', async ({
  agent,
  customer,
  desk,
  program,
}) => {
  const admin = await desk('admin@tandem.example', '/admin');
  const cookie = (await admin.page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const nodes = [await mediaNode(program, cookie, 'lisbon-1', 'lisbon'), await mediaNode(program, cookie, 'toronto-1', 'toronto')];
  const at = () => partiesAt(program, cookie);
  try {
    const carol = await agent('carol@toronto.example');
    const maria = await customer();
    await maria.callAbout('Support (English)', 'Maria Silva', 'maria.silva@example.com');
    await expect.poll(at).toEqual({ 'lisbon-1': 1, 'toronto-1': 0 });
    await carol.choose('Available');
    await expect.poll(at).toEqual({ 'lisbon-1': 0, 'toronto-1': 1 });
    await carol.accept();
    await maria.reads('Connected');
    await waitForTone(maria.frame, AGENT_HZ);
    await waitForTone(carol.page, CALLER_HZ);

    await nodes[1]?.end('SIGKILL');
    await expect.poll(at, { timeout: 10_000 }).toEqual({ 'lisbon-1': 2, 'toronto-1': 0 });
    await waitForTone(maria.frame, AGENT_HZ);
    await waitForTone(carol.page, CALLER_HZ);
    await maria.hangUp();
    await expect(carol.wrapup).toBeVisible();
    await expect.poll(at).toEqual({ 'lisbon-1': 0, 'toronto-1': 0 });
  } finally {
    await Promise.all(nodes.map((node) => node.close()));
  }
});
