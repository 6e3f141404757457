import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readConfigFile } from './config-file.ts';
import { NodeId } from './protocol/media.ts';

/**
 * What a server of an installation is for. `routing`: decides, or stands by. `center`: CTI processors and the centers' data.
 * `media`: bridges sound. `web`: pages, and the doors by which browsers come.
 */
export const ROLES = ['routing', 'center', 'media', 'web'] as const;
export type Role = (typeof ROLES)[number];

/** Everything that can be set from outside. Nobody else reads the environment, or a file of settings. */
export interface Config {
  /** All of them, unless it is said otherwise. */
  roles: ReadonlySet<Role>;
  /** Joins several servers of one installation; null: there is but this one. */
  redisUrl: string | null;
  /** Where other servers of the installation reach this one; null: on this machine. */
  serverUrl: string | null;
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
  /** How long recordings of messages that are done are kept. */
  recordingsDays: number;
  /** How long those who talk by this program's own media may talk on once it is told to end and nobody can take over, ms. */
  drainMs: number;
  logLevel: string;
  /** Where traces of calls are sent, by OTLP over HTTP, and of which share of the calls, 0..1; null: there are none. */
  traces: { url: string; share: number } | null;
  /** What the HTTP server speaks TLS with; null: plain HTTP, behind a proxy that ends TLS or on one machine. */
  tls: TlsFiles | null;
  /** Of a media server on a machine of its own, which has neither database nor pages; null: this is none. */
  node: NodeConfig | null;
  /** Of a center on a machine of its own, with its own database and sign-in; null: this is none. */
  center: CenterConfig | null;
  dev: boolean;
}

/** Files in PEM form: the certificate, with those that lead to its authority, and its key. */
export interface TlsFiles {
  cert: string;
  key: string;
}

export interface NodeConfig {
  id: NodeId;
  key: string;
  /** Routing servers, of which one decides: each is tried in turn. */
  routingUrls: string[];
  /** A file of authorities whose certificates are good, beside those that every machine knows. */
  routingCa: string | null;
  /** With which others read its metrics; null: nobody from another machine. */
  metricsKey: string | null;
  /** How long conversations may go on once the node is told to end. */
  drainMs: number;
}

export interface CenterConfig {
  id: string;
  /** The center's link key. */
  key: string;
  /** Routing servers, of which one decides: each is tried in turn. */
  routingUrls: string[];
  /** A file of authorities whose certificates are good, beside those that every machine knows. */
  routingCa: string | null;
  /** With which others read its metrics; null: nobody from another machine. */
  metricsKey: string | null;
}

export interface ProxyRange {
  address: string;
  /** Leading bits that count. */
  prefix: number;
}

const text = z.string().trim().min(1);
const Collector = z.url({ protocol: /^https?$/, error: 'is not an http:// or https:// address' }).optional();
const Environment = z.object({
  TANDEM_ROLES: text.default(ROLES.join(',')),
  TANDEM_REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'is not a redis:// address' }).optional(),
  TANDEM_SERVER_URL: text.refine(isOrigin, 'is not an http:// or https:// address without a path').optional(),
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
  TANDEM_TLS_CERT: text.optional(),
  TANDEM_TLS_KEY: text.optional(),
  TANDEM_NODE_ID: text.pipe(NodeId).optional(),
  TANDEM_NODE_KEY: text.max(200, 'is longer than 200 characters').optional(),
  TANDEM_CENTER: text.regex(/^[a-z0-9-]{1,32}$/, 'is not an id like lisbon').optional(),
  TANDEM_LINK_KEY: text.min(16, 'is shorter than 16 characters').max(200, 'is longer than 200 characters').optional(),
  TANDEM_ROUTING_URL: text.optional(),
  TANDEM_METRICS_KEY: text.regex(/^\S{16,200}$/, 'is not of 16 to 200 characters without spaces').optional(),
  TANDEM_TLS_CA: text.optional(),
  TANDEM_DRAIN_SECONDS: z.coerce.number().int().min(0).max(86_400).optional(),
  TANDEM_CALLS_PER_MINUTE: z.coerce.number().int().min(1).max(100_000).default(30),
  TANDEM_CALLBACK_SLOT_SECONDS: z.coerce.number().int().min(1).max(7200).default(900),
  TANDEM_RECORDINGS_DAYS: z.coerce.number().int().min(1).max(3650).default(90),
  TANDEM_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  TANDEM_OTLP_URL: Collector,
  /** As OpenTelemetry names the same. */
  OTEL_EXPORTER_OTLP_ENDPOINT: Collector,
  TANDEM_TRACED_SHARE: z.coerce.number().min(0).max(1).default(1),
  NODE_ENV: z.string().optional(),
});

