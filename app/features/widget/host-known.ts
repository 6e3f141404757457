import { contextOf } from '../../../packages/widget/src/context.ts';
import type { Known } from '../../../packages/widget/src/frame-messages.ts';
import { contextProblem } from '../../../server/protocol/call-context.ts';

export const NOTHING_KNOWN: Known = { context: null, identifies: false };

/** What the page around says it knows of its visitor, as far as it can be that; the server checks it again. */
export function knownOf(message: object): Known {
  const { context, identifies } = message as Record<string, unknown>;
  const taken = contextOf(context);
  const problem = taken === null ? null : contextProblem(taken);
  // The call is worth more than what the page says of it.
  if (problem !== null) console.error(`[Tandem] The context ${problem}`);
  return {
    context: problem === null ? taken : null,
    identifies: identifies === true,
  };
}
