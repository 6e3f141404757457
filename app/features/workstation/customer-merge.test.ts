import { expect, test } from 'vitest';
import type { Customer } from '../../../server/protocol/customers.ts';
import { mergedFields, mergeRequest, mergeRows, type Pair } from './customer-merge.ts';
import { mariaRecord } from './desk-fixtures.ts';

const one: Customer = { ...mariaRecord, tier: 'silver', phone: null, notes: 'Calls at noon' };
const other: Customer = {
  ...one,
  id: 'm2',
  version: '7',
  email: 'm.silva@example.com',
  tier: 'gold',
  phone: '+351 21',
  notes: 'Likes blue',
};
const pair: Pair = { one, other };

test('nothing is lost unless the agent says so: what is there wins over what is empty, the better tier, both notes', () => {
  expect(mergeRows(pair, {}).map(({ field, same, pick }) => [field, same, pick])).toEqual([
    ['name', true, 'one'],
    ['email', false, 'one'],
    ['phone', false, 'other'],
    ['company', true, 'one'],
    ['tier', false, 'other'],
    ['language', true, 'one'],
    ['notes', false, 'both'],
  ]);
  expect(mergedFields(pair, {})).toEqual({
    name: 'Maria Silva',
    email: 'maria@example.com',
    phone: '+351 21',
    company: null,
    tier: 'gold',
    language: 'pt-PT',
    notes: 'Calls at noon\n\nLikes blue',
  });
});

test('the agent’s choice is what is sent, whichever record is kept', () => {
  expect(mergeRequest(pair, 'other', { email: 'other', phone: 'one', notes: 'one' })).toEqual({
    keep: { id: 'm2', version: '7' },
    drop: { id: one.id, version: one.version },
    fields: { ...mergedFields(pair, {}), email: 'm.silva@example.com', phone: null, notes: 'Calls at noon' },
  });
});

test('notes that are too long together are chosen from', () => {
  const long: Pair = { one: { ...one, notes: 'a'.repeat(2500) }, other: { ...other, notes: 'b'.repeat(2500) } };
  const row = mergeRows(long, {}).at(-1);
  expect([row?.mayBeBoth, row?.pick]).toEqual([false, 'one']);
});