export class ConfigError extends Error {}

/**
 * Reads the configuration from the command line, an environment and a file, each before the next: `--role web` is TANDEM_ROLES=web,
 * and `--config FILE` names the file.
 * @throws ConfigError that names each setting at fault, and the file where it stands there
 */
export function readConfig(environment: Record<string, string | undefined>, args: readonly string[] = []): Config {
  const { role, config: file } = readArguments(args);
  const outside = present({ ...environment, ...(role !== undefined && { TANDEM_ROLES: role }) });
  if (file === undefined) return parseSettings(outside);
  const inFile = present(settingsIn(file));
  try {
    return parseSettings({ ...inFile, ...outside });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const standsThere = (line: string) => {
      const name = /^\w+/.exec(line)?.[0] ?? '';
      return name in inFile && !(name in outside);
    };
    throw new ConfigError(
      error.message
        .split('\n')
        .map((line) => (standsThere(line) ? `${line} (in ${file})` : line))
        .join('\n'),
    );
  }
}

const present = (settings: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(settings).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]])));

function settingsIn(file: string): Record<string, string> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`The file of --config can’t be read: ${(error as Error).message}`);
  }
  const { settings, mistakes } = readConfigFile(text, Object.keys(Environment.shape));
  if (mistakes.length > 0) throw new ConfigError(mistakes.map((mistake) => `${mistake} (in ${file})`).join('\n'));
  return settings;
}

function parseSettings(set: Record<string, string>): Config {
  const parsed = Environment.safeParse(set);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('\n'));
  const env = parsed.data;
  if ((env.TANDEM_ADMIN_EMAIL === undefined) !== (env.TANDEM_ADMIN_PASSWORD === undefined))
    throw new ConfigError('TANDEM_ADMIN_EMAIL and TANDEM_ADMIN_PASSWORD are set together, or neither');
  const roles = readRoles(env.TANDEM_ROLES);
  const node = isMediaAlone(roles) ? readNode(env) : null;
  const center = roles.has('center') && !roles.has('routing') ? readCenter(env) : null;
  const { TANDEM_TLS_CERT: cert, TANDEM_TLS_KEY: key } = env;
  if ((cert === undefined) !== (key === undefined))
    throw new ConfigError('TANDEM_TLS_CERT and TANDEM_TLS_KEY are set together, or neither');
  if (!roles.has('routing') && node === null && center === null) {
    // It has no data of its own, and is one of several.
    const needed = { DATABASE_URL: env.DATABASE_URL, TANDEM_REDIS_URL: env.TANDEM_REDIS_URL, TANDEM_SECRET: env.TANDEM_SECRET };
    const missing = Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
    if (missing.length > 0)
      throw new ConfigError(missing.map((name) => `${name} is needed by a server without the role routing`).join('\n'));
  }
  return {
    roles,
    redisUrl: env.TANDEM_REDIS_URL ?? null,
    serverUrl: env.TANDEM_SERVER_URL === undefined ? null : new URL(env.TANDEM_SERVER_URL).origin,
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
    recordingsDays: env.TANDEM_RECORDINGS_DAYS,
    callbackSlotSeconds: env.TANDEM_CALLBACK_SLOT_SECONDS,
    drainMs: (env.TANDEM_DRAIN_SECONDS ?? 0) * 1000,
    logLevel: env.TANDEM_LOG,
    traces: readTraces(env),
    tls: cert === undefined || key === undefined ? null : { cert: path.resolve(cert), key: path.resolve(key) },
    node,
    center,
    dev: env.NODE_ENV === 'development',
  };
}

