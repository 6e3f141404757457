import type { Caller } from '../../../server/protocol/common.ts';

/**
 * How far an agent may believe who is calling: `verified` by the site that they called from; so, but the record beside it is
 * somebody else's; or only `claimed`, by what they typed or their page said.
 */
export type CallerIdentity = 'verified' | 'other-record' | 'claimed';

/** @param record the customer shown with the call; null when there is none */
export function identityOf(caller: Caller, record: { id: string; email: string } | null): CallerIdentity {
  if (caller.verified !== true) return 'claimed';
  if (record === null || record.id === caller.customerId) return 'verified';
  return caller.email !== null && record.email.toLowerCase() === caller.email.toLowerCase() ? 'verified' : 'other-record';
}
