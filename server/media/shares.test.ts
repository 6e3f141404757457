import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { agentParty, CALLER } from '../protocol/conversation.ts';
import type { MediaParty } from '../protocol/media.ts';
import { startMediaServer } from './testing/media-server.ts';
import { ask, Peer } from './testing/peer.ts';

let server: Awaited<ReturnType<typeof startMediaServer>>;
const peers: Peer[] = [];
let calls = 0;

beforeAll(async () => {
  server = await startMediaServer();
});
afterEach(async () => {
  await Promise.all(peers.splice(0).map((peer) => peer.close()));
});
afterAll(() => server.close());

/** A caller and two agents who hear each other. */
async function conference() {
  calls += 1;
  const callId = `shared-${calls}`;
  await server.service.openCall(callId);
  server.service.admit(callId, [7, 8]);
  const join = async (name: string, party: MediaParty) => {
    const peer = new Peer(server.url, name, await server.ticket({ callId, party }));
    peers.push(peer);
    return peer;
  };
  const [caller, ana, rui] = await Promise.all([join('caller', CALLER), join('ana', agentParty(7)), join('rui', agentParty(8))]);
  await Promise.all([caller.hears('ana'), caller.hears('rui'), ana.hears('caller'), rui.hears('caller')]);
  return { callId, caller, ana, rui, join };
}
const watch = (peer: Peer, producerId: string) => ask(peer.socket, 'watch-share', { producerId });

it('a shared screen is offered to all others, and sent to those alone who want to see it', async () => {
  const { caller, ana, rui } = await conference();
  await caller.share('screen');
  const [offer] = await Promise.all([ana.offered('caller', 'screen'), rui.offered('caller', 'screen')]);
  expect(await watch(ana, offer)).toMatchObject({ ok: true });
  await ana.hears('caller screen', 25);
  await caller.isTold('share-watchers screen agent-7');
  expect(rui.heard()).not.toHaveProperty('caller screen');
  expect(rui.told).not.toContain('consume screen');
});

it('no more of it is sent to who has turned it off, and it may be watched again', async () => {
  const { caller, ana, rui } = await conference();
  await ana.share('camera');
  const offer = await caller.offered('agent-7', 'camera');
  await Promise.all([watch(caller, offer), watch(rui, offer)]);
  await Promise.all([caller.hears('ana camera'), rui.hears('ana camera')]);
  await ask(caller.socket, 'unwatch-share', { producerId: offer });
  await caller.isTold('consumer-closed');
  await ana.isTold('share-watchers camera agent-8');
  await rui.hears('ana camera', 10);
  const before = caller.heard()['ana camera'];
  await rui.hears('ana camera', 25);
  expect(caller.heard()['ana camera']).toBe(before);
  await watch(caller, offer);
  await caller.hears('ana camera');
});

it('one who comes later is offered it, too; it ends for all when its owner stops it, and one who leaves takes it along', async () => {
  const { callId, caller, ana, rui, join } = await conference();
  await ana.share('screen');
  await ana.share('camera');
  await rui.close();
  const again = await join('rui again', agentParty(8));
  const offer = await again.offered('agent-7', 'screen');
  await watch(again, offer);
  await again.hears('ana screen');
  await ask(ana.socket, 'stop-share', { source: 'screen' });
  await Promise.all([again.isTold('share-closed true'), caller.isTold('share-closed true')]);
  expect(await watch(again, offer)).toMatchObject({ ok: false, error: { code: 'not-found', field: 'producerId' } });
  server.service.admit(callId, [8]);
  await Promise.all([again.isTold('share-closed false'), caller.isTold('share-closed false')]);
});

