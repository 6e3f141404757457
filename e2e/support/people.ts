import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type Browser,
  type BrowserContextOptions,
  type BrowserServer,
  chromium,
  expect,
  type Frame,
  type FrameLocator,
  type Page,
} from '@playwright/test';
import { writeTone } from './tones.ts';

/** What a person's microphone gives: a tone, or nothing because there is no microphone or it may not be used. */
export type Microphone = number | 'missing' | 'refused';

/** A person at a computer of their own: one Chromium process, whose microphone plays a tone. */
export class Person {
  readonly page: Page;
  readonly #server: BrowserServer;
  readonly #browser: Browser;
  readonly #folder: string;

  private constructor(server: BrowserServer, browser: Browser, page: Page, folder: string) {
    this.#server = server;
    this.#browser = browser;
    this.page = page;
    this.#folder = folder;
  }

  static async sitDown(url: string, microphone: Microphone, options: BrowserContextOptions = {}): Promise<Person> {
    const folder = mkdtempSync(path.join(tmpdir(), 'tandem-person-'));
    const tone = path.join(folder, 'tone.wav');
    if (typeof microphone === 'number') await writeTone(tone, microphone);
    const media =
      typeof microphone === 'number'
        ? ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${tone}`]
        : microphone === 'refused'
          ? ['--use-fake-device-for-media-stream', '--deny-permission-prompts']
          : ['--use-fake-ui-for-media-stream'];
    const executablePath = process.env.TANDEM_CHROMIUM || undefined;
    const server = await chromium.launchServer({
      ...(executablePath ? { executablePath } : {}),
      chromiumSandbox: process.getuid?.() !== 0,
      args: [...media, '--autoplay-policy=no-user-gesture-required', '--disable-background-networking', '--disable-component-update'],
    });
    const browser = await chromium.connect(server.wsEndpoint());
    const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 }, ...options });
    // Settings that a person has too: voice processing eats a pure tone, and notifications are not looked at.
    await context.addInitScript(() => {
      localStorage.setItem('tandem.audio', JSON.stringify({ processing: false }));
      localStorage.setItem('tandem.ready', JSON.stringify({ withoutNotifications: true }));
    });
    return new Person(server, browser, await context.newPage(), folder);
  }

  /** Closes the browser, as people do. */
  async leave(): Promise<void> {
    await this.#browser.close();
    await this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** The computer is switched off: the page has no chance to say anything. */
  async vanish(): Promise<void> {
    await this.#server.kill();
  }

  async signIn(email: string, next: string): Promise<void> {
    await this.page.goto(`/login?next=${encodeURIComponent(next)}`);
    await this.page.getByRole('textbox', { name: 'Email' }).fill(email);
    await this.page.getByRole('textbox', { name: 'Password' }).fill('tandem-demo');
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await this.page.waitForURL(`**${next}`);
  }
}

/** An agent at their workstation. */
export class Agent {
  readonly person: Person;
  constructor(person: Person) {
    this.person = person;
  }
  get page(): Page {
    return this.person.page;
  }
  region(name: string) {
    return this.page.getByRole('region', { name, exact: true });
  }
  get offer() {
    return this.region('Incoming call');
  }
  get call() {
    return this.region('Call');
  }
  get customer() {
    return this.region('Customer');
  }
  get wrapup() {
    return this.region('Wrap-up');
  }
  get statusButton() {
    return this.page.getByRole('button', { name: /^Status: / });
  }

  async choose(status: string): Promise<void> {
    await this.statusButton.click({ timeout: 20_000 });
    await this.page.getByRole('menu').getByText(status, { exact: true }).click();
  }

  async hasStatus(status: string | RegExp): Promise<void> {
    const name = typeof status === 'string' ? `Status: ${status}` : status;
    await expect(this.page.getByRole('button', { name })).toBeVisible();
  }

  async accept(): Promise<void> {
    // By itself first: what is on the page instead is told then.
    await expect(this.offer).toBeVisible({ timeout: 30_000 });
    await this.offer.getByRole('button', { name: 'Accept' }).click();
  }

  async finish(disposition: string, notes: string): Promise<void> {
    await this.wrapup.getByRole('textbox', { name: 'Notes' }).fill(notes);
    await this.wrapup.getByRole('combobox', { name: 'Disposition' }).fill(disposition);
    await this.wrapup.getByRole('option', { name: disposition }).first().click();
    await this.wrapup.getByRole('button', { name: 'Finish' }).click();
  }
}

/** A customer on the shop's page, with the widget. */
export class Customer {
  readonly person: Person;
  constructor(person: Person) {
    this.person = person;
  }
  get page(): Page {
    return this.person.page;
  }
  get widget(): FrameLocator {
    return this.page.frameLocator('iframe[title="Call us"]');
  }
  get status() {
    return this.widget.getByRole('status').first();
  }
  /** Where the widget's sound is. */
  get frame(): Frame {
    const frame = this.page.frames().find((one) => new URL(one.url()).pathname === '/embed');
    if (!frame) throw new Error('The widget is not open');
    return frame;
  }

  async open(): Promise<void> {
    await this.page.goto('/demo');
    await this.page.getByRole('button', { name: 'Call us' }).click();
  }

  async fillIn(topic: string, name: string, email: string): Promise<void> {
    await this.widget.getByRole('combobox', { name: 'Topic' }).selectOption({ label: topic });
    await this.widget.getByRole('textbox', { name: 'Your name' }).fill(name);
    await this.widget.getByRole('textbox', { name: 'Email' }).fill(email);
  }

  async startCall(): Promise<void> {
    await this.widget.getByRole('button', { name: 'Start call' }).click();
  }

  async callAbout(topic: string, name: string, email: string): Promise<void> {
    await this.open();
    await this.fillIn(topic, name, email);
    await this.startCall();
  }

  async reads(words: string | RegExp): Promise<void> {
    await expect(this.status).toHaveText(typeof words === 'string' ? new RegExp(`^${words}`) : words);
  }

  async hangUp(): Promise<void> {
    await this.widget.getByRole('button', { name: 'Hang up' }).click();
  }
}
