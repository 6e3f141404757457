import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const LIMIT_BYTES = 5000;

test('the loader that other sites put on their pages is under 5 kB gzipped', () => {
  const loader = readFileSync(path.join(import.meta.dirname, 'widget.js'));
  expect(gzipSync(loader).length).toBeLessThan(LIMIT_BYTES);
});
