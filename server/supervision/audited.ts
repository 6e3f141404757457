import type { AuditLog } from '../data/audit.ts';
import type { AuditAction, AuditEntry, AuditSubject } from '../protocol/audit.ts';
import type { CenterId } from '../protocol/common.ts';
import { Failure } from '../sockets/failure.ts';
import type { Supervisor } from './grants.ts';
import type { Refusals } from './refusals.ts';

export interface Act {
  action: AuditAction;
  /** Whose center's work it is; null: no center's alone. */
  centerId: CenterId | null;
  subject: AuditSubject;
  details?: AuditEntry['details'];
}

/** What supervisors ask for, and what is written down of it before it is answered. */
export interface Audited {
  /**
   * Does it, and writes it down: as done, or as refused with the reason.
   * @param run throws a Failure when it is refused; whether they may is looked at in it
   */
  act<T>(who: Supervisor, act: Act, run: () => Promise<T>): Promise<T>;
  /** The same where only a refusal is to be written down here: by who looks for what is acted on, or writes the rest themselves. */
  attempt<T>(who: Supervisor, act: Act, run: () => Promise<T>): Promise<T>;
}

/** What somebody asked for is not there: it is in the log of their own center, by the name that they gave it. */
export const nothing = (who: Supervisor, kind: AuditSubject['kind'], id: string): Pick<Act, 'centerId' | 'subject'> => ({
  centerId: who.centerId,
  subject: { kind, id, name: id },
});

export function audited(log: AuditLog, refusals: Refusals, now: () => number): Audited {
  const entryOf = ({ id, name }: Supervisor, { details = {}, ...act }: Act) => ({ at: now(), actor: { id, name }, ...act, details });
  const attempt: Audited['attempt'] = (who, act, run) =>
    refusals.run(who.id, async () => {
      try {
        return await run();
      } catch (error) {
        const { code, message: refused } =
          error instanceof Failure ? error : ({ code: 'internal', message: 'Something went wrong on our side' } as const);
        const entry = entryOf(who, act);
        await log.record({ ...entry, outcome: 'refused', details: { ...entry.details, refused, code } });
        throw error;
      }
    });
  return {
    attempt,
    async act(who, act, run) {
      const done = await attempt(who, act, run);
      await log.record({ ...entryOf(who, act), outcome: 'done' });
      return done;
    },
  };
}
