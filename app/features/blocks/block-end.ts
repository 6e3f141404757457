/** How long a caller is blocked, in days. */
export const BLOCK_DAYS = [1, 7, 30, 365] as const;
export type BlockDays = (typeof BLOCK_DAYS)[number];

const DAY_MS = 24 * 60 * 60 * 1000;
export const endOf = (days: BlockDays, now: number): number => now + days * DAY_MS;

export type BlockState = 'holds' | 'ended' | 'lifted';
export const stateOf = ({ endsAt, liftedAt }: { endsAt: number; liftedAt: number | null }, now: number): BlockState =>
  liftedAt !== null ? 'lifted' : endsAt > now ? 'holds' : 'ended';
