import { type BrowserContext, type BrowserContextOptions, expect, type Frame, type FrameLocator, type Page } from '@playwright/test';
import { type Computer, type Computers, type Microphone, startComputer } from './computers.ts';

export type { Microphone } from './computers.ts';

/** `asksForTouch`: at a computer that keeps pages silent which nobody has touched, and that nobody sits at afterwards. */
export interface Sitting extends BrowserContextOptions {
  asksForTouch?: boolean;
}

/** A person at a computer of their own: one Chromium process, whose microphone plays a tone. */
export class Person {
  readonly page: Page;
  readonly #url: string;
  readonly #context: BrowserContext;
  readonly #computer: Computer;
  readonly #computers: Computers | null;

  private constructor(url: string, computer: Computer, computers: Computers | null, context: BrowserContext, page: Page) {
    this.#url = url;
    this.#computer = computer;
    this.#computers = computers;
    this.#context = context;
    this.page = page;
  }

  /** @param all where a computer is taken from, and given back to; without them one is started, and ended when they leave */
  static async sitDown(
    url: string,
    microphone: Microphone,
    { asksForTouch = false, ...options }: Sitting = {},
    all: Computers | null = null,
  ): Promise<Person> {
    const computers = asksForTouch ? null : all;
    const computer = await (computers ? computers.take(microphone) : startComputer(microphone, { asksForTouch }));
    const context = await computer.browser.newContext({
      baseURL: url,
      viewport: { width: 1440, height: 900 },
      ...options,
    });
    // Settings that a person has too: voice processing eats a pure tone, and notifications are not looked at.
    await context.addInitScript(() => {
      localStorage.setItem('tandem.audio', JSON.stringify({ processing: false }));
      localStorage.setItem('tandem.ready', JSON.stringify({ withoutNotifications: true }));
    });
    return new Person(url, computer, computers, context, await context.newPage());
  }

  /** Closes all their pages, as people do. */
  async leave(): Promise<void> {
    if (this.#computer.browser.isConnected()) await this.#context.close();
    await (this.#computers ? this.#computers.giveBack(this.#computer) : this.#computer.close());
  }

  /** The computer is switched off: the page has no chance to say anything. */
  async vanish(): Promise<void> {
    await this.#computer.kill();
  }

  /** Signs in without the form, which has tests of its own (keyboard.spec.ts, languages.spec.ts): a page less to load. */
  async signIn(email: string, next: string): Promise<void> {
    const signedIn = await this.#context.request.post('/api/auth/sign-in/email', {
      headers: { origin: this.#url },
      data: { email, password: 'tandem-demo' },
    });
    if (!signedIn.ok()) throw new Error(`Sign-in of ${email} failed: ${signedIn.status()} ${await signedIn.text()}`);
    await this.page.goto(next);
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

/** A customer on a page with the widget: the shop's, or one of another site. */
export class Customer {
  readonly person: Person;
  readonly #address: string;
  constructor(person: Person, address = '/demo') {
    this.person = person;
    this.#address = address;
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
    await this.page.goto(this.#address);
    await this.page.getByRole('button', { name: 'Call us' }).click();
  }

  async fillIn(topic: string, name: string, email: string): Promise<void> {
    await this.widget.getByRole('combobox', { name: 'Topic' }).selectOption({ label: topic });
    await this.widget.getByRole('textbox', { name: 'Your name' }).fill(name);
    await this.widget.getByRole('textbox', { name: 'Email' }).fill(email);
  }

  async startCall(): Promise<void> {
    await this.widget.getByRole('button', { name: 'Start call' }).press('Enter');
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
    await this.widget.getByRole('button', { name: 'Hang up' }).press('Enter');
  }
}
