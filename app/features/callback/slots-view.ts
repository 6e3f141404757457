export interface SlotDay {
  /** yyyy-mm-dd, by the clock of the time zone. */
  day: string;
  /** "Tuesday 24 November". */
  label: string;
  slots: { at: number; label: string }[];
}

/** Slots by the days of a time zone, as a language writes days and times. */
export function daysOf(slots: readonly number[], { tag, timeZone, slotMs }: { tag: string; timeZone: string; slotMs: number }): SlotDay[] {
  const format = (options: Intl.DateTimeFormatOptions, locale = tag) => new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const date = format({ year: 'numeric', month: '2-digit', day: '2-digit' }, 'sv-SE');
  const long = format({ weekday: 'long', day: 'numeric', month: 'long' });
  // Whoever has set slots of seconds must be able to tell them apart.
  const second = slotMs % 60_000 === 0 ? {} : ({ second: '2-digit' } as const);
  const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...second });
  const days: SlotDay[] = [];
  for (const at of slots) {
    const day = date.format(at);
    if (days.at(-1)?.day !== day) days.push({ day, label: long.format(at), slots: [] });
    days.at(-1)?.slots.push({ at, label: time.format(at) });
  }
  return days;
}

/** "Tuesday 24 November, 10:15". */
export const momentIn = (at: number, { tag, timeZone }: { tag: string; timeZone: string }): string =>
  new Intl.DateTimeFormat(tag, {
    timeZone,
    ...{ weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  }).format(at);

/** "Europe/Lisbon", as people read it. */
export const zoneName = (timeZone: string): string => timeZone.replaceAll('_', ' ');

/** The customer's own. */
export const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
