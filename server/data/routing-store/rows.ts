/** The last moment that PostgreSQL reads in this form. A center's clock may be anywhere, and must not stop the server. */
const LAST = Date.UTC(9999, 11, 31);

/** A time in milliseconds as the database reads it. */
export const iso = (at: number) => new Date(Math.min(at, LAST)).toISOString();

/** Rows under their key; nothing when there are none. */
export function filled<K extends string, T>(key: K, rows: readonly T[]): Partial<Record<K, T[]>> {
  return (rows.length === 0 ? {} : { [key]: rows }) as Partial<Record<K, T[]>>;
}
