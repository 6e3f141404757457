import { expect, test } from 'vitest';
import { contextProblem } from './call-context.ts';
import { StartCall } from './widget.ts';

const nested = (depth: number): object => (depth === 1 ? {} : { in: nested(depth - 1) });

test.each([
  ['an empty object', {}],
  ['values of all kinds', { page: 'Cart', total: 12.5, member: true, coupon: null, items: ['a', { sku: 'b' }] }],
  ['markup, which is text', { note: '<script>alert(1)</script>' }],
  ['as much as fits', { long: 'x'.repeat(4096 - '{"long":""}'.length) }],
  ['as deep as may be', nested(5)],
])('%s is a context', (_, value) => expect(contextProblem(value)).toBe(null));

test.each([
  ['a list', [1], 'is not an object'],
  ['a text', '{}', 'is not an object'],
  ['nothing', null, 'is not an object'],
  ['a byte too many', { long: 'x'.repeat(4097 - '{"long":""}'.length) }, 'is larger than 4 kB'],
  ['bytes beyond its signs', { long: 'é'.repeat(2100) }, 'is larger than 4 kB'],
  ['a megabyte', { long: 'x'.repeat(1_000_000) }, 'is larger than 4 kB'],
  [
    'names that are long together',
    Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`${'n'.repeat(60)}${n}`, 1])),
    'is larger than 4 kB',
  ],
  ['too deep', nested(6), 'is nested too deeply'],
  ['far too deep', nested(2000), 'is nested too deeply'],
  ['many parts', { list: Array.from({ length: 300 }, () => 0) }, 'has too many parts'],
  ['a long name', { ['n'.repeat(65)]: 1 }, 'holds a name that can’t be used'],
  ['a name that is no name', JSON.parse('{"__proto__": {"admin": true}}'), 'holds a name that can’t be used'],
  ['NUL', { a: 'x\u0000' }, 'holds characters that can’t be stored'],
  ['half a sign', { a: '\ud83d' }, 'holds characters that can’t be stored'],
  ['what is no JSON', { a: () => 1 }, 'holds what is not JSON'],
  ['no number', { a: Number.NaN }, 'holds what is not JSON'],
])('%s is none', (_, value, problem) => expect(contextProblem(value)).toBe(problem));

test('a call whose context is none is refused at its field', () => {
  const call = { queueId: 'sales', name: 'M', email: null, customerId: null, page: null, question: null };
  expect(StartCall.parse(call).context).toBe(null);
  expect(StartCall.parse({ ...call, context: { cart: 3 } }).context).toEqual({ cart: 3 });
  expect(StartCall.safeParse({ ...call, context: { a: 'x'.repeat(5000) } }).error?.issues[0]).toMatchObject({
    path: ['context'],
    message: 'is larger than 4 kB',
  });
});
