/** Words of the comments in a file of settings. */
export type SettingsWords = Record<'routing' | 'public' | 'announced' | 'tls', string>;

/**
 * The lines of a machine's file of settings, with the key that it was just given. What this page can't know is a comment, with an
 * example.
 * @param routing where this page is from
 */
export function mediaSettings(node: { id: string; url: string }, key: string, routing: string, say: SettingsWords): string {
  const { protocol, hostname, port } = new URL(node.url);
  const isSecure = protocol === 'https:';
  return [
    'TANDEM_ROLES=media',
    `TANDEM_NODE_ID=${node.id}`,
    `TANDEM_NODE_KEY=${key}`,
    `# ${say.routing}`,
    `TANDEM_ROUTING_URL=${routing}`,
    'TANDEM_HOST=0.0.0.0',
    `PORT=${port || (isSecure ? '443' : '80')}`,
    ...(isSecure ? [`# ${say.tls}`, 'TANDEM_TLS_CERT=/etc/tandem/cert.pem', 'TANDEM_TLS_KEY=/etc/tandem/key.pem'] : []),
    `# ${say.announced}`,
    `TANDEM_MEDIA_ANNOUNCED=${hostname}`,
  ].join('\n');
}

export function centerSettings(centerId: string, key: string, routing: string, say: SettingsWords): string {
  return [
    'TANDEM_ROLES=center,web',
    `TANDEM_CENTER=${centerId}`,
    `TANDEM_LINK_KEY=${key}`,
    `# ${say.routing}`,
    `TANDEM_ROUTING_URL=${routing}`,
    `# ${say.public}`,
    '#TANDEM_PUBLIC_URL=https://agents.example.com',
    '#TANDEM_TRUSTED_PROXIES=127.0.0.1',
  ].join('\n');
}
