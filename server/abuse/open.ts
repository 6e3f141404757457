import type { Hono } from 'hono';
import type { Config } from '../config.ts';
import { openAuditLog } from '../data/audit.ts';
import { openBlockStore } from '../data/blocks.ts';
import type { PrismaClient } from '../data/database.ts';
import type { Figure } from '../data-out/metrics.ts';
import type { Auth } from '../http/auth.ts';
import { openBlocksApi } from '../http/blocks-api.ts';
import type { Note } from '../routing/service.ts';
import { deriveKey } from '../sockets/keys.ts';
import { BlockBook } from './blocks.ts';
import { CallerGate } from './gate.ts';

/** Where a call came from is kept for so long. */
const ORIGINS_KEPT_MS = 24 * 60 * 60 * 1000;
const FORGET_EVERY_MS = 60 * 60 * 1000;

interface Ports {
  prisma: PrismaClient;
  auth: Auth;
  config: Pick<Config, 'callsPerMinute'>;
  secret: string;
  note: Note;
  /** Whether new calls are taken at all at the moment. */
  isOpen: () => boolean;
  now: () => number;
  log: { error(details: object, message: string): void };
}

/** Who may start calls, how often and after what work; who is blocked, and by whom. */
export async function openAbuse({ prisma, auth, config, secret, note, isOpen, now, log }: Ports) {
  const store = openBlockStore(prisma);
  const book = await BlockBook.open(store, deriveKey(secret, 'caller-marks'), now());
  const failed = (what: string) => (error: unknown) => log.error({ err: error }, what);
  const gate = new CallerGate({
    callsPerMinute: config.callsPerMinute,
    key: deriveKey(secret, 'challenges'),
    isOpen,
    isBlocked: (comer, at) => book.isBlocked(comer, at),
    // No call waits for it.
    remember: (callId, comer) =>
      void store.remember(callId, book.originOf(comer), now()).catch(failed('Where a call came from could not be kept')),
    now,
  });
  const forget = () => store.forgetBefore(now() - ORIGINS_KEPT_MS).catch(failed('Where calls came from could not be forgotten'));
  const timer = setInterval(() => void forget(), FORGET_EVERY_MS).unref();
  const api = openBlocksApi({ auth, store, audit: openAuditLog(prisma), onChanged: () => book.reload(now()), note, now });
  return {
    gate,
    parts: [['/api/blocks', api]] as const satisfies [path: string, app: Hono][],
    figures: (): Figure[] => [gate.refusals.figure()],
    close: () => clearInterval(timer),
  };
}
