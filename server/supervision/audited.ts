import type { AuditLog } from '../data/audit.ts';
import type { AuditAction, AuditEntry, AuditSubject } from '../protocol/audit.ts';
import type { CenterId } from '../protocol/common.ts';
import { Failure } from '../sockets/failure.ts';
import type { Supervisor } from './grants.ts';

export interface Act {
  action: AuditAction;
  /** Whose center's work it is; null: no center's alone. */
  centerId: CenterId | null;
  subject: AuditSubject;
  details?: AuditEntry['details'];
}

/**
 * Does what a supervisor asks for, and writes it down before it is answered: as done, or as refused with the reason.
 * @param run throws a Failure when it is refused; whether they may is looked at in it
 */
export type Audited = <T>(who: Supervisor, act: Act, run: () => Promise<T>) => Promise<T>;

export function audited(log: AuditLog, now: () => number): Audited {
  return async (who, { details = {}, ...act }, run) => {
    const entry = { actor: { id: who.id, name: who.name }, ...act };
    let done: Awaited<ReturnType<typeof run>>;
    try {
      done = await run();
    } catch (error) {
      const { code, message: refused } =
        error instanceof Failure ? error : ({ code: 'internal', message: 'Something went wrong on our side' } as const);
      await log.record({ at: now(), ...entry, outcome: 'refused', details: { ...details, refused, code } });
      throw error;
    }
    await log.record({ at: now(), ...entry, outcome: 'done', details });
    return done;
  };
}
