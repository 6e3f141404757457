import type { TopicOutlook } from '../../../server/protocol/widget.ts';
import { type Words, words } from '../../lib/i18n/words.ts';
import { widgetKey } from './frame-settings.ts';

/** What a caller would meet who called now; null when nobody can say. */
export async function fetchOutlook(queueId: string, signal: AbortSignal): Promise<TopicOutlook | null> {
  const key = widgetKey();
  const query = new URLSearchParams({ topic: queueId, ...(key === null ? {} : { key }) });
  const response = await fetch(`/api/widget/outlook?${query}`, { signal });
  return response.ok ? ((await response.json()) as TopicOutlook) : null;
}

/**
 * What is said of it, and no more than is known.
 * @param momentOf a time as it is said in the customer's own zone, which it names
 */
export function outlookWords(outlook: TopicOutlook, momentOf: (at: number) => string): Words {
  if (!outlook.open)
    return outlook.opensAt === null
      ? words('widget-waiting.outlook.closed')
      : words('widget-waiting.outlook.opens', { time: momentOf(outlook.opensAt) });
  if (!outlook.staffed) return words('widget-waiting.outlook.nobody');
  if (outlook.estimatedWaitMs === null) return words('widget-waiting.outlook.unknown');
  if (outlook.estimatedWaitMs === 0) return words('widget-waiting.outlook.free');
  return words('widget-waiting.outlook.wait', { time: roughly(outlook.estimatedWaitMs) });
}

const MINUTE = 60_000;

/** Up to a minute in halves, above in whole minutes: rounded up. */
function roughly(ms: number): Words {
  if (ms <= MINUTE / 2) return words('widget-waiting.outlook.half-minute');
  const minutes = Math.ceil(ms / MINUTE);
  if (minutes >= 60) return words('widget-waiting.outlook.hour');
  return minutes === 1 ? words('widget-waiting.outlook.minute') : words('widget-waiting.outlook.minutes', { minutes });
}

/** "Monday 09:00 GMT+1": today without the day, since that goes without saying. */
export function momentIn(locale: string, at: number, now: number, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = (time: number) => new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', ...zone }).format(time);
  const far = at - now > 6 * 24 * 60 * MINUTE;
  const date = far ? { weekday: 'long', day: 'numeric', month: 'long' } : day(at) === day(now) ? {} : { weekday: 'long' };
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' };
  return new Intl.DateTimeFormat(locale, { ...date, ...clock, ...zone } as Intl.DateTimeFormatOptions).format(at);
}

/** Whether this browser, on this page, could ever make a call. */
export const canCall = (browser: { mediaDevices: unknown; rtc: unknown }): boolean =>
  browser.mediaDevices !== undefined && browser.mediaDevices !== null && browser.rtc !== undefined;
