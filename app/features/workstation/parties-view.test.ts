import { describe, expect, test } from 'vitest';
import type { Conversation } from '../../../server/protocol/conversation.ts';
import * as some from './conversation-fixtures.ts';
import { connected, connecting, NOON } from './fixtures.ts';
import { answerOf, controlsOf, hangUpMeans, holdAction, holdOf, leaveWords, partyRows, type Stage, stageOf } from './parties-view.ts';

describe('what a conversation means for the agent who looks at it', () => {
  test.each<[string, Conversation, Stage['kind']]>([
    ['two people', some.alone, 'alone'],
    ['the caller on hold', some.onHold, 'alone'],
    ['somebody is called privately', some.asking, 'asking'],
    ['somebody of a queue is looked for privately', some.looking, 'asking'],
    ['talking privately', some.consulting, 'consulting'],
    ['the one asked declined', some.declined, 'alone'],
    ['somebody is being brought in', some.adding, 'conference'],
    ['three people', some.conference, 'conference'],
    ['asked privately, as the one asked sees it', some.asked, 'asked'],
    ['three people, as the one brought in sees it', some.joined, 'conference'],
  ])('%s', (_, conversation, kind) => {
    expect(stageOf(conversation).kind).toBe(kind);
  });

  test('who leads a consult sees whom they asked; one who was brought in sees no consult of theirs', () => {
    expect(stageOf(some.asking)).toMatchObject({ party: { name: 'Carol Nguyen', state: 'ringing' }, mayHandOver: true });
    const withDavid = { ...some.asking, parties: [...some.asking.parties, { ...some.carol, id: 'agent-9', name: 'David' }] };
    expect(stageOf(withDavid)).toMatchObject({ mayHandOver: false });
    expect(stageOf({ ...some.consulting, role: 'joined', you: 'agent-9' })).toMatchObject({ kind: 'conference', leads: false });
  });
});

describe('the controls of a call', () => {
  test.each([
    ['connecting', { ...connecting, conversation: some.alone }, 'not-now'],
    ['connected', { ...connected, conversation: some.alone }, 'ready'],
    ['on hold', { ...connected, conversation: some.onHold }, 'ready'],
    ['asking somebody', { ...connected, conversation: some.asking }, 'not-now'],
    ['talking privately', { ...connected, conversation: some.consulting }, 'not-now'],
    ['in conference', { ...connected, conversation: some.conference }, 'ready'],
    ['asked privately', { ...connected, conversation: some.asked }, 'absent'],
    ['brought in', { ...connected, conversation: some.joined }, 'absent'],
  ] as const)('%s', (_, call, how) => {
    expect(controlsOf(call)).toEqual({ hold: how, transfer: how, add: how });
  });

  test.each([
    ['two people', some.alone, 'end'],
    ['the caller on hold', some.onHold, 'end'],
    ['somebody still rings', some.asking, 'leave'],
    ['three people', some.conference, 'leave'],
    ['asked privately', some.asked, 'leave'],
    ['brought in', some.joined, 'leave'],
  ] as const)('hanging up with %s means to %3$s', (_, conversation, meaning) => {
    expect(hangUpMeans(conversation)).toBe(meaning);
  });

  test('one press of hold holds, the next takes off hold', () => {
    expect(holdAction(some.alone)).toBe('hold');
    expect(holdAction(some.onHold)).toBe('resume');
  });
});

test.each([
  [some.consulting, 'consult', { name: 'Carol Nguyen' }],
  [some.asked, 'asked', { name: 'Ana Costa' }],
  [some.conference, 'leader', undefined],
  [some.joined, 'other', { name: 'Ana Costa' }],
] as const)('what becomes of the others when one leaves: %#', (conversation, key, values) => {
  expect(leaveWords(conversation)).toMatchObject({ key: `workstation-call.leave.${key}`, ...(values && { values }) });
});

test.each([
  ['on hold', some.onHold, { since: NOON }],
  ['after a declined question the caller still is', some.declined, { since: NOON }],
  ['a consult tells it in its own band', some.consulting, null],
  ['nobody is', some.alone, null],
] as const)('the band of the hold: %s', (_, conversation, hold) => {
  expect(holdOf(conversation)).toEqual(hold);
});

describe('who is in the call', () => {
  test('an ordinary call has no list', () => {
    expect(partyRows(some.alone)).toEqual([]);
  });

  test('all in the order in which they came; who leads may silence and drop the others, not themselves', () => {
    const rows = partyRows(some.conference);
    expect(rows.map(({ party, you, leads, maySilence, mayDrop }) => [party.name, you, leads, maySilence, mayDrop])).toEqual([
      ['Maria', false, false, true, true],
      ['Ana Costa', true, true, false, false],
      ['Carol Nguyen', false, false, true, true],
    ]);
  });

  test('who was brought in may do nothing to others', () => {
    for (const row of partyRows(some.joined)) expect(row).toMatchObject({ maySilence: false, mayDrop: false });
  });

  test('who has not come yet has no level and can’t be silenced, but be taken back', () => {
    expect(partyRows(some.adding).at(-1)).toMatchObject({ audible: false, maySilence: false, mayDrop: true });
  });

  test('while somebody is asked privately, only the band acts', () => {
    for (const row of partyRows(some.consulting)) expect(row).toMatchObject({ maySilence: false, mayDrop: false });
  });
});

test('what became of the one who was asked is told until it is put away, and again for the next', () => {
  expect(answerOf(some.alone, null)).toBeNull();
  expect(answerOf(some.declined, null)).toMatchObject({ name: 'Carol Nguyen', end: 'declined' });
  const seen = some.declined.lastAnswer?.at ?? null;
  expect(answerOf(some.declined, seen)).toBeNull();
  expect(answerOf({ ...some.declined, lastAnswer: { name: 'Bruno', end: 'left', at: NOON + 9_000 } }, seen)).not.toBeNull();
});
