import type { Page } from '@playwright/test';
import { Agent, Person } from './support/people.ts';
import { AGENT_HZ, CALLER_HZ, expect, test as plain, waitForSilence, waitForTone } from './support/test.ts';
import { freePort, Wire } from './support/wire.ts';

const mediaPort = await freePort();
const test = plain.extend<{ wire: Wire; ana: Agent }>({
  wire: async ({ program }, use) => {
    const wire = await Wire.between(program, mediaPort);
    await use(wire);
    wire.close();
  },
  /** Ana, at the far end of a wire that can be cut. */
  ana: async ({ wire, computers }, use) => {
    const person = await Person.sitDown(wire.url, AGENT_HZ, {}, computers);
    await wire.lead(person.page.context());
    await person.page.addInitScript(canHoldTimersBack);
    await person.signIn('ana@lisbon.example', '/agent');
    await use(new Agent(person));
    await person.leave();
  },
});
test.use({ environment: { TANDEM_MEDIA_PORT: String(mediaPort), TANDEM_MEDIA_WORKERS: '1' } });

const LOST = 'The connection to your center is lost';
/** How soon after the network both must hear each other again. */
const AGAIN_MS = 3_000;

/**
 * As in a tab that has been in the background for minutes: the page's own timers no longer fire (browsers let them once a
 * minute). Chromium does this to real tabs only, not to those that are driven by tests.
 */
async function holdTimersBack(page: Page): Promise<void> {
  await page.evaluate(() => (window as unknown as { holdTimersBack: () => void }).holdTimersBack());
}
function canHoldTimersBack(): void {
  const { setTimeout: after, setInterval: every } = window;
  let held = false;
  const unlessHeld = (act: TimerHandler) => () => {
    if (!held && typeof act === 'function') act();
  };
  Object.assign(window, {
    setTimeout: (act: TimerHandler, ms?: number) => after(unlessHeld(act), ms),
    setInterval: (act: TimerHandler, ms?: number) => every(unlessHeld(act), ms),
    holdTimersBack: () => {
      held = true;
    },
  });
}

for (const seconds of [5, 15, 30]) {
  test(`a network that is out for ${seconds} s: call and state go on, and both hear each other within 3 s of its return`, async ({
    ana,
    customer,
    wire,
  }) => {
    await ana.choose('Available');
    const maria = await customer();
    await maria.callAbout('Sales (Portuguese)', 'Maria Silva', 'maria.silva@example.com');
    await ana.accept();
    await maria.reads('Connected');
    await waitForTone(maria.frame, AGENT_HZ);
    await waitForTone(ana.page, CALLER_HZ);

    const out = Date.now();
    wire.cut();
    await waitForSilence(maria.frame);
    if (seconds > 10) {
      await expect(ana.page.getByText(LOST)).toBeVisible({ timeout: 9_000 });
      await expect(ana.page).toHaveTitle(/^Connection lost/);
      await expect(ana.call).toBeVisible();
    }
    await expect.poll(() => Date.now() - out, { timeout: 45_000 }).toBeGreaterThanOrEqual(seconds * 1_000);

    wire.mend();
    await Promise.all([
      waitForTone(maria.frame, AGENT_HZ, { timeoutMs: AGAIN_MS }),
      waitForTone(ana.page, CALLER_HZ, { timeoutMs: AGAIN_MS }),
    ]);
    await expect(ana.page.getByText(LOST)).toBeHidden();
    await maria.reads('Connected');
    await ana.call.getByRole('button', { name: 'Hang up' }).click();
    await maria.reads('Ended');
    await expect(ana.wrapup).toBeVisible();
  });
}

