import { isIP } from 'node:net';
import path from 'node:path';
import { z } from 'zod';

/** Everything that can be set from outside. Nobody else reads the environment. */
export interface Config {
  host: string;
  port: number;
  /** A PostgreSQL server; null: the embedded database in `dataFolder`. */
  databaseUrl: string | null;
  dataFolder: string;
  /** Where browsers find it, when that is not where it listens: behind a proxy that ends TLS. */
  publicUrl: string | null;
  /** Reverse proxies whose X-Forwarded-For is believed. */
  trustedProxies: ProxyRange[];
  /** Addresses of the own network that webhooks may be sent to; all others there are refused. */
  webhookNetworks: ProxyRange[];
  /** `auto`: demo accounts while the server listens on a loopback address; `allow`: anywhere; `off`: none. */
  demo: 'auto' | 'allow' | 'off';
  /** From which all keys are derived; null: one is made and kept in `dataFolder`. */
  secret: string | null;
  /** The first administrator of an installation without demo accounts. */
  admin: { email: string; password: string } | null;
  centers: { id: string; name: string; timeZone: string }[];
  media: { workerBin: string | null; workers: number; ip: string; announcedAddress: string | null; port: number };
  callsPerMinute: number;
  /** How long the times are that callbacks are booked for. */
  callbackSlotSeconds: number;
  logLevel: string;
  dev: boolean;
}

export interface ProxyRange {
  address: string;
  /** Leading bits that count. */
  prefix: number;
}

const text = z.string().trim().min(1);
const Environment = z.object({
  TANDEM_HOST: text.default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'is not a postgresql:// address' }).optional(),
  TANDEM_DATA: text.default('.tandem/data'),
  TANDEM_PUBLIC_URL: text.refine(isOrigin, 'is not an http:// or https:// address without a path').optional(),
  TANDEM_TRUSTED_PROXIES: text.optional(),
  TANDEM_WEBHOOK_NETWORKS: text.optional(),
  TANDEM_DEMO: z.enum(['auto', 'allow', 'off']).default('auto'),
  TANDEM_SECRET: z.string().min(32, 'is shorter than 32 characters').optional(),
  TANDEM_ADMIN_EMAIL: z.email('is not an e-mail address').optional(),
  TANDEM_ADMIN_PASSWORD: z.string().min(10, 'is shorter than 10 characters').optional(),
  TANDEM_CENTERS: text.default('lisbon=Lisbon=Europe/Lisbon,toronto=Toronto=America/Toronto'),
  MEDIASOUP_WORKER_BIN: text.optional(),
  TANDEM_MEDIA_WORKERS: z.coerce.number().int().min(1).max(64).default(2),
  TANDEM_MEDIA_IP: text.optional(),
  TANDEM_MEDIA_ANNOUNCED: text.optional(),
  TANDEM_MEDIA_PORT: z.coerce.number().int().min(0).max(65_000).default(44_400),
  TANDEM_CALLS_PER_MINUTE: z.coerce.number().int().min(1).max(100_000).default(30),
  TANDEM_CALLBACK_SLOT_SECONDS: z.coerce.number().int().min(1).max(7200).default(900),
  TANDEM_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  NODE_ENV: z.string().optional(),
});

export class ConfigError extends Error {}

/**
 * Reads the configuration from an environment.
 * @throws ConfigError that names each setting at fault
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = Environment.safeParse(set);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('\n'));
  const env = parsed.data;
  if ((env.TANDEM_ADMIN_EMAIL === undefined) !== (env.TANDEM_ADMIN_PASSWORD === undefined))
    throw new ConfigError('TANDEM_ADMIN_EMAIL and TANDEM_ADMIN_PASSWORD are set together, or neither');
  return {
    host: env.TANDEM_HOST,
    port: env.PORT,
    databaseUrl: env.DATABASE_URL ?? null,
    dataFolder: path.resolve(env.TANDEM_DATA),
    publicUrl: env.TANDEM_PUBLIC_URL === undefined ? null : new URL(env.TANDEM_PUBLIC_URL).origin,
    trustedProxies: readRanges('TANDEM_TRUSTED_PROXIES', env.TANDEM_TRUSTED_PROXIES),
    webhookNetworks: readRanges('TANDEM_WEBHOOK_NETWORKS', env.TANDEM_WEBHOOK_NETWORKS),
    demo: env.TANDEM_DEMO,
    secret: env.TANDEM_SECRET ?? null,
    admin:
      env.TANDEM_ADMIN_EMAIL && env.TANDEM_ADMIN_PASSWORD
        ? { email: env.TANDEM_ADMIN_EMAIL.toLowerCase(), password: env.TANDEM_ADMIN_PASSWORD }
        : null,
    centers: readCenters(env.TANDEM_CENTERS),
    media: {
      workerBin: env.MEDIASOUP_WORKER_BIN ?? null,
      workers: env.TANDEM_MEDIA_WORKERS,
      // Callers and agents come the same way as their page does, unless it is said otherwise.
      ip: env.TANDEM_MEDIA_IP ?? env.TANDEM_HOST,
      announcedAddress: env.TANDEM_MEDIA_ANNOUNCED ?? null,
      port: env.TANDEM_MEDIA_PORT,
    },
    callsPerMinute: env.TANDEM_CALLS_PER_MINUTE,
    callbackSlotSeconds: env.TANDEM_CALLBACK_SLOT_SECONDS,
    logLevel: env.TANDEM_LOG,
    dev: env.NODE_ENV === 'development',
  };
}

function readCenters(list: string): Config['centers'] {
  return list.split(',').map((entry) => {
    const [id, name, timeZone] = entry.split('=').map((part) => part.trim());
    if (!id || !/^[a-z0-9-]{1,32}$/.test(id) || !name || !timeZone || !isTimeZone(timeZone))
      throw new ConfigError(`TANDEM_CENTERS: “${entry}” is not id=Name=Time/Zone`);
    return { id, name, timeZone };
  });
}

function readRanges(setting: string, list: string | undefined): ProxyRange[] {
  if (list === undefined) return [];
  return list.split(',').map((entry) => {
    const [address = '', bits, ...more] = entry.trim().split('/');
    const family = isIP(address);
    const longest = family === 6 ? 128 : 32;
    const prefix = bits === undefined ? longest : /^\d+$/.test(bits) ? Number(bits) : -1;
    if (family === 0 || prefix < 0 || prefix > longest || more.length > 0)
      throw new ConfigError(`${setting}: “${entry}” is neither an address nor a range like 10.0.0.0/8`);
    return { address, prefix };
  });
}

function isOrigin(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, origin, href } = new URL(url);
  return /^https?:$/.test(protocol) && href === `${origin}/`;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** A setting that lets other machines reach Tandem, as it was set; null when none does. */
export function publishedBy({ host, publicUrl }: Config): string | null {
  if (!isLoopback(host)) return `TANDEM_HOST=${host}`;
  return publicUrl !== null && !isLoopback(new URL(publicUrl).hostname) ? `TANDEM_PUBLIC_URL=${publicUrl}` : null;
}
