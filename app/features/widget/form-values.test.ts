import { describe, expect, test } from 'vitest';
import { StartCall } from '../../../server/protocol/widget.ts';
import { checkForm, type FormValues, fieldOf, requestOf } from './form-values.ts';

const filled: FormValues = { queueId: 'sales', name: 'Maria', email: 'maria@example.pt', question: '' };
const known = { customerId: null, page: '/cart' };

describe('the form', () => {
  test.each<[string, Partial<FormValues>, (keyof FormValues)[]]>([
    ['filled in', {}, []],
    ['without an e-mail address', { email: '' }, []],
    ['without a topic', { queueId: '' }, ['queueId']],
    ['without a name', { name: '  ' }, ['name']],
    ['with half an address', { email: 'maria@' }, ['email']],
    ['empty', { queueId: '', name: '', email: '' }, ['queueId', 'name']],
  ])('%s', (_, change, wrong) => {
    expect(Object.keys(checkForm({ ...filled, ...change }))).toEqual(wrong);
  });

  test.each<[string, Partial<FormValues>]>([
    ['filled in', {}],
    ['without an e-mail address', { email: ' ' }],
    ['with a question', { question: ' delivery to Porto? ' }],
  ])('what passes it %s passes the server’s schema too', (_, change) => {
    const values = { ...filled, ...change };
    expect(checkForm(values)).toEqual({});
    expect(StartCall.safeParse(requestOf(values, known, { lisbon: 12 })).success).toBe(true);
  });

  test('an empty question is none', () => {
    expect(requestOf({ ...filled, question: '  ' }, known, {}).question).toBeNull();
  });

  test.each([
    ['email', 'email'],
    ['customerId', null],
    [undefined, null],
  ])('the server’s field %j is the form’s %j', (field, own) => {
    expect(fieldOf(field)).toBe(own);
  });
});
