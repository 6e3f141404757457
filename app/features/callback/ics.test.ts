import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarFile } from './ics.ts';

const entry = {
  uid: 'callback-1@tandem',
  startsAt: Date.parse('2026-11-24T10:15:00Z'),
  endsAt: Date.parse('2026-11-24T10:30:00Z'),
  at: Date.parse('2026-11-23T09:00:00.500Z'),
  title: 'Call with Sales; bring the order, please',
  text: 'Open the link\nat the time',
  url: 'https://calls.example/call/abc',
};

test('an entry has its times in UTC, its words escaped, a reminder, and lines that end as the format wants', () => {
  const file = calendarFile(entry);
  const lines = file.split('\r\n');
  expect(lines.slice(0, 2)).toEqual(['BEGIN:VCALENDAR', 'VERSION:2.0']);
  expect(lines).toContain('DTSTART:20261124T101500Z');
  expect(lines).toContain('DTEND:20261124T103000Z');
  expect(lines).toContain('DTSTAMP:20261123T090000Z');
  expect(lines).toContain('SUMMARY:Call with Sales\\; bring the order\\, please');
  expect(lines).toContain('DESCRIPTION:Open the link\\nat the time');
  expect(lines).toContain('TRIGGER:-PT5M');
  expect(lines.slice(-2)).toEqual(['END:VCALENDAR', '']);
});

test('no line is too long, and none loses a sign', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (title) => {
      const file = calendarFile({ ...entry, title });
      for (const line of file.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
      const whole = file.replaceAll('\r\n ', '');
      const plain = title.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r\n|\r|\n/g, '\\n');
      expect(whole).toContain(`SUMMARY:${plain}\r\n`);
    }),
    { numRuns: 300 },
  );
});
