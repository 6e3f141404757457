import { expect, test } from 'vitest';
import type { Party } from '../../../server/protocol/conversation.ts';
import type { ListeningWay } from '../../../server/protocol/listening-way.ts';
import { audibleOf, newsTitle, readersOf, talkers } from './listening-view.ts';

const session = (how: ListeningWay, told = true) => ({
  ...{ how, told, takenOver: false, agentName: 'Ana', agentParty: 'agent-7', heldSince: null as number | null },
  parties: [] as Party[],
});

test.each([
  ['monitor, whatever the microphone does', session('monitor'), false, null, 'nobody', 'heard-by-nobody', 'told'],
  ['monitor where the agent is not told', session('monitor', false), false, null, 'nobody', 'heard-by-nobody', 'not-told'],
  ['whisper', session('whisper'), false, null, 'agent', 'heard-by-agent', 'heard-by-agent-hint'],
  ['whisper, muted', session('whisper', false), true, null, 'nobody', 'muted', 'told'],
  ['barge', session('barge'), false, null, 'all', 'heard-by-all', 'all-told'],
  ['barge, muted', session('barge'), true, null, 'nobody', 'muted', 'all-told'],
  ['barge without a microphone', session('barge'), false, 'refused', 'nobody', 'muted', 'all-told'],
] as const)('who hears a supervisor: %s', (_, of, muted, problem, by, title, hint) => {
  const audible = audibleOf({ session: of, muted, problem });
  expect([audible.by, audible.title.key, audible.hint.key]).toEqual([by, `supervisor.listening.${title}`, `supervisor.listening.${hint}`]);
});

test('who has the caller is heard by all', () => {
  const of = { ...session('barge'), takenOver: true };
  expect(audibleOf({ session: of, muted: false, problem: null })).toMatchObject({
    by: 'all',
    title: { key: 'supervisor.listening.taken-over' },
  });
  expect(audibleOf({ session: of, muted: true, problem: null })).toMatchObject({
    by: 'nobody',
    title: { key: 'supervisor.listening.muted' },
  });
});

test.each([
  ['who only reads', session('monitor'), 'nobody', 'only-reading', 'told'],
  ['who reads where the agent is not told', session('monitor', false), 'nobody', 'only-reading', 'not-told'],
  ['a whisper', session('whisper'), 'agent', 'to-agent', 'to-agent-hint'],
  ['who has joined', session('barge'), 'all', 'to-all', 'to-all-hint'],
  ['who has the customer', { ...session('barge'), takenOver: true }, 'all', 'taken-over', 'taken-over-hint'],
] as const)('who reads what a supervisor writes: %s', (_, of, by, title, hint) => {
  const readers = readersOf(of);
  expect([readers.by, readers.title.key, readers.hint.key]).toEqual([by, `supervisor.reading.${title}`, `supervisor.reading.${hint}`]);
});

test('those who are in the call are shown as they are heard; who is only being asked in is not', () => {
  const party = { centerName: 'Lisbon', kind: 'agent', role: 'main', since: 0, silenced: false } as const;
  const parties = [
    { ...party, id: 'caller', kind: 'caller', name: 'Maria', centerName: null, state: 'held' },
    { ...party, id: 'agent-7', name: 'Ana', state: 'talking' },
    { ...party, id: 'agent-8', name: 'Carol', state: 'connecting', silenced: true },
    { ...party, id: 'wanted-1', name: 'Sales', state: 'waiting' },
  ] as const;
  const full = {
    ...session('monitor'),
    id: 's',
    now: 0,
    callId: 'c',
    conversationId: 'c',
    centerId: 'lisbon',
    channel: 'voice' as const,
    since: 0,
    howSince: 0,
  };
  const shown = talkers({
    session: { ...full, ticket: '', callerName: 'Maria', agentParty: 'agent-7', parties: [...parties] },
    mutedParties: new Set(['agent-7']),
  });
  expect(shown.map(({ name, state, muted }) => `${name} ${state}${muted ? ' muted' : ''}`)).toEqual([
    'Maria held',
    'Ana talking muted',
    'Carol other muted',
  ]);
});

test.each([
  ['alone', false, null, 'all', 'taken-over', 'taken-over-hint'],
  ['alone, the caller on hold', false, 5, 'nobody', 'on-hold', 'taken-over-hint'],
  ['with others, who go on with the caller', true, null, 'all', 'taken-over', 'leaves-hint'],
  ['with others, who hear them also while the caller is on hold', true, 5, 'all', 'taken-over', 'leaves-hint'],
] as const)('who has the caller %s', (_, withOthers, heldSince, by, title, hint) => {
  const agent = (id: string): Party => ({
    id,
    kind: 'agent',
    name: id,
    centerName: 'Lisbon',
    role: 'main',
    state: 'talking',
    since: 0,
    silenced: false,
  });
  const of = { ...session('barge'), takenOver: true, heldSince, parties: ['agent-7', ...(withOthers ? ['agent-8'] : [])].map(agent) };
  const audible = audibleOf({ session: of, muted: false, problem: null });
  expect([audible.by, audible.title.key, audible.hint.key]).toEqual([by, `supervisor.listening.${title}`, `supervisor.listening.${hint}`]);
});

test('how it ended is said with the agent’s name', () => {
  expect(newsTitle({ kind: 'ended', why: 'call-over', agentName: 'Ana' })).toEqual({
    key: 'supervisor.listening.ended.call-over',
    values: { agent: 'Ana' },
  });
  expect(newsTitle({ kind: 'failed', error: new Error('no') }).key).toBe('supervisor.listening.not-begun');
});
