import { expect, test } from 'vitest';
import type { CallText } from '../protocol/texts.ts';
import { oneReadBy, type Reader, readBy } from './text-readers.ts';

const said = (seq: number, from: string, to?: string): CallText => ({
  ...{ seq, at: seq, from, name: from, text: `${seq}`, id: `message-${seq}` },
  ...(to !== undefined && { to }),
});
const all = [
  said(1, 'caller'),
  said(2, 'supervisor-s', 'agent-7'),
  said(3, 'agent-7'),
  said(4, 'supervisor-s'),
  said(5, 'supervisor-t', 'agent-8'),
];

test.each<[Reader, string]>([
  ['caller', '1:1 2:3 3:4'],
  ['agent-7', '1:1 2:2 3:3 4:4'],
  ['agent-8', '1:1 2:3 3:4 4:5'],
  ['supervisor', '1:1 2:2 3:3 4:4 5:5'],
])('%s reads what is for them, under numbers that tell nothing of the rest', (reader, expected) => {
  const read = readBy(all, reader);
  expect(read.map(({ seq, text }) => `${seq}:${text}`).join(' ')).toBe(expected);
  // One by one, as they are told, they have the same numbers.
  expect(all.flatMap((text) => oneReadBy(all, text, reader) ?? [])).toEqual(read);
});
