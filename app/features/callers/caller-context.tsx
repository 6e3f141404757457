import type { Caller } from '../../../server/protocol/common.ts';
import { later } from '../../lib/later.tsx';

// Fetched with the first call of which a page says more.
const ContextList = later(() => import('./context-list.tsx').then((module) => module.default));

export function CallerContext({ caller, className }: { caller: Pick<Caller, 'context'> | null; className?: string }) {
  const context = caller?.context;
  return context === undefined ? null : <ContextList context={context} {...(className === undefined ? {} : { className })} />;
}
