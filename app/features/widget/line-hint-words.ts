import type { Trouble } from '../../lib/media/line-trouble.ts';

/** Which hint a caller gets for a trouble. Without its figures, which are of no interest to who only wants to talk. */
export function hintOf({ side, overTcp }: Trouble): 'yours' | 'over-tcp' | 'others' {
  if (side !== 'yours') return 'others';
  return overTcp ? 'over-tcp' : 'yours';
}
