import { describe, expect, test } from 'vitest';
import { formatsFor } from '../../lib/i18n/formats.ts';
import { sayIn } from '../../lib/i18n/testing.ts';
import { freshnessOf, freshnessWords } from './freshness.ts';

const NOW = 1_000_000;

const english = sayIn('en');

describe('how old a center’s data is', () => {
  test.each([
    [{ link: 'up', heardAt: NOW - 400 }, 'fresh', '0.4 s'],
    [{ link: 'up', heardAt: NOW - 10_000 }, 'fresh', '10 s'],
    [{ link: 'up', heardAt: NOW - 10_001 }, 'late', 'late, 10 s'],
    [{ link: 'silent', heardAt: NOW - 3_000 }, 'late', 'late, 3.0 s'],
    [{ link: 'silent', heardAt: NOW - 200_000 }, 'late', 'late, 3 min'],
    [{ link: 'never', heardAt: null }, 'never', 'no data yet'],
    [{ link: 'up', heardAt: NOW + 50 }, 'fresh', '0.0 s'],
  ] as const)('%j is %s: %s', (center, freshness, text) => {
    expect(freshnessOf(center, NOW)).toBe(freshness);
    expect(english(freshnessWords(center, NOW))).toBe(text);
  });

  test.each([
    [9_990, '9.9 s'],
    [119_999, '119 s'],
    [120_000, '2 min'],
  ])('%i ms is %s', (ms, text) => {
    expect(formatsFor('en').briefly(ms)).toBe(text);
  });
});
