import type { Context } from 'hono';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { AuditLog } from '../data/audit.ts';
import type { Role } from '../protocol/api.ts';
import type { AuditAction, AuditSubject } from '../protocol/audit.ts';
import { Failure } from '../sockets/failure.ts';
import type { Auth, SignedIn } from './auth.ts';
import { signedInAs } from './requests.ts';

/** So many refusals of one person are written down in a minute: who asks on and on must not fill the log. */
const NOTED_A_MINUTE = 20;

interface AdmissionOptions {
  auth: Auth;
  audit: AuditLog;
  now: () => number;
  roles: readonly Role[];
  /** What a request that would change something is, and what it is about. */
  action: AuditAction;
  subject: AuditSubject['kind'];
}

/** Who asks, if they may. @throws Failure `not-signed-in`, or `forbidden`, which is written down before it is answered */
export type Admission = (context: Context, action?: AuditAction) => Promise<SignedIn>;

export function admission({ auth, audit, now, roles, action: usual, subject: kind }: AdmissionOptions): Admission {
  const limiter = new RateLimiterMemory({ points: NOTED_A_MINUTE, duration: 60 });
  const isNoted = (id: string) =>
    limiter.consume(id).then(
      () => true,
      () => false,
    );
  return async (context, action = usual) => {
    try {
      return await signedInAs(auth, roles, context);
    } catch (error) {
      const refused = error instanceof Failure && error.code === 'forbidden' ? error : null;
      const who = refused && (await auth.whoIs(context.req.header('cookie')));
      if (refused && who && (await isNoted(who.id))) {
        const id = (context.req.param('id') ?? '').slice(0, 64);
        await audit.record({
          ...{ at: now(), actor: { id: who.id, name: who.name }, outcome: 'refused', centerId: null },
          action: context.req.method === 'GET' ? 'read' : action,
          subject: { kind, id, name: id },
          details: { asked: `${context.req.method} ${context.req.path}`.slice(0, 200), refused: refused.message, code: refused.code },
        });
      }
      throw error;
    }
  };
}
