import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import frame from '../../frame/features.json' with { type: 'json' };

/** What every page has, and what only the frame on another site says. */
const ELSEWHERE = ['common', 'errors', 'widget-embed'];

test('the page of a callback has the words of every view that a call in the frame has', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../../call/[token]/page.tsx'), 'utf8');
  const missing = [...frame.first, ...frame.later].filter((feature) => !ELSEWHERE.includes(feature) && !page.includes(`'${feature}'`));
  expect(missing).toEqual([]);
});
