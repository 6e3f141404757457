import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { writeTone } from './tones.ts';

/** What a person's microphone gives: a tone, or nothing because there is no microphone or it may not be used. */
export type Microphone = number | 'missing' | 'refused';

/**
 * Pages that Chromium draws for itself beside each window, for a list under its address bar that nobody types into: they take as
 * much of the processor as a page of ours.
 */
const CHROMES_OWN_PAGES = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'PreloadTopChromeWebUI'];
/** What Playwright switches off by this argument itself: the last one said is all that holds. */
const PLAYWRIGHTS = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable'],
  ...['LensOverlay', 'MediaRouter', 'PaintHolding', 'ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect'],
  ...['OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
];

/** A Chromium process of one person, whose microphone plays a tone. */
export interface Computer {
  readonly microphone: Microphone;
  readonly browser: Browser;
  /** Switches it off: no page has a chance to say anything. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** @param asksForTouch whether pages that nobody has touched are kept silent, as browsers do; for most tests they are not */
export async function startComputer(microphone: Microphone, { asksForTouch = false } = {}): Promise<Computer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tandem-computer-'));
  const tone = path.join(folder, 'tone.wav');
  if (typeof microphone === 'number') await writeTone(tone, microphone);
  const media =
    typeof microphone === 'number'
      ? ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${tone}`]
      : microphone === 'refused'
        ? ['--use-fake-device-for-media-stream', '--deny-permission-prompts']
        : ['--use-fake-ui-for-media-stream'];
  const executablePath = process.env.TANDEM_CHROMIUM || undefined;
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      ...media,
      `--autoplay-policy=${asksForTouch ? 'document-user-activation-required' : 'no-user-gesture-required'}`,
      ...['--disable-background-networking', '--disable-component-update'],
      `--disable-features=${[...PLAYWRIGHTS, ...CHROMES_OWN_PAGES].join()}`,
    ],
  });
  const forget = () => rmSync(folder, { recursive: true, force: true });
  return {
    microphone,
    browser,
    async kill() {
      const session = await browser.newBrowserCDPSession();
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      const gone = new Promise((resolve) => browser.once('disconnected', resolve));
      for (const { type, id } of processInfo) if (type === 'browser') process.kill(id, 'SIGKILL');
      await gone;
      forget();
    },
    async close() {
      await browser.close();
      forget();
    },
  };
}

/** So many of one kind are kept that nobody sits at. */
const SPARE = 3;

/**
 * Computers that are used again by the next test: to start one takes as long as to open three pages. Nobody shares one, and who
 * sits down finds nothing of those before them: what they see and keep is in a browser context that is theirs.
 */
export class Computers {
  readonly #free: Computer[] = [];

  async take(microphone: Microphone): Promise<Computer> {
    const place = this.#free.findIndex((one) => one.microphone === microphone && one.browser.isConnected());
    const [found] = place === -1 ? [] : this.#free.splice(place, 1);
    return found ?? startComputer(microphone);
  }

  async giveBack(computer: Computer): Promise<void> {
    if (!computer.browser.isConnected() || this.#free.filter(({ microphone }) => microphone === computer.microphone).length >= SPARE)
      await computer.close();
    else this.#free.push(computer);
  }

  async close(): Promise<void> {
    await Promise.all(this.#free.splice(0).map((one) => one.close()));
  }
}
