import type { ErrorCode } from '../../protocol/common.ts';
import type { Said } from '../../protocol/sentences.ts';
import { apply } from './apply.ts';
import type { Reply } from './commands.ts';
import type { RoutingEvent } from './events.ts';
import type { Settings } from './model.ts';
import type { RoutingState } from './state.ts';

/** One command on its way through the core: the state, the time, and what has been decided so far. */
export interface Step {
  readonly state: RoutingState;
  readonly now: number;
  readonly settings: Settings;
  readonly events: RoutingEvent[];
  /** Calls that have come into a queue by this command: whether it is full, is seen once offers have been made. */
  readonly entered: string[];
}

/** Decides that something has happened: takes it into the state and keeps it for the log. */
export function emit(step: Step, event: WithoutTime<RoutingEvent>): void {
  const stamped = { ...event, at: step.now } as RoutingEvent;
  apply(step.state, stamped);
  step.events.push(stamped);
}

export const OK: Reply = { ok: true };

/** Refuses a command. Nothing may have been emitted before. */
export function refuse(code: ErrorCode, said: string | Said, field?: string): Reply {
  return { ok: false, error: { code, ...(typeof said === 'string' ? { message: said } : said), field } };
}

// Distributes over the union, so that each kind keeps its own fields.
type WithoutTime<E> = E extends unknown ? Omit<E, 'at'> : never;
