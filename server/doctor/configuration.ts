import { type Config, ConfigError, isLoopback, publishedBy } from '../config.ts';
import { type Finding, ok, warning, wrong } from './finding.ts';

/**
 * Reads the configuration as the program does.
 * @param read throws ConfigError
 * @returns null instead of the configuration where the program would not start with it
 */
export function checkConfiguration(read: () => Config): { config: Config | null; findings: Finding[] } {
  try {
    const config = read();
    const findings = notices(config);
    return {
      config,
      findings: findings.length > 0 ? findings : [ok(`Settings of a server with the roles ${[...config.roles].join(', ')}`)],
    };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return {
      config: null,
      findings: error.message.split('\n').map((line) => wrong(line, 'Correct it: the program does not start with it.')),
    };
  }
}

/** What the program starts with, and is seldom meant so. */
function notices(config: Config): Finding[] {
  const found: Finding[] = [];
  const published = publishedBy(config);
  if (published !== null && config.demo === 'allow')
    found.push(warning('TANDEM_DEMO=allow lets anybody in whose password is public', 'Set TANDEM_DEMO=off.'));
  const isSecure = config.tls !== null || config.publicUrl?.startsWith('https://') === true;
  if (published !== null && !isSecure && config.roles.has('web'))
    found.push(
      warning(
        'Browsers on other machines come by plain HTTP, and get no microphone',
        'Put a proxy before it that ends TLS and set TANDEM_PUBLIC_URL, or set TANDEM_TLS_CERT and TANDEM_TLS_KEY.',
      ),
    );
  if (config.publicUrl?.startsWith('https://') && config.tls === null && config.trustedProxies.length === 0)
    found.push(
      warning(
        'TANDEM_TRUSTED_PROXIES is not set: all callers seem to come from the proxy’s address, and share its limits',
        'Set it to the address of the proxy.',
      ),
    );
  const { ip, announcedAddress } = config.media;
  if (config.roles.has('media') && announcedAddress === null && (ip === '0.0.0.0' || ip === '::'))
    found.push(
      wrong(
        `Media listen on ${ip}, which is no address that a browser could reach`,
        'Set TANDEM_MEDIA_ANNOUNCED to the address that browsers reach.',
      ),
    );
  if (config.roles.has('media') && published !== null && isLoopback(announcedAddress ?? ip))
    found.push(
      warning(
        'Media are announced at an address of this machine alone',
        'Set TANDEM_MEDIA_IP, and TANDEM_MEDIA_ANNOUNCED where browsers reach it by another.',
      ),
    );
  if (config.redisUrl !== null && config.databaseUrl === null && config.node === null)
    found.push(wrong('TANDEM_REDIS_URL joins servers that share no database', 'Set DATABASE_URL to the PostgreSQL server of all of them.'));
  return found;
}