test('a bad line is said with its side and what to do, and no longer once it is well', async ({ ana, customer, wire }) => {
  await ana.choose('Available');
  const maria = await customer();
  await maria.callAbout('Sales (Portuguese)', 'Maria Silva', 'maria.silva@example.com');
  await ana.accept();
  await waitForTone(maria.frame, AGENT_HZ);
  await expect(ana.call.getByRole('button', { name: 'Sound quality: good' })).toBeVisible();
  wire.lose(0.2);
  await expect(ana.call.getByText(/^Your network loses \d+ % of the sound$/)).toBeVisible({ timeout: 30_000 });
  await expect(ana.call.getByText('Use a cable or move closer to the router.')).toBeVisible();
  wire.lose(0);
  await expect(ana.call.getByText(/Your network loses/)).toBeHidden({ timeout: 30_000 });
});

test('a tab in the background finds its way back after a lost network, and rings', async ({ ana, customer, wire }) => {
  await ana.choose('Available');
  await ana.hasStatus('Available');
  await holdTimersBack(ana.page);
  const out = Date.now();
  wire.cut();
  await expect.poll(() => Date.now() - out, { timeout: 20_000 }).toBeGreaterThanOrEqual(15_000);
  wire.mend();
  const maria = await customer();
  await maria.callAbout('Sales (Portuguese)', 'Maria Silva', 'maria.silva@example.com');
  await expect(ana.page).toHaveTitle(/^Incoming call: Maria Silva/);
  await ana.accept();
  await maria.reads('Connected');
  await waitForTone(maria.frame, AGENT_HZ);
});

test('a second tab takes over a call in progress: it goes on there, and the first one says so', async ({ inCall }) => {
  const { ana, maria } = await inCall();
  const second = await ana.page.context().newPage();
  await second.goto('/agent');
  await expect(second.getByRole('region', { name: 'Call', exact: true })).toBeVisible();
  await expect(ana.page.getByText('Your workstation is open somewhere else')).toBeVisible();
  await expect(ana.page).toHaveTitle(/^In use elsewhere/);
  await waitForTone(second, CALLER_HZ);
  await waitForTone(maria.frame, AGENT_HZ);
});

test('a tab that is closed during an offer: it goes to somebody else, and the agent is free when back', async ({ agent, customer }) => {
  const ana = await agent('ana@lisbon.example');
  await ana.choose('Available');
  const maria = await customer();
  await maria.callAbout('Sales (English)', 'Maria Silva', 'maria.silva@example.com');
  await expect(ana.offer).toBeVisible();
  const carol = await agent('carol@toronto.example', 1500);
  const context = ana.page.context();
  await ana.page.close();
  await carol.choose('Available');
  await expect(carol.offer).toBeVisible();
  await carol.accept();
  await maria.reads('Connected');
  const again = await context.newPage();
  await again.goto('/agent');
  await expect(again.getByRole('button', { name: /^Status: (Available|Missed a call)$/ })).toBeVisible();
  await expect(again.getByRole('region', { name: 'Incoming call' })).toBeHidden();
});

test('closing the tab during a call asks first', async ({ inCall }) => {
  const { ana, maria } = await inCall();
  const asked = ana.page.waitForEvent('dialog');
  await ana.page.close({ runBeforeUnload: true });
  const question = await asked;
  expect(question.type()).toBe('beforeunload');
  await question.dismiss();
  await expect(ana.call).toBeVisible();
  await waitForTone(maria.frame, AGENT_HZ);
});

test('without a microphone nobody becomes available, and is told what to do', async ({ sitDown }) => {
  const person = await sitDown('missing');
  await person.signIn('ana@lisbon.example', '/agent');
  const ana = new Agent(person);
  await ana.choose('Available');
  const check = person.page.getByRole('dialog', { name: 'You can’t take calls yet' });
  await expect(check).toContainText('No microphone was found');
  await expect(check.getByRole('button', { name: 'Go available anyway' })).toBeHidden();
  await check.getByRole('button', { name: 'Not now' }).click();
  await ana.hasStatus('Offline');
});

