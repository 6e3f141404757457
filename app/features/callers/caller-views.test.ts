import { describe, expect, test } from 'vitest';
import type { Caller } from '../../../server/protocol/common.ts';
import { identityOf } from './caller-identity.ts';
import { contextLines } from './context-view.ts';

const caller: Caller = { name: 'Maria', email: 'Maria@shop.example', customerId: 'c-7', page: null, question: null };
const verified: Caller = { ...caller, verified: true };

describe('who is calling', () => {
  test.each([
    ['what was typed alone', caller, { id: 'c-7', email: 'maria@shop.example' }, 'claimed'],
    ['said by the site, without a record', verified, null, 'verified'],
    ['the record of the same id', verified, { id: 'c-7', email: 'old@shop.example' }, 'verified'],
    ['the record of the same address', verified, { id: 'x', email: 'maria@shop.example' }, 'verified'],
    ['a record of somebody else', verified, { id: 'x', email: 'joao@shop.example' }, 'other-record'],
    ['no address on either side', { ...verified, email: null, customerId: null }, { id: 'x', email: '' }, 'other-record'],
  ] as const)('%s', (_, who, record, expected) => expect(identityOf(who, record)).toBe(expected));
});

describe('what the page said of the call', () => {
  test('each value is a line under its names, lists of plain values are one', () => {
    const context = {
      page: 'Cart',
      total: 12.5,
      member: false,
      tags: ['new', 3, null],
      cart: { items: [{ sku: 'A1' }, { sku: 'B2' }] },
      none: {},
    };
    expect(contextLines(context).map(({ name, value }) => [name, value])).toEqual([
      ['page', 'Cart'],
      ['total', '12.5'],
      ['member', 'false'],
      ['tags', 'new, 3, –'],
      ['cart › items › 1 › sku', 'A1'],
      ['cart › items › 2 › sku', 'B2'],
    ]);
  });
  test('a long value is folded, and never in the middle of a sign', () => {
    const long = '😀'.repeat(100);
    const [line] = contextLines({ long });
    expect(line?.value).toBe(long);
    expect(line?.folded?.isWellFormed()).toBe(true);
    expect(line?.folded?.length).toBeLessThanOrEqual(81);
    expect(contextLines({ short: 'x'.repeat(120) })[0]?.folded).toBe(null);
  });
  test('markup is the text that it is', () => {
    expect(contextLines({ '<b>': '<img src=x onerror=alert(1)>' })).toEqual([
      { name: '<b>', value: '<img src=x onerror=alert(1)>', folded: null },
    ]);
  });
});
