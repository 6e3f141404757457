import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { startTandem } from '../tandem.ts';

// Tandem without pages in a process of its own, so that a test can kill it.
const tandem = await startTandem({
  config: readConfig(process.env),
  log: pino({ level: 'warn' }, pino.destination(2)),
  pages: false,
  onFatal: () => process.exit(1),
  onStandBy: (url) => process.stdout.write(`standing-by ${url}\n`),
});
let ending = false;
process.on('SIGTERM', async () => {
  if (!ending) {
    ending = true;
    await tandem.drain();
  }
  // A test that waits in vain should at least learn for what.
  setTimeout(() => process.stderr.write(`Still open: ${process.getActiveResourcesInfo().join(', ')}\n`), 10_000).unref();
  void tandem.close().then(() => process.exit(0));
});
process.stdout.write(`ready ${tandem.url}\n`);
