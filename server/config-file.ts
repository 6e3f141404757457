import { parseEnv } from 'node:util';

/** The set-up needs them too, which knows no file. */
const ENVIRONMENT_ALONE = ['NODE_ENV', 'MEDIASOUP_WORKER_BIN'];

/**
 * Reads settings as lines `NAME=value`, with comments after `#`, as systemd and Docker read them too.
 * @param known names of all settings; a line with another is a mistake, since nothing else reads the file
 * @returns the settings, and what is wrong with the file, one sentence a mistake
 */
export function readConfigFile(text: string, known: readonly string[]): { settings: Record<string, string>; mistakes: string[] } {
  const mistakes: string[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const name = /^\s*(?:export\s+)?(\w+)\s*=/.exec(line)?.[1];
    if (name === undefined) mistakes.push(`Line ${index + 1} is not NAME=value`);
    else if (ENVIRONMENT_ALONE.includes(name)) mistakes.push(`${name} is read from the environment alone`);
    else if (!known.includes(name)) mistakes.push(`${name} is no setting`);
  }
  // Types of Node say that a value may be missing, which none is whose line has been looked at.
  return { settings: mistakes.length > 0 ? {} : (parseEnv(text) as Record<string, string>), mistakes };
}
