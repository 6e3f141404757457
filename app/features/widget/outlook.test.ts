import { describe, expect, test } from 'vitest';
import type { TopicOutlook } from '../../../server/protocol/widget.ts';
import { canCall, momentIn, outlookWords } from './outlook.ts';

const OPEN: TopicOutlook = {
  ...{ open: true, opensAt: null, timeZone: null, estimatedWaitMs: null, staffed: true, takesTexts: false, callsBack: false },
};
const said = (change: Partial<TopicOutlook>) => outlookWords({ ...OPEN, ...change }, (at) => `at ${at}`);
const MINUTE = 60_000;

describe('what a caller would meet', () => {
  test.each<[Partial<TopicOutlook>, string]>([
    [{ open: false }, 'closed'],
    [{ open: false, opensAt: 5 }, 'opens'],
    [{ staffed: false }, 'nobody'],
    [{ staffed: false, estimatedWaitMs: 0 }, 'nobody'],
    [{}, 'unknown'],
    [{ estimatedWaitMs: 0 }, 'free'],
    [{ estimatedWaitMs: MINUTE }, 'wait'],
  ])('%j is said by "%s"', (change, key) => expect(said(change).key).toBe(`widget-waiting.outlook.${key}`));

  test.each([
    [MINUTE / 2, 'half-minute'],
    [MINUTE, 'minute'],
    [1.5 * MINUTE, 'minutes'],
    [59 * MINUTE, 'minutes'],
    [60 * MINUTE, 'hour'],
  ])('a wait of %d ms is "%s"', (estimatedWaitMs, key) =>
    expect(said({ estimatedWaitMs }).values?.time).toMatchObject({ key: `widget-waiting.outlook.${key}` }),
  );

  test('it opens at a time in the customer’s own zone, which is named; with the day unless that is today', () => {
    const monday = Date.UTC(2026, 10, 23, 9);
    expect(momentIn('en-GB', monday, monday - 60 * MINUTE, 'Europe/Lisbon')).toMatch(/^09:00 (?:WET|GMT)$/);
    expect(momentIn('en-GB', monday, monday - 24 * 60 * MINUTE, 'Europe/Paris')).toMatch(/^Monday.* 10:00 .+$/);
    expect(momentIn('en-GB', monday, monday - 9 * 24 * 60 * MINUTE, 'Europe/Paris')).toMatch(/^Monday.* 23 November.* 10:00 .+$/);
  });

  test('a browser without a microphone’s interface or without WebRTC can’t call', () => {
    expect(canCall({ mediaDevices: {}, rtc: () => {} })).toBe(true);
    expect(canCall({ mediaDevices: undefined, rtc: () => {} })).toBe(false);
    expect(canCall({ mediaDevices: {}, rtc: undefined })).toBe(false);
  });
});
