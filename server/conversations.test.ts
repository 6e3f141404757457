import { afterEach, expect, test, vi } from 'vitest';
import { Peer } from './media/testing/peer.ts';
import type { Ack } from './protocol/common.ts';
import type { CallAction, Conversation, Directory, TransferTarget } from './protocol/conversation.ts';
import { freePort, Started, type TestAgent, type TestCaller } from './testing/started.ts';

/** Conversations of several agents, over real sockets, on a real database, with a real media worker; browsers are in e2e/. */

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const toAgent = (agentId: string): TransferTarget => ({ kind: 'agent', agentId });

/** Ana of Lisbon talks to Maria; Carol is in Toronto. */
async function talking(environment: Record<string, string> = {}) {
  const started = new Started(environment);
  open.push(started);
  await started.start();
  const [ana, carol] = await Promise.all([started.agent('ana@lisbon.example'), started.agent('carol@toronto.example')]);
  await ana.available();
  const maria = started.caller();
  await maria.start('sales-portuguese');
  const mariaPeer = new Peer(started.tandem.url, 'maria', maria.call.value?.ticket ?? '');
  open.push(mariaPeer);
  const anaPeer = await answer(started, ana, 'ana');
  await Promise.all([mariaPeer.hears('ana'), anaPeer.hears('maria')]);
  await maria.phase('connected');
  await carol.available();
  const carolId = carol.state.value?.agent.id ?? '';
  // The report of it is on its way.
  await vi.waitFor(async () => expect(await listed(ana, carolId)).toMatchObject({ centerName: 'Toronto', unavailable: null }));
  return { started, ana, anaPeer, carol, carolId, maria, mariaPeer };
}

async function answer(started: Started, agent: TestAgent, name: string): Promise<Peer> {
  expect(await agent.accept()).toEqual({ ok: true, data: {} });
  const peer = new Peer(started.tandem.url, name, (await agent.work('call')).ticket);
  open.push(peer);
  return peer;
}

/** How the directory of an agent's call lists another agent. */
async function listed(agent: TestAgent, agentId: string): Promise<Directory['agents'][number] | undefined> {
  const { callId } = await agent.work('call');
  const ack = (await agent.ask('directory', { callId })) as Ack<object>;
  if (!ack.ok) throw new Error(ack.error.message);
  return (ack.data as Directory).agents.find(({ id }) => id === agentId);
}

async function refusal(agent: TestAgent, action: CallAction): Promise<Ack> {
  const { callId } = await agent.work('call');
  return agent.ask('control', { callId, action });
}

async function control(agent: TestAgent, action: CallAction): Promise<void> {
  expect(await refusal(agent, action)).toEqual({ ok: true, data: {} });
}

const inCall = (agent: TestAgent, what: string, matches: (conversation: Conversation, phase: string) => boolean) =>
  agent.state.until(what, ({ work }) => work.kind === 'call' && matches(work.conversation, work.phase.kind));
const onHold = (caller: TestCaller) => caller.call.until('hold', ({ phase }) => phase.kind === 'connected' && phase.heldSince !== null);
const offHold = (caller: TestCaller) => caller.call.until('no hold', ({ phase }) => phase.kind === 'connected' && phase.heldSince === null);

/** Nothing of somebody is heard while others are: so many packets of another prove that time has passed. */
async function hearsOnly(peer: Peer, heard: string, silent: string): Promise<void> {
  await peer.hears(heard, 10); // what was on its way has arrived
  const before = peer.heard()[silent] ?? 0;
  await peer.hears(heard, 25);
  expect(peer.heard()[silent] ?? 0).toBe(before);
}

test('hold: the caller hears nobody and nobody hears the caller, until the agent resumes', async () => {
  const { ana, anaPeer, maria, mariaPeer } = await talking();
  await control(ana, { kind: 'hold' });
  await onHold(maria);
  await inCall(ana, 'a held caller', ({ parties }) => parties[0]?.state === 'held');
  await control(ana, { kind: 'resume' });
  await offHold(maria);
  await Promise.all([mariaPeer.hears('ana'), anaPeer.hears('maria')]);
});

test('a blind transfer to an agent of the other center: the caller’s media follows, the first agent is in wrap-up', async () => {
  const { started, ana, anaPeer, carol, carolId, maria, mariaPeer } = await talking();
  const before = maria.call.value?.callId;
  await control(ana, { kind: 'transfer', target: toAgent(carolId), note: 'Asks for a refund' });
  expect(await ana.work('wrapup')).toMatchObject({ reason: 'transferred' });
  await anaPeer.isTold('closed replaced');
  const ringing = await maria.phase('ringing');
  expect(ringing.phase).toMatchObject({ transferredBy: 'Ana Martins' });
  const offer = await carol.work('offer');
  expect(offer.invitation).toEqual({ how: 'transfer', byName: 'Ana Martins', byCenterName: 'Lisbon', note: 'Asks for a refund' });
  const carolPeer = await answer(started, carol, 'carol');
  await Promise.all([mariaPeer.hears('carol'), carolPeer.hears('maria')]);
  const connected = await maria.phase('connected');
  expect(connected).toMatchObject({ callId: before, phase: { agentName: carol.state.value?.agent.name } });
  await carol.ask('hang-up', { callId: (await carol.work('call')).callId });
  expect((await maria.phase('ended')).phase).toMatchObject({ reason: 'agent-hung-up' });
});