function readTraces(env: z.infer<typeof Environment>): Config['traces'] {
  const url = env.TANDEM_OTLP_URL ?? env.OTEL_EXPORTER_OTLP_ENDPOINT;
  return url === undefined ? null : { url: url.replace(/\/+$/, ''), share: env.TANDEM_TRACED_SHARE };
}

const isMediaAlone = (roles: ReadonlySet<Role>) => roles.size === 1 && roles.has('media');

function readNode(env: z.infer<typeof Environment>): NodeConfig {
  const { TANDEM_NODE_ID: id, TANDEM_NODE_KEY: key, TANDEM_ROUTING_URL: urls } = env;
  const missing = Object.entries({ TANDEM_NODE_ID: id, TANDEM_NODE_KEY: key, TANDEM_ROUTING_URL: urls }).flatMap(([name, value]) =>
    value === undefined ? [name] : [],
  );
  if (id === undefined || key === undefined || urls === undefined)
    throw new ConfigError(missing.map((name) => `${name} is needed by a media server of its own`).join('\n'));
  return { id, key, ...linkSettings(env, urls), drainMs: (env.TANDEM_DRAIN_SECONDS ?? 1800) * 1000 };
}

function readCenter(env: z.infer<typeof Environment>): CenterConfig {
  const { TANDEM_CENTER: id, TANDEM_LINK_KEY: key, TANDEM_ROUTING_URL: urls } = env;
  const missing = Object.entries({ TANDEM_CENTER: id, TANDEM_LINK_KEY: key, TANDEM_ROUTING_URL: urls }).flatMap(([name, value]) =>
    value === undefined ? [name] : [],
  );
  if (id === undefined || key === undefined || urls === undefined)
    throw new ConfigError(missing.map((name) => `${name} is needed by a center of its own`).join('\n'));
  return { id, key, ...linkSettings(env, urls) };
}

/** Of machines that link to the routing server. */
const linkSettings = ({ TANDEM_TLS_CA, TANDEM_METRICS_KEY }: z.infer<typeof Environment>, urls: string) => ({
  routingUrls: readOrigins(urls),
  routingCa: TANDEM_TLS_CA ?? null,
  metricsKey: TANDEM_METRICS_KEY ?? null,
});

function readOrigins(urls: string): string[] {
  return urls.split(',').map((entry) => {
    const url = entry.trim();
    if (!isOrigin(url)) throw new ConfigError(`TANDEM_ROUTING_URL: “${url}” is not an http:// or https:// address without a path`);
    return new URL(url).origin;
  });
}

function readArguments(args: readonly string[]): { role?: string | undefined; config?: string | undefined } {
  try {
    return parseArgs({ args: [...args], options: { role: { type: 'string' }, config: { type: 'string' } } }).values;
  } catch (error) {
    throw new ConfigError(`${(error as Error).message}\nThe options are --role, for instance --role web, and --config FILE.`);
  }
}

/** What can be run apart so far. */
const APART = [
  ...[ROLES.join(','), 'routing,center,media', 'routing,center,web', 'routing,center'],
  ...['routing,media,web', 'routing,media', 'routing,web', 'routing'],
  ...['center,media,web', 'center,web', 'web', 'media'],
];

function readRoles(list: string): ReadonlySet<Role> {
  const named = new Set(list.split(',').map((name) => name.trim()));
  const roles = ROLES.filter((role) => named.delete(role));
  const [unknown] = named;
  if (unknown !== undefined) throw new ConfigError(`TANDEM_ROLES: “${unknown}” is none of ${ROLES.join(', ')}`);
  if (!APART.includes(roles.join(',')))
    throw new ConfigError(`TANDEM_ROLES: ${roles.join(',')} can’t be run apart; what can be is ${APART.join(' or ')}`);
  return new Set(roles);
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
