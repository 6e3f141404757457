import { type Finding, messageOf, ok, warning, wrong } from './finding.ts';

/**
 * Whether a media server or a center, on a machine of its own, reaches a routing server.
 * @param ask resolves with the status that `/api/health` answers with there
 */
export async function checkRoutingServers(urls: readonly string[], ask: (url: string) => Promise<number>): Promise<Finding[]> {
  const asked = await Promise.all(urls.map(async (url) => ({ url, problem: await problemOf(() => ask(url)) })));
  const reached = asked.filter(({ problem }) => problem === null);
  const todo =
    'See that it runs, that this machine may reach it, and that TANDEM_ROUTING_URL is right (TANDEM_TLS_CA, where its certificate is your own authority’s).';
  return asked.map(({ url, problem }) => {
    if (problem === null) return ok(`The routing server at ${url} answers`);
    return (reached.length > 0 ? warning : wrong)(`The routing server at ${url} can’t be reached: ${problem}`, todo);
  });
}

async function problemOf(ask: () => Promise<number>): Promise<string | null> {
  try {
    const status = await ask();
    return status === 200 ? null : `it answers with ${status}`;
  } catch (error) {
    return messageOf(error);
  }
}