test('where no sound gets through nobody becomes available, and as soon as it does they can', async ({ ana, wire }) => {
  wire.cutSound();
  await ana.choose('Available');
  const checking = ana.page.getByRole('dialog', { name: 'Checking your workstation' });
  await expect(checking).toContainText('It works.');
  const check = ana.page.getByRole('dialog', { name: 'You can’t take calls yet' });
  // Two tries, each with its time for a lost handshake.
  await expect(check).toContainText('Nothing came back from the media server.', { timeout: 40_000 });
  wire.mend();
  await check.getByRole('button', { name: 'Check again' }).click();
  await ana.hasStatus('Available');
  await expect(ana.page.getByRole('dialog')).toBeHidden();
});

test('without notifications the agent decides, once on this machine', async ({ sitDown }) => {
  const person = await sitDown(AGENT_HZ);
  await person.signIn('ana@lisbon.example', '/agent');
  const ana = new Agent(person);
  await ana.page.evaluate(() => localStorage.removeItem('tandem.ready'));
  await ana.choose('Available');
  const check = person.page.getByRole('dialog', { name: 'One thing is missing' });
  await expect(check).toContainText('Sound gets to the media server and back.');
  await check.getByRole('button', { name: 'Go available anyway' }).click();
  await ana.hasStatus('Available');
  await ana.choose('Break');
  await ana.hasStatus('Break');
  await ana.choose('Available');
  await ana.hasStatus('Available');
});

test('an agent hears themselves in the echo test, and chooses and loses a microphone while talking', async ({ inCall }) => {
  const { ana, maria } = await inCall();
  const { page } = ana;
  await page.getByRole('button', { name: 'Sound', exact: true }).click();
  const sound = page.getByRole('dialog', { name: 'Sound' });
  await sound.getByRole('button', { name: 'Hear yourself' }).click();
  await expect(sound.getByText(/^Say something and listen/)).toBeVisible();
  await sound.getByRole('button', { name: 'Stop' }).click();

  await sound.getByRole('combobox', { name: 'Microphone' }).click();
  const other = page.getByRole('option').nth(1);
  const name = (await other.textContent()) ?? '';
  await other.click();
  await expect(sound.getByRole('combobox', { name: 'Microphone' })).toContainText(name);
  await page.keyboard.press('Escape');
  await waitForTone(maria.frame, AGENT_HZ);

  // Unplugged: the browser no longer lists it.
  await page.evaluate((unplugged) => {
    const { mediaDevices } = navigator;
    const all = mediaDevices.enumerateDevices.bind(mediaDevices);
    mediaDevices.enumerateDevices = async () => (await all()).filter((device) => device.label !== unplugged);
    mediaDevices.dispatchEvent(new Event('devicechange'));
  }, name);
  await expect(page.getByText(`${name} was unplugged`, { exact: true })).toBeVisible();
  await waitForTone(maria.frame, AGENT_HZ);
  await waitForTone(page, CALLER_HZ);
});

test('an offer is shown on the desktop while the agent looks elsewhere, and no longer than it stands', async ({ agent, customer }) => {
  const ana = await agent('ana@lisbon.example');
  await ana.page.evaluate(() => {
    const shown: string[] = [];
    class Shown extends EventTarget {
      static permission = 'granted';
      onclick: (() => void) | null = null;
      readonly #words: string;
      constructor(title: string, options: NotificationOptions) {
        super();
        this.#words = `${title} | ${options.body}`;
        shown.push(this.#words);
      }
      close() {
        shown.splice(shown.indexOf(this.#words), 1);
      }
    }
    Object.assign(window, { Notification: Shown, shown });
    document.hasFocus = () => false;
  });
  await ana.choose('Available');
  const maria = await customer();
  await maria.callAbout('Sales (Portuguese)', 'Maria Silva', 'maria.silva@example.com');
  const shown = () => ana.page.evaluate(() => (window as unknown as { shown: string[] }).shown);
  await expect.poll(shown).toEqual(['Maria Silva is calling | Sales (Portuguese). Press here to answer in the workstation.']);
  await ana.accept();
  await expect.poll(shown).toEqual([]);
});
