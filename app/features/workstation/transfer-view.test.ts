import { describe, expect, test } from 'vitest';
import { directory } from './conversation-fixtures.ts';
import { asksOf, canTake, found, refreshed, rowsOf, type TargetRow } from './transfer-view.ts';

const names = (rows: readonly TargetRow[]) => rows.map((row) => row.name);
const [carolRow] = rowsOf(directory);

test('first come who can take the call, then by name; then queues, then centers', () => {
  expect(rowsOf(directory).map((row) => row.value)).toEqual([
    'agent:carol',
    'agent:joao',
    'agent:bruno',
    'queue:sales',
    'queue:support',
    'center:toronto',
  ]);
});

test.each<[string, TargetRow, boolean]>([
  ['a free agent', rowsOf(directory)[0] as TargetRow, true],
  ['an agent on a call', rowsOf(directory)[2] as TargetRow, false],
  ['a queue in which nobody is free', rowsOf(directory)[3] as TargetRow, true],
  ['who is gone', { value: 'agent:x', kind: 'gone', name: 'X', target: { kind: 'agent', agentId: 'x' } }, false],
])('whether the call can go to %s', (_, row, can) => {
  expect(canTake(row)).toBe(can);
});

describe('when the list is asked for again', () => {
  const shown = rowsOf(directory);

  test('every row keeps its place, also when who can take a call has changed', () => {
    const now = rowsOf({
      ...directory,
      agents: directory.agents.map((agent) => ({ ...agent, unavailable: agent.id === 'carol' ? ('on-call' as const) : null })),
    });
    const next = refreshed(shown, now);
    expect(names(next)).toEqual(names(shown));
    expect(next[0]).toMatchObject({ kind: 'agent', unavailable: 'on-call' });
    expect(next[2]).toMatchObject({ kind: 'agent', unavailable: null });
  });

  test('who is gone stays and says so, and comes back', () => {
    const without = refreshed(shown, rowsOf({ ...directory, agents: directory.agents.slice(0, 1) }));
    expect(without[0]).toMatchObject({ kind: 'gone', name: 'Carol Nguyen' });
    expect(refreshed(without, shown)[0]).toEqual(carolRow);
  });

  test('who is new comes last', () => {
    const zoe = { ...directory.agents[1], id: 'zoe', name: 'Adele' } as (typeof directory.agents)[number];
    const next = refreshed(shown, rowsOf({ ...directory, agents: [...directory.agents, zoe] }));
    expect(names(found(next, 'agent', ''))).toEqual(['Carol Nguyen', 'João Lima', 'Bruno Costa', 'Adele']);
  });
});

describe('what is typed', () => {
  const rows = rowsOf(directory);
  test.each<[string, string[]]>([
    ['', ['Carol Nguyen', 'João Lima', 'Bruno Costa']],
    ['joao', ['João Lima']],
    ['toronto sales', ['Carol Nguyen']],
    ['lisb', ['Bruno Costa']],
    ['nobody of that name', []],
  ])('“%s” finds agents by name, center and skill', (typed, expected) => {
    expect(names(found(rows, 'agent', typed))).toEqual(expected);
  });

  test('queues and centers are found by their names', () => {
    expect(names(found(rows, 'queue', 'supp'))).toEqual(['Support']);
    expect(names(found(rows, 'center', 'supp'))).toEqual([]);
  });
});

test.each([
  ['transfer', false, ['consult', 'transfer']],
  ['transfer', true, ['consult']],
  ['add', false, ['add']],
  ['add', true, ['add']],
] as const)('to %s, with others in the call: %s', (purpose, others, asks) => {
  expect(asksOf(purpose, others)).toEqual(asks);
});