test('a transfer to an agent who has just left is refused with their name, and the call goes on', async () => {
  const { ana, anaPeer, carol, carolId, mariaPeer } = await talking();
  await carol.ask('sign-out');
  await vi.waitFor(async () => expect(await listed(ana, carolId)).toBeUndefined());
  const refused = await refusal(ana, { kind: 'transfer', target: toAgent(carolId), note: null });
  expect(refused).toMatchObject({ ok: false, error: { code: 'conflict', field: 'target' } });
  expect(!refused.ok && refused.error.message).toContain('Carol Nguyen');
  await Promise.all([mariaPeer.hears('ana'), anaPeer.hears('maria')]);
});

test('a warm transfer across centers: a private talk that the caller does not hear, then the caller is handed over', async () => {
  const { started, ana, anaPeer, carol, carolId, maria, mariaPeer } = await talking();
  await control(ana, { kind: 'consult', target: toAgent(carolId), note: null });
  await onHold(maria);
  const carolPeer = await answer(started, carol, 'carol');
  await Promise.all([anaPeer.hears('carol'), carolPeer.hears('ana')]);
  await inCall(carol, 'a private talk', ({ role }, phase) => role === 'consult' && phase === 'connected');
  await hearsOnly(anaPeer, 'carol', 'maria');
  expect(mariaPeer.heard().carol).toBeUndefined();
  expect(carolPeer.heard().maria).toBeUndefined();
  await control(ana, { kind: 'hand-over' });
  expect(await ana.work('wrapup')).toMatchObject({ reason: 'transferred' });
  await Promise.all([mariaPeer.hears('carol'), carolPeer.hears('maria')]);
  await maria.call.until('the other agent', ({ phase }) => phase.kind === 'connected' && phase.agentName === carol.state.value?.agent.name);
});

test('a consult that is declined is told, and the agent goes back to the caller', async () => {
  const { ana, anaPeer, carol, carolId, maria, mariaPeer } = await talking();
  await control(ana, { kind: 'consult', target: toAgent(carolId), note: null });
  const { reservationId, token } = await carol.work('offer');
  await carol.ask('decline', { reservationId, token });
  await inCall(ana, 'what became of it', ({ lastAnswer }) => lastAnswer?.end === 'declined');
  await onHold(maria);
  await control(ana, { kind: 'back' });
  await Promise.all([mariaPeer.hears('ana'), anaPeer.hears('maria')]);
});

test('a conference of three: each hears both others, a silenced one is not heard, a dropped one is out', async () => {
  const { started, ana, anaPeer, carol, carolId, maria, mariaPeer } = await talking();
  await control(ana, { kind: 'add', target: toAgent(carolId), note: null });
  const carolPeer = await answer(started, carol, 'carol');
  await Promise.all([
    mariaPeer.hears('carol'),
    mariaPeer.hears('ana'),
    carolPeer.hears('maria'),
    carolPeer.hears('ana'),
    anaPeer.hears('maria'),
    anaPeer.hears('carol'),
  ]);
  await inCall(ana, 'three parties', ({ parties }) => parties.length === 3 && parties.every(({ state }) => state === 'talking'));
  const three = await inCall(carol, 'three parties', ({ role, parties }) => role === 'joined' && parties.length === 3);
  await maria.call.until('the other', ({ phase }) => phase.kind === 'connected' && phase.others.length === 1);
  const you = three.work.kind === 'call' ? three.work.conversation.you : '';
  expect(await refusal(carol, { kind: 'hold' })).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  await control(ana, { kind: 'silence', partyId: you, silenced: true });
  await inCall(carol, 'silence', ({ parties }) => parties.some(({ id, silenced }) => id === you && silenced));
  await hearsOnly(mariaPeer, 'ana', 'carol');
  await control(ana, { kind: 'drop', partyId: you });
  expect(await carol.work('wrapup')).toMatchObject({ reason: 'put-out' });
  await carolPeer.isTold('closed replaced');
  await Promise.all([mariaPeer.hears('ana'), anaPeer.hears('maria')]);
});

test('the conversation goes on through a restart of the server, with its hold and all its parties', async () => {
  const { started, ana, carol, carolId, maria } = await talking({ PORT: String(await freePort()) });
  await control(ana, { kind: 'add', target: toAgent(carolId), note: null });
  const carolPeer = await answer(started, carol, 'carol');
  await carolPeer.hears('maria');
  await inCall(carol, 'a connected call', (_, phase) => phase === 'connected');
  await control(ana, { kind: 'hold' });
  const before = await onHold(maria);
  const { rev } = before;
  for (const peer of open.splice(1)) await peer.close();
  await started.restart();
  const after = await maria.call.until(
    'the call again, and who is in it',
    (call) => call.rev < rev && call.phase.kind === 'connected' && call.phase.others.length > 0,
  );
  expect(after.phase).toMatchObject({
    heldSince: before.phase.kind === 'connected' ? before.phase.heldSince : null,
    others: ['Carol Nguyen'],
  });
  const rejoin = (name: string, ticket: string) => {
    const peer = new Peer(started.tandem.url, name, ticket);
    open.push(peer);
    return peer;
  };
  const ticketOf = async (agent: TestAgent, ticketBefore: string) => {
    const { work } = await agent.state.until('the call again', ({ work }) => work.kind === 'call' && work.ticket !== ticketBefore);
    return work.kind === 'call' ? work.ticket : '';
  };
  const peers = [rejoin('maria', after.ticket), rejoin('ana', await ticketOf(ana, '')), rejoin('carol', await ticketOf(carol, ''))];
  const [mariaPeer, anaPeer] = peers as [Peer, Peer, Peer];
  await anaPeer.hears('carol');
  expect(mariaPeer.heard()).toEqual({});
  await inCall(ana, 'three parties', ({ parties }) => parties.length === 3);
  await control(ana, { kind: 'resume' });
  await Promise.all([mariaPeer.hears('carol'), mariaPeer.hears('ana'), anaPeer.hears('maria')]);
});
