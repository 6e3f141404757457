import type { Caller } from '../../../server/protocol/common.ts';
import { CallerContext } from './caller-context.tsx';
import { identityOf } from './caller-identity.ts';
import { IdentityMark } from './identity-mark.tsx';

/** Who called, and what their page said of the call. */
export function StoryCaller({ caller }: { caller: Caller }) {
  return (
    <section className="flex flex-col gap-3">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{caller.name}</span>
        <IdentityMark identity={identityOf(caller, null)} name={caller.name} />
        {caller.email !== null && <span className="text-muted">{caller.email}</span>}
        {caller.customerId !== null && <span className="text-muted">{caller.customerId}</span>}
      </p>
      <CallerContext caller={caller} />
    </section>
  );
}