it('hold takes it away and gives it back: of a held party nothing is seen, and it sees nothing', async () => {
  const { callId, caller, ana, rui } = await conference();
  await Promise.all([caller.share('screen'), rui.share('screen')]);
  await watch(ana, await ana.offered('caller', 'screen'));
  await watch(caller, await caller.offered('agent-8', 'screen'));
  await watch(ana, await ana.offered('agent-8', 'screen'));
  await Promise.all([ana.hears('caller screen'), caller.hears('rui screen'), ana.hears('rui screen')]);

  server.service.setPlan(callId, { held: [CALLER], silenced: ['agent-8'] });
  await Promise.all([ana.isTold('share-closed false'), caller.isTold('share-closed false')]);
  await ana.hears('rui screen', 10); // silence is for the ear only
  const before = [ana.heard()['caller screen'], caller.heard()['rui screen']];
  await ana.hears('rui screen', 25);
  expect([ana.heard()['caller screen'], caller.heard()['rui screen']]).toEqual(before);
  expect(await ask(ana.socket, 'ask-share', { source: 'camera', of: 'caller' })).toMatchObject({
    error: { code: 'conflict', field: 'of' },
  });

  server.service.setPlan(callId, { held: [], silenced: [] });
  await watch(ana, await ana.offered('caller', 'screen'));
  await ana.hears('caller screen');
});

it('a question reaches the one who is asked, once, and comes back declined; then it may not be asked again at once', async () => {
  const { caller, ana } = await conference();
  const question = { source: 'screen', of: 'caller' };
  await Promise.all([ask(ana.socket, 'ask-share', question), ask(ana.socket, 'ask-share', question)]);
  await caller.isTold('share-asked agent-7 screen');
  await ask(caller.socket, 'decline-share', { source: 'screen', from: 'agent-7' });
  await ana.isTold('share-declined caller screen');
  expect(await ask(ana.socket, 'ask-share', question)).toMatchObject({ error: { code: 'too-many' } });
  server.passTime(11_000);
  expect(await ask(ana.socket, 'ask-share', question)).toMatchObject({ ok: true });
  await caller.isTold('share-asked agent-7 screen', 2);
  await caller.share('screen');
  await ana.offered('caller', 'screen');
  expect(await ask(ana.socket, 'ask-share', question)).toMatchObject({ error: { code: 'conflict', field: 'source' } });
  expect(caller.told.filter((each) => each.startsWith('share-asked'))).toHaveLength(2);
});

it('what makes no sense is refused with the field, and changes nothing', async () => {
  const { caller, ana } = await conference();
  await caller.share('screen');
  const offer = await ana.offered('caller', 'screen');
  const refusals = [
    [caller, 'watch-share', { producerId: offer }, { code: 'not-found', field: 'producerId' }], // one's own
    [ana, 'watch-share', { producerId: 'x'.repeat(100) }, { code: 'bad-request', field: 'producerId' }],
    [ana, 'ask-share', { source: 'window', of: 'caller' }, { code: 'bad-request', field: 'source' }],
    [ana, 'ask-share', { source: 'screen', of: 'agent-7' }, { code: 'not-found', field: 'of' }], // oneself
    [ana, 'ask-share', { source: 'screen', of: 'agent-9' }, { code: 'not-found', field: 'of' }],
    [ana, 'ask-share', { source: 'screen', of: 'nobody' }, { code: 'bad-request', field: 'of' }],
    [caller, 'produce', { transportId: 'x', source: 'screen', rtpParameters: {} }, { code: 'conflict', field: 'transportId' }],
  ] as const;
  for (const [peer, event, message, error] of refusals) expect(await ask(peer.socket, event, message)).toMatchObject({ ok: false, error });
  expect(await ask(ana.socket, 'decline-share', { source: 'screen', from: 'caller' })).toMatchObject({ ok: true }); // nobody has asked
  await watch(ana, offer);
  await ana.hears('caller screen');
});

it('comes back after the worker died: it is offered anew once it is shown anew', async () => {
  const { caller, ana } = await conference();
  await caller.share('screen');
  const first = await ana.offered('caller', 'screen');
  await watch(ana, first);
  await ana.hears('caller screen');
  for (const { pid } of server.service.stats().workers) process.kill(pid ?? 0, 'SIGKILL');
  await Promise.all([caller, ana].map((peer) => peer.isTold('joined', 2)));
  await Promise.all([caller.hears('ana'), ana.hears('caller')]);
  expect(await watch(ana, first)).toMatchObject({ error: { code: 'not-found' } });
  await caller.share('screen');
  await ana.isTold('share-offered caller screen', 2);
});
