import { pino } from 'pino';
import { ConfigError, readConfig } from './config.ts';
import { DEMO_PASSWORD } from './data/demo.ts';
import { startTandem } from './tandem.ts';

const END_LIMIT_MS = 15_000;

/** The program: reads its configuration, starts, says where it is to be found, and ends cleanly when told to. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const pretty = process.stdout.isTTY ? { transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } } } : {};
  const log = pino({ level: config.logLevel, ...pretty });
  const tandem = await startTandem({
    config,
    log,
    onFatal: (error) => {
      log.fatal(
        { err: error },
        'The routing database did not take what was decided; ending, so that a restart goes on from what is stored',
      );
      process.exit(1);
    },
  });
  let ending = false;
  const end = async (signal: string) => {
    if (ending) return;
    ending = true;
    log.info({ signal }, 'Ending');
    setTimeout(() => {
      log.error({ limitMs: END_LIMIT_MS }, 'Not everything ended in time; what was acknowledged is stored all the same');
      process.exit(1);
    }, END_LIMIT_MS).unref();
    await tandem.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void end('SIGTERM'));
  process.on('SIGINT', () => void end('SIGINT'));
  process.stdout.write(welcome(config.publicUrl ?? tandem.url, tandem.demo));
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

main().catch((error: unknown) => {
  if (error instanceof ConfigError) process.stderr.write(`Tandem can’t start.\n${error.message}\n`);
  else process.stderr.write(`Tandem can’t start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
