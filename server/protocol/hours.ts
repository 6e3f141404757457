import { z } from 'zod';
import { text } from './common.ts';

/** Opening hours in a time zone. Wall-clock times: on a day when the clock is put forward or back, they follow the wall clock. */

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** Wall-clock time of a day, `00:00` to `24:00`. */
export const ClockTime = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: 'is not a time such as 09:30', abort: true });
const Span = z
  .object({ from: ClockTime, to: ClockTime })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'is not after the beginning' });

export const DayHours = Span.extend({ day: z.number().int().min(1).max(7) }); // 1 is Monday
export const Holiday = z.object({
  date: z.iso.date('is not a date'),
  name: text(80).trim().min(1, 'is needed'),
  /** Open for these hours only; null is closed all day. */
  open: Span.nullable(),
});

export const Hours = z
  .object({
    timeZone: z.string().max(64).refine(isTimeZone, 'is not a time zone such as Europe/Lisbon'),
    weekly: z.array(DayHours).max(50),
    holidays: z.array(Holiday).max(200),
  })
  .superRefine(({ weekly, holidays }, context) => {
    weekly.forEach((one, index) => {
      const before = weekly.findIndex((other, at) => at < index && other.day === one.day && other.from < one.to && one.from < other.to);
      if (before >= 0)
        context.addIssue({
          code: 'custom',
          path: ['weekly', index, 'from'],
          message: `overlaps ${WEEKDAYS[one.day - 1]} ${weekly[before]?.from} to ${weekly[before]?.to}`,
        });
    });
    holidays.forEach((one, index) => {
      if (holidays.findIndex((other) => other.date === one.date) < index)
        context.addIssue({ code: 'custom', path: ['holidays', index, 'date'], message: 'is in the list twice' });
    });
  });
export type Hours = z.infer<typeof Hours>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
