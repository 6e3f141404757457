/** A moment of a day (yyyy-mm-dd) that is in it wherever this machine is: for writing the day, ms. */
export const noonOf = (date: string): number => new Date(`${date}T12:00:00`).getTime();

/** The day by the clock of a place, yyyy-mm-dd. */
export function dateIn(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}
