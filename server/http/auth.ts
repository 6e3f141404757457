import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { APIError } from 'better-auth/api';
import { z } from 'zod';
import type { PrismaClient } from '../data/database.ts';
import { Role } from '../protocol/api.ts';
import { CenterId } from '../protocol/common.ts';
import { CLIENT_ADDRESS_HEADER } from './addresses.ts';
import { isOwnOrigin } from './origin.ts';
import type { Vouching } from './vouching.ts';

export interface SignedIn {
  id: string;
  name: string;
  email: string;
  role: Role;
  centerId: string | null;
  /** Of a supervisor: centers besides their own. See server/supervision/grants.ts. */
  supervises: string[];
}

export interface Auth {
  /** Answers requests under /api/auth; it has more of them than anybody here needs: see the API for those let through. */
  handler: (request: Request) => Promise<Response>;
  /** Whose session a Cookie header belongs to; null when nobody's, or when the account has been switched off. */
  whoIs(cookie: string | undefined): Promise<SignedIn | null>;
  /** Ends all sessions of a person, at once. */
  endSessions(userId: string): Promise<void>;
}

/** Sign-in by e-mail and password, by better-auth. People are made by administrators; nobody signs up. */
export function openAuth(
  prisma: PrismaClient,
  options: { secret: string; baseUrl: string; publicUrl: string | null; vouching?: Pick<Vouching, 'userIn'> | undefined },
): Auth {
  const auth = betterAuth({
    appName: 'Tandem',
    secret: options.secret,
    // An https:// address makes the cookies Secure.
    baseURL: options.publicUrl ?? options.baseUrl,
    trustedOrigins: (request) => {
      const origin = request?.headers.get('origin');
      return origin && isOwnOrigin(origin, request?.headers.get('host'), options.publicUrl) ? [origin] : [];
    },
    database: prismaAdapter(prisma, { provider: 'postgresql' }),
    emailAndPassword: { enabled: true, disableSignUp: true },
    user: {
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        centerId: { type: 'string', required: false, input: false },
        active: { type: 'boolean', required: true, input: false },
        demo: { type: 'boolean', required: true, input: false },
      },
    },
    session: { expiresIn: 12 * 60 * 60, updateAge: 60 * 60 },
    rateLimit: { enabled: true, window: 60, max: 600, customRules: { '/sign-in/email': { window: 60, max: 60 } } },
    advanced: { ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] }, cookiePrefix: 'tandem' },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => {
            const user = await prisma.user.findUnique({ where: { id: session.userId }, select: { active: true } });
            if (!user?.active) throw new APIError('FORBIDDEN', { message: 'This account has been switched off' });
          },
        },
      },
    },
    telemetry: { enabled: false },
    logger: { level: 'warn' },
  });
  const supervisedBy = async (id: string) => {
    const user = await prisma.user.findUnique({ where: { id }, select: { supervises: true } });
    return z.array(CenterId).parse(user?.supervises ?? []);
  };

  return {
    handler: auth.handler,
    async whoIs(cookie) {
      const vouched = options.vouching?.userIn(cookie) ?? null;
      if (vouched !== null) {
        const user = await prisma.user.findUnique({ where: { id: vouched } });
        if (!user?.active || user.role !== 'agent') return null;
        return { id: user.id, name: user.name, email: user.email, role: 'agent', centerId: user.centerId, supervises: [] };
      }
      const found = await auth.api.getSession({ headers: new Headers({ cookie: cookie ?? '' }) });
      if (!found?.user.active) return null;
      const { id, name, email, role, centerId } = found.user;
      const supervises = role === 'supervisor' ? await supervisedBy(id) : [];
      return { id, name, email, role: Role.parse(role), centerId: centerId ?? null, supervises };
    },
    async endSessions(userId) {
      await prisma.session.deleteMany({ where: { userId } });
    },
  };
}
