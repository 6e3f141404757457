import { pino } from 'pino';
import { ConfigError, readConfig } from './config.ts';
import { DEMO_PASSWORD } from './data/demo.ts';
import { startTandem, type Tandem } from './tandem.ts';

const END_LIMIT_MS = 15_000;

/** The program: reads its configuration, starts, says where it is to be found, and ends cleanly when told to. */
async function main(): Promise<void> {
  const config = readConfig(process.env, process.argv.slice(2));
  const pretty = process.stdout.isTTY ? { transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } } } : {};
  const log = pino({ level: config.logLevel, ...pretty });
  const standingBy = new AbortController();
  let tandem: Tandem | null = null;
  let ending = false;
  let draining: Promise<void> | null = null;
  const end = async (signal: string) => {
    if (ending) return;
    // What has begun may end by itself; told a second time, it is cut off.
    if (tandem !== null && draining === null) {
      log.info({ signal }, 'Told to end');
      draining = tandem.drain();
      await draining;
      if (ending) return;
    }
    ending = true;
    log.info({ signal }, 'Ending');
    setTimeout(() => {
      log.error({ limitMs: END_LIMIT_MS }, 'Not everything ended in time; what was acknowledged is stored all the same');
      process.exit(1);
    }, END_LIMIT_MS).unref();
    // What has not quite started ends by itself.
    standingBy.abort(new Ended());
    await tandem?.close();
    if (tandem !== null) process.exit(0);
  };
  process.on('SIGTERM', () => void end('SIGTERM'));
  process.on('SIGINT', () => void end('SIGINT'));
  tandem = await startTandem({
    config,
    log,
    signal: standingBy.signal,
    onStandBy: (url) =>
      process.stdout.write(`\n  Tandem stands by: ${url}\n  Another server of this database decides; this one goes on when it ends.\n\n`),
    onFatal: (error) => {
      log.fatal(
        { err: error },
        'The routing database did not take what was decided; ending, so that a restart goes on from what is stored',
      );
      process.exit(1);
    },
  });
  // Told to end in the last moment of its start.
  if (ending) {
    await tandem.close();
    process.exit(0);
  }
  process.stdout.write(
    config.node !== null
      ? `\n  Media server ${config.node.id} is ready: ${tandem.url}\n\n`
      : config.center !== null
        ? `\n  Center ${config.center.id} is ready: ${config.publicUrl ?? tandem.url}\n\n`
        : welcome(config.publicUrl ?? tandem.url, tandem.demo),
  );
}

function welcome(url: string, demo: boolean): string {
  const accounts = `
  Demo accounts, password ${DEMO_PASSWORD}:
    agents          ana@lisbon.example    bruno@lisbon.example    carol@toronto.example    david@toronto.example
    supervisors     sofia@lisbon.example  sam@toronto.example
    administrator   admin@tandem.example

  What to try:
    1. Open ${url}/agent, sign in as ana@lisbon.example, choose “Available” in the status menu.
    2. In another browser window open ${url}/demo, press “Call us”, topic Sales (English), start the call.
    3. Accept it in the first window, and talk. ${url}/supervisor shows it all (sofia@lisbon.example).
`;
  return `\n  Tandem is ready: ${url}\n${demo ? accounts : ''}\n`;
}

/** Told to end before it had started. */
class Ended extends Error {}

main().catch((error: unknown) => {
  if (error instanceof Ended || (error as { cause?: unknown })?.cause instanceof Ended) process.exit(0);
  if (error instanceof ConfigError) process.stderr.write(`Tandem can’t start.\n${error.message}\n`);
  else process.stderr.write(`Tandem can’t start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
