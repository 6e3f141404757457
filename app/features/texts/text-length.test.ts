import { expect, test } from 'vitest';
import { lengthOf } from './text-length.ts';

test.each([
  ['', { kind: 'empty' }],
  [' \n ', { kind: 'empty' }],
  ['hello', { kind: 'fits' }],
  ['x'.repeat(1799), { kind: 'fits' }],
  ['x'.repeat(1800), { kind: 'near', left: 200 }],
  [` ${'x'.repeat(2000)}\n`, { kind: 'near', left: 0 }],
  ['x'.repeat(2001), { kind: 'over', over: 1 }],
])('%#', (written, length) => {
  expect(lengthOf(written)).toEqual(length);
});
