import type { Config } from '../config.ts';
import type { PrismaClient } from '../data/database.ts';
import type { SocketLog } from '../sockets/handle.ts';
import { deriveKey } from '../sockets/keys.ts';
import { type Auth, openAuth } from './auth.ts';
import { inUrl } from './open.ts';
import { SignedInSockets } from './signed-in-sockets.ts';
import type { Vouching } from './vouching.ts';

export interface SignIn {
  auth: Auth;
  /** Sockets of those who are signed in, for as long as they are. */
  sockets: SignedInSockets;
  close(): void;
}

/** Who is signed in, by their cookie. */
export function openSignIn(options: {
  prisma: PrismaClient;
  secret: string;
  config: Pick<Config, 'host' | 'port' | 'publicUrl'>;
  vouching?: Vouching;
  log: SocketLog;
}): SignIn {
  const { prisma, secret, config, vouching, log } = options;
  const auth = openAuth(prisma, {
    secret: deriveKey(secret, 'sessions').toString('hex'),
    baseUrl: `http://${inUrl(config.host)}:${config.port}`,
    publicUrl: config.publicUrl,
    vouching,
  });
  const sockets = new SignedInSockets({ whoIs: auth.whoIs, log });
  return { auth, sockets, close: () => sockets.close() };
}
