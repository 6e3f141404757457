import type { CallText } from '../../../../server/protocol/texts.ts';

/** What was written in a conversation, as a file for the caller. Pure. */
export interface Transcript {
  heading: string;
  /** Which time zone its times are of, in words. */
  zone: string;
  lines: readonly { time: string; name: string; text: string }[];
}

export interface TranscriptWords {
  /** BCP 47 */
  tag: string;
  /** IANA */
  timeZone: string;
  you: string;
  heading: (day: string) => string;
  zone: (zone: string) => string;
}

/** @param texts at least one; what the caller wrote themselves stands under `you` */
export function transcriptOf(texts: readonly CallText[], { tag, timeZone, you, heading, zone }: TranscriptWords): Transcript {
  const day = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone });
  const time = new Intl.DateTimeFormat(tag, { timeStyle: 'medium', hourCycle: 'h23', timeZone });
  const days = new Set(texts.map(({ at }) => day.format(at)));
  // Over midnight each line says its day as well.
  const said = (at: number) => (days.size > 1 ? `${day.format(at)}, ${time.format(at)}` : time.format(at));
  return {
    heading: heading(day.format(texts[0]?.at ?? 0)),
    zone: zone(timeZone),
    lines: texts.map(({ at, from, name, text }) => ({ time: said(at), name: from === 'caller' ? you : name, text })),
  };
}

export const asText = ({ heading, zone, lines }: Transcript): string =>
  // Spreadsheet programs and old editors know the mark; lines within a message stand under it.
  `\uFEFF${[heading, zone, '', ...lines.map(({ time, name, text }) => `[${time}] ${name}: ${text.replaceAll('\n', '\n    ')}`)].join('\r\n')}\r\n`;

export const asPage = ({ heading, zone, lines }: Transcript, tag: string): string => `<!doctype html>
<html lang="${escaped(tag)}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(heading)}</title>
<style>body{max-width:40rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif}dt{margin-top:1rem;font-weight:600}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}time,p{color:#555;font-weight:400}</style>
<h1>${escaped(heading)}</h1>
<p>${escaped(zone)}</p>
<dl>
${lines.map(({ time, name, text }) => `<dt>${escaped(name)} <time>${escaped(time)}</time></dt><dd>${escaped(text)}</dd>`).join('\n')}
</dl>
</html>
`;

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
