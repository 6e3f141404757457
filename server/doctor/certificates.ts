import { type Finding, messageOf, ok, warning, wrong } from './finding.ts';

/** Certificates: the program's own, and what browsers see at its public address. */

export interface Certificate {
  /** ms since the epoch */
  from: number;
  until: number;
}

const DAY_MS = 86_400_000;
const SOON_MS = 14 * DAY_MS;

/**
 * @param read throws when it can't be read, or when its key is another one's
 * @param now ms since the epoch
 */
export function checkOwnCertificate(file: string, read: () => Certificate, now: number): Finding {
  try {
    return judge(`The certificate ${file}`, read(), now);
  } catch (error) {
    return wrong(`The certificate ${file} can’t be used: ${messageOf(error)}`, 'Correct TANDEM_TLS_CERT and TANDEM_TLS_KEY.');
  }
}

/** @param look connects as a browser does: throws when it can't; `problem`: why a browser would not believe it */
export async function checkPublicCertificate(
  url: string,
  look: () => Promise<Certificate & { problem: string | null }>,
  now: number,
): Promise<Finding> {
  try {
    const { problem, ...certificate } = await look();
    const judged = judge(`The certificate of ${url}`, certificate, now);
    if (judged.state === 'wrong' || problem === null) return judged;
    return wrong(`Browsers don’t believe the certificate of ${url}: ${problem}`, 'Give the proxy one of an authority that browsers know.');
  } catch (error) {
    return warning(
      `${url} can’t be reached from this machine: ${messageOf(error)}`,
      'See that the proxy runs, and that its name leads there. Some routers don’t lead a machine back to itself: then try from outside.',
    );
  }
}

function judge(name: string, { from, until }: Certificate, now: number): Finding {
  const day = new Date(until).toISOString().slice(0, 10);
  if (until <= now) return wrong(`${name} ended on ${day}`, 'Renew it.');
  if (from > now) return wrong(`${name} is not valid yet`, 'See that this machine’s clock is right.');
  if (until - now < SOON_MS) return warning(`${name} ends on ${day}`, 'Renew it, or see why that is not done by itself.');
  return ok(`${name} is good until ${day}`);
}
