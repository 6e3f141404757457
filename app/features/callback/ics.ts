export interface CalendarEntry {
  /** The same entry once more is a change of the first. */
  uid: string;
  startsAt: number;
  endsAt: number;
  /** When it was made, or changed last. */
  at: number;
  title: string;
  text: string;
  url: string;
}

const LINE_OCTETS = 75;

/** A calendar file with one entry and a reminder five minutes before (RFC 5545). */
export function calendarFile({ uid, startsAt, endsAt, at, title, text, url }: CalendarEntry): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tandem//Callbacks//EN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `SEQUENCE:${Math.floor(at / 1000) % 2 ** 31}`,
    `DTSTAMP:${utc(at)}`,
    `DTSTART:${utc(startsAt)}`,
    `DTEND:${utc(endsAt)}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(text)}`,
    `URL:${url}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(title)}`,
    'TRIGGER:-PT5M',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** `20261124T101500Z`. */
const utc = (at: number) => new Date(at).toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');

const escaped = (text: string) => text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r\n|\r|\n/g, '\\n');

/** No line is longer than 75 octets; what goes on stands on the next, after a space. No character is cut in two. */
function folded(line: string): string {
  const octets = (text: string) => new TextEncoder().encode(text).length;
  let [done, current] = ['', ''];
  for (const sign of line) {
    if (octets(current + sign) > LINE_OCTETS) {
      done += `${current}\r\n`;
      current = ' ';
    }
    current += sign;
  }
  return done + current;
}
