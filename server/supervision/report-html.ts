import { DateTime } from 'luxon';
import { createTranslator } from 'use-intl/core';
import en from '../../app/messages/en/reports.json' with { type: 'json' };
import fr from '../../app/messages/fr/reports.json' with { type: 'json' };
import pt from '../../app/messages/pt/reports.json' with { type: 'json' };
import type { Locale } from '../protocol/locale.ts';
import { type Dimension, type Interval, MEASURE_UNITS, type Unit } from '../protocol/report-words.ts';
import type { Report } from '../protocol/reports.ts';

/**
 * A report as a page that survives e-mail: tables, and styles at each element, since mail programs drop everything else. No
 * script, no picture, nothing from elsewhere.
 */
export function toHtml(report: Report, locale: Locale): string {
  const { query, intervals, groups, rows, total } = report;
  const tag = TAGS[locale];
  const t = createTranslator({ locale: tag, messages: WORDS[locale], timeZone: 'UTC' });
  const day = (at: number) => DateTime.fromMillis(at, { zone: query.zone }).setLocale(tag).toLocaleString(DateTime.DATE_FULL);
  const [first, last] = [day(report.from), day(report.to - 1)];
  const heading = first === last ? t('mail.heading-day', { from: first }) : t('mail.heading', { from: first, to: last });
  const say = (figure: number | null, index: number) => said(figure, MEASURE_UNITS[query.measures[index] ?? 'offered'], tag);

  const nameOfGroup = (dimension: Dimension, label: string) =>
    dimension === 'channel' && (label === 'voice' || label === 'text') ? t(`channels.${label}`) : label || t(`none.${dimension}`);

  const header = [t('interval-column'), ...query.by.map((dimension) => t(`dimensions.${dimension}`))]
    .map((words) => cell('th', words, 'left'))
    .concat(query.measures.map((measure) => cell('th', t(`measures.${measure}`), 'right')));
  const body = rows.map(({ interval, group, figures }) => {
    const span = intervals[interval];
    const labels = (groups[group]?.labels ?? []).map((label, index) => nameOfGroup(query.by[index] ?? 'queue', label));
    return line([
      cell('td', span ? nameOf(span.from, query.interval, query.zone, tag, t('intervals.whole')) : '', 'left'),
      ...labels.map((label) => cell('td', label, 'left')),
      ...figures.map((figure, index) => cell('td', say(figure, index), 'right')),
    ]);
  });
  const sum = line([
    cell('th', t('total'), 'left'),
    ...query.by.map(() => cell('td', '', 'left')),
    ...total.map((figure, index) => cell('th', say(figure, index), 'right')),
  ]);
  const { threshold, abandons, elsewhere, shortAbandon } = query.switches;
  const level = t('level.formula', {
    inTime: threshold === null ? t('level.answered-own') : t('level.answered-in', { seconds: threshold }),
    whole: t(!abandons ? 'level.whole-answered' : elsewhere ? 'level.whole-elsewhere' : 'level.whole-all'),
  });
  const how = query.measures.map(
    (measure) =>
      `<li><b>${escaped(t(`measures.${measure}`))}</b>: ${escaped(measure === 'serviceLevel' ? level : t(`formulas.${measure}`))}</li>`,
  );
  const notes = [
    t('mail.zone', { zone: query.zone }),
    t('counted-when'),
    t(`channels.${query.channel}`),
    ...(shortAbandon > 0 ? [t('level.without-short', { seconds: shortAbandon })] : []),
    ...(report.restricted ? [t('restricted')] : []),
  ];
  return `<!doctype html>
<html lang="${tag}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(heading)}</title></head>
<body style="margin:0;padding:24px;background:#ffffff;color:#131a20;font-family:Arial,Helvetica,sans-serif;font-size:14px;line-height:1.45">
<h1 style="margin:0 0 4px;font-size:20px">${escaped(heading)}</h1>
<p style="margin:0 0 16px;color:#52606b">${notes.map(escaped).join('<br>')}</p>
<table role="table" cellpadding="0" cellspacing="0" style="border-collapse:collapse;border:1px solid #dbe1e5">
<thead><tr style="background:#eaeef0">${header.join('')}</tr></thead>
<tbody>${body.join('\n')}</tbody>
<tfoot>${sum}</tfoot>
</table>
<h2 style="margin:20px 0 4px;font-size:16px">${escaped(t('mail.how'))}</h2>
<ul style="margin:0;padding-left:20px;color:#52606b">${how.join('')}</ul>
</body></html>
`;
}

const WORDS: Record<Locale, typeof en> = { en, pt, fr };
const TAGS: Record<Locale, string> = { en: 'en-GB', pt: 'pt-PT', fr: 'fr-FR' };

const line = (cells: readonly string[]) => `<tr>${cells.join('')}</tr>`;
const cell = (tag: 'th' | 'td', text: string, align: 'left' | 'right') =>
  `<${tag} style="padding:6px 10px;border:1px solid #dbe1e5;text-align:${align};white-space:nowrap">${escaped(text)}</${tag}>`;

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

const FORMS: Record<Exclude<Interval, 'whole'>, Intl.DateTimeFormatOptions> = {
  '15-min': DateTime.DATETIME_MED,
  '30-min': DateTime.DATETIME_MED,
  hour: DateTime.DATETIME_MED,
  day: DateTime.DATE_MED_WITH_WEEKDAY,
  week: DateTime.DATE_MED,
  month: { month: 'long', year: 'numeric' },
};
function nameOf(at: number, interval: Interval, zone: string, tag: string, whole: string): string {
  return interval === 'whole' ? whole : DateTime.fromMillis(at, { zone }).setLocale(tag).toLocaleString(FORMS[interval]);
}

function said(figure: number | null, unit: Unit, tag: string): string {
  if (figure === null) return '–';
  switch (unit) {
    case 'count':
      return figure.toLocaleString(tag);
    case 'share':
      return figure.toLocaleString(tag, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
    case 'mos':
    case 'score':
    case 'mean':
      return figure.toLocaleString(tag, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    case 'ms': {
      const seconds = Math.round(figure / 1000);
      const two = (value: number) => String(value).padStart(2, '0');
      const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
      return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
    }
  }
}
