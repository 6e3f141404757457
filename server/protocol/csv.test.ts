import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';

test.each([
  ['plain text', 'Ana', 'Ana'],
  ['nothing', null, ''],
  ['a number, below zero as well', -3, '-3'],
  ['commas, quotes and lines', 'a, "b"\nc', '"a, ""b""\nc"'],
  ['a formula', '=1+1', "'=1+1"],
  ['a formula with a plus', '+1', "'+1"],
  ['a formula with a minus', '-1', "'-1"],
  ['a formula with an at', '@SUM(A1)', "'@SUM(A1)"],
  ['a formula behind a tab', '\t=1', "'\t=1"],
  ['a formula with a comma', '=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
])('%s', (_, value, text) => {
  expect(csvOf(['h'], [[value]])).toBe(`h\r\n${text}\r\n`);
});
