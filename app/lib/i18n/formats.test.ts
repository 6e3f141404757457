import { describe, expect, test } from 'vitest';
import type { Locale } from '../../../server/protocol/locale.ts';
import { formatsFor } from './formats.ts';

const NOW = new Date(2026, 10, 23, 12, 0).getTime();
const MINUTE = 60_000;
const DAY = 86_400_000;
const english = formatsFor('en');

/** Spaces that a line never breaks at, written as plain ones. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

test.each([
  [0, '0:00'],
  [59_999, '0:59'],
  [61_000, '1:01'],
  [3_600_000, '1:00:00'],
  [3_725_000, '1:02:05'],
  [-5, '0:00'],
])('%d ms lasts %s', (ms, text) => {
  expect(english.duration(ms)).toBe(text);
});

test('what is not known is shown as none', () => {
  expect(english.durationOr(null)).toBe('–');
  expect(english.percent(null)).toBe('–');
});

test.each<[Locale, number, string]>([
  ['en', 0, 'just now'],
  ['en', 12 * MINUTE, '12 min ago'],
  ['en', 180 * MINUTE, '3 h ago'],
  ['en', DAY, 'yesterday'],
  ['en', 5 * DAY, '5 days ago'],
  ['en', -MINUTE, 'just now'],
  ['pt', 0, 'agora mesmo'],
  ['pt', 12 * MINUTE, 'há 12 min'],
  ['pt', DAY, 'ontem'],
  ['pt', 5 * DAY, 'há 5 dias'],
  ['fr', 180 * MINUTE, 'il y a 3 h'],
  ['fr', DAY, 'hier'],
  ['fr', 2 * DAY, 'il y a 2 jours'],
])('in %s, %d ms ago is “%s”', (locale, ms, text) => {
  expect(formatsFor(locale).age(NOW - ms, NOW)).toBe(text);
});

describe.each<[Locale, Record<'day' | 'year' | 'moment' | 'percent' | 'tenths' | 'language' | 'weekday' | 'list' | 'brief', string>]>([
  [
    'en',
    {
      day: '02 Nov',
      year: '02 Nov 2025',
      moment: '02 Nov, 09:05',
      percent: '86 %',
      tenths: '2.1 %',
      language: 'Brazilian Portuguese',
      weekday: 'Monday',
      list: 'Ana, Bia and David',
      brief: '0.4 s',
    },
  ],
  [
    'pt',
    {
      day: '2/11',
      year: '2/11/2025',
      moment: '2/11, 09:05',
      percent: '86 %',
      tenths: '2,1 %',
      language: 'português do Brasil',
      weekday: 'segunda-feira',
      list: 'Ana, Bia e David',
      brief: '0,4 s',
    },
  ],
  [
    'fr',
    {
      day: '2 nov.',
      year: '2 nov. 2025',
      moment: '2 nov., 09:05',
      percent: '86 %',
      tenths: '2,1 %',
      language: 'portugais brésilien',
      weekday: 'lundi',
      list: 'Ana, Bia et David',
      brief: '0,4 s',
    },
  ],
])('in %s', (locale, expected) => {
  const formats = formatsFor(locale);
  const at = new Date(2026, 10, 2, 9, 5).getTime();
  test.each([
    ['day', formats.day(at, NOW)],
    ['year', formats.day(new Date(2025, 10, 2).getTime(), NOW)],
    ['moment', formats.moment(at, NOW)],
    ['percent', formats.percent(0.856)],
    ['tenths', formats.percentWithTenths(0.021)],
    ['language', formats.languageName('pt-BR')],
    ['weekday', formats.weekday(1)],
    ['list', formats.list(['Ana', 'Bia', 'David'])],
    ['brief', formats.briefly(400)],
  ] as const)('a %s is written as people do', (kind, text) => {
    expect(plain(text)).toBe(expected[kind]);
  });
});

test('a language tag that nobody knows stays as it is', () => {
  expect(english.languageName('not a tag')).toBe('not a tag');
});
