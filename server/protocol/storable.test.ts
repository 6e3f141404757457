import { expect, test } from 'vitest';
import type { ZodType } from 'zod';
import { Customer, LinkCustomer, MergeCustomers, ReadCustomer, UpdateCustomer } from './customers.ts';
import { FollowUpRef } from './desk.ts';
import { Say } from './texts.ts';

/** What people and other systems name things by comes to the database as well. */

const BAD = ['a\u0000bcdefgh', 'a\ud800bcdefgh'];
const seen = { id: 'c-1', version: '1' };
const fields = { name: 'M', email: 'm@example.com', phone: null, company: null, tier: 'gold', language: 'en', notes: '' };
const HOLDERS: [name: string, schema: ZodType, message: (id: string) => object, path: string][] = [
  ['a text’s id', Say, (id) => ({ id, text: 'Hello' }), 'id'],
  ['a follow-up', FollowUpRef, (followUpId) => ({ followUpId }), 'followUpId'],
  ['a customer to read', ReadCustomer, (customerId) => ({ customerId }), 'customerId'],
  ['a customer to link', LinkCustomer, (customerId) => ({ callId: 'k', customerId }), 'customerId'],
  ['a customer to change', UpdateCustomer, (customerId) => ({ customerId, version: '1', changes: {} }), 'customerId'],
  ['a version', UpdateCustomer, (version) => ({ customerId: 'c', version, changes: {} }), 'version'],
  ['a customer to keep', MergeCustomers, (id) => ({ keep: { ...seen, id }, drop: seen, fields }), 'keep.id'],
  ['a customer to drop', MergeCustomers, (id) => ({ keep: seen, drop: { ...seen, id }, fields }), 'drop.id'],
  ['a customer as a company’s system has it', Customer, (id) => ({ ...seen, ...fields, id }), 'id'],
];

test.each(HOLDERS)('%s with characters that can’t be stored is refused at the door', (_, schema, message, path) => {
  expect(schema.safeParse(message('abcdefgh')).success).toBe(true);
  for (const bad of BAD) expect(schema.safeParse(message(bad)).error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
});
