import { expect, test } from 'vitest';
import type { Trouble } from '../../lib/media/line-trouble.ts';
import { hintOf } from './line-hint-words.ts';

const loss = { cause: 'loss', amount: 0.1 } as const;

test.each<[what: string, trouble: Trouble, hint: string]>([
  ['their own line', { side: 'yours', ...loss }, 'yours'],
  ['their own, by the slow way', { side: 'yours', ...loss, overTcp: true }, 'over-tcp'],
  ['an agent’s', { side: 'others', ...loss }, 'others'],
  ['an agent’s, by the slow way, at which a caller can do nothing', { side: 'others', ...loss, overTcp: true }, 'others'],
])('of trouble on %s a caller is told that it is there', (_, trouble, hint) => expect(hintOf(trouble)).toBe(hint));
