import { describe, expect, test } from 'vitest';
import { CustomerFields } from '../../../server/protocol/customers.ts';
import { beginEdit, changeOf, type FieldFault, type FieldName, fieldFault, keepMine, LONGEST, meanwhile } from './customer-fields.ts';
import { mariaRecord as maria } from './desk-fixtures.ts';

describe('what is typed into a field', () => {
  test.each<[FieldName, string, FieldFault | null]>([
    ['name', '  ', 'needed'],
    ['name', 'Maria', null],
    ['email', '', 'needed'],
    ['email', 'maria', 'not-an-email'],
    ['email', 'maria@example', 'not-an-email'],
    ['email', 'maria silva@example.com', 'not-an-email'],
    ['email', ' Maria@Example.com ', null],
    ['phone', '', null],
    ['phone', '+351 21 123 4567', null],
    ['notes', '', null],
    ['notes', 'x'.repeat(4001), 'too-long'],
  ])('%s %j: %j', (field, typed, fault) => {
    expect(fieldFault(field, typed)).toBe(fault);
  });

  test.each(Object.entries(LONGEST).filter(([field]) => ['name', 'phone', 'company', 'notes'].includes(field)))(
    'the longest %s is as long as the server takes it',
    (field, longest) => {
      const schema = CustomerFields.shape[field as FieldName];
      expect([longest, longest + 1].map((length) => schema.safeParse('x'.repeat(length)).success)).toEqual([true, false]);
    },
  );
});

test.each<[FieldName, string, object | null]>([
  ['name', 'Maria Silva ', null],
  ['name', ' Maria Santos', { name: 'Maria Santos' }],
  ['email', 'MARIA@example.com', null],
  ['company', '', null], // there was none
  ['company', 'Padaria', { company: 'Padaria' }],
  ['phone', '', { phone: null }],
  ['notes', '', { notes: '' }],
])('only what was changed is sent: %s %j', (field, typed, change) => {
  expect(changeOf({ ...maria, phone: '+351 21', notes: 'Calls at noon' }, field, typed)).toEqual(change);
});

describe('two agents change a record at once', () => {
  const edit = { ...beginEdit(maria, 'name'), typed: 'Maria Santos' };

  test('another field of theirs is no conflict', () => {
    expect(meanwhile(edit, { ...maria, version: '2', company: 'Padaria' }, 'name').theirs).toBeNull();
  });

  test('the same field is told beside what was typed', () => {
    const told = meanwhile(edit, { ...maria, version: '2', name: 'M. Silva' }, 'name', 'Bruno Costa');
    expect(told).toEqual({ ...edit, theirs: { version: '2', text: 'M. Silva', by: 'Bruno Costa' } });
    // The state of the record that follows does not know who it was, and takes nothing back.
    expect(meanwhile(told, { ...maria, version: '2', name: 'M. Silva' }, 'name').theirs?.by).toBe('Bruno Costa');
    expect(meanwhile(told, { ...maria, version: '3', name: 'Maria S.' }, 'name').theirs).toEqual({
      version: '3',
      text: 'Maria S.',
      by: null,
    });
  });

  test('who typed the same has no conflict', () => {
    expect(meanwhile(edit, { ...maria, version: '2', name: 'Maria Santos' }, 'name').theirs).toBeNull();
  });

  test('keeping the own one is a change made to theirs', () => {
    const told = meanwhile(edit, { ...maria, version: '2', name: 'M. Silva' }, 'name');
    expect(keepMine(told)).toEqual({ typed: 'Maria Santos', base: { version: '2', text: 'M. Silva' }, theirs: null });
    expect(keepMine(edit)).toEqual(edit);
  });
});
