import { test as base } from '@playwright/test';
import { Computers } from './computers.ts';
import { heard, waitForSilence, waitForTone, waitForTones } from './heard.ts';
import { Agent, Customer, type Microphone, Person, type Sitting } from './people.ts';
import { Prepared } from './prepared.ts';
import { Program } from './program.ts';
import { openSite } from './site.ts';
import { widgetKeyFor } from './widget-keys.ts';

export { expect } from '@playwright/test';
export { heard, waitForSilence, waitForTone, waitForTones };

export const CALLER_HZ = 440;
export const AGENT_HZ = 1000;

interface Floor {
  /** Settings of the program, by environment. */
  environment: Record<string, string>;
  /** Where customers call from: the shop's page of our own, or a page of another origin, under a strict policy. */
  callsFrom: 'the shop' | 'another origin';
  /** The address of the page that they call from. */
  callPage: string;
  program: Program;
  sitDown: (microphone?: Microphone, sitting?: Sitting) => Promise<Person>;
  /** An agent at their workstation, signed in. */
  agent: (email: string, hz?: number) => Promise<Agent>;
  customer: (microphone?: Microphone) => Promise<Customer>;
  /** Ana in Lisbon and Maria, who hear each other; with `ana`, one who is at her workstation already. */
  inCall: (ana?: Agent) => Promise<{ ana: Agent; maria: Customer }>;
  /** A supervisor at the dashboard, or an administrator at theirs. */
  desk: (email: string, page: string, sitting?: Sitting) => Promise<Person>;
}

/** What tests share that one worker runs after each other. */
interface Shared {
  computers: Computers;
  /** For tests that leave no trace; started by the first that needs it. */
  lasting: () => Promise<Program>;
  prepared: Prepared;
}

/** Of a test that changes nothing, and is not disturbed by who else looks: `test(title, LEAVES_NO_TRACE, ...)` shares a program. */
export const LEAVES_NO_TRACE = { tag: '@leaves-no-trace' };

/** A Tandem for each test, and people who sit down at computers of their own. */
export const test = base.extend<Floor, Shared>({
  computers: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
    async ({}, use) => {
      const computers = new Computers();
      await use(computers);
      await computers.close();
    },
    { scope: 'worker' },
  ],
  lasting: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      const program = new Program({}, { briefly: true });
      let started: Promise<Program> | null = null;
      await use(() => {
        started ??= program.start().then(() => program);
        return started;
      });
      await program.close();
    },
    { scope: 'worker' },
  ],
  prepared: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      const prepared = new Prepared();
      await use(prepared);
      await prepared.close();
    },
    { scope: 'worker' },
  ],
  environment: [{}, { option: true }],
  callsFrom: ['the shop', { option: true }],
  callPage: async ({ callsFrom, program }, use) => {
    if (callsFrom === 'the shop') return use('/demo');
    const site = await openSite(program.url);
    const key = await widgetKeyFor(program, [site.origin]);
    await use(site.shows(`<script src="${program.url}/widget.js" data-key="${key}" async></script>`));
    site.close();
  },
  program: async ({ environment, lasting, prepared }, use, { tags }) => {
    if (tags.includes(LEAVES_NO_TRACE.tag)) {
      await use(await lasting());
      return;
    }
    if (Object.keys(environment).length === 0) {
      const program = await prepared.take();
      await use(program);
      prepared.giveBack(program);
      return;
    }
    const program = new Program(environment, { briefly: true });
    await program.start();
    await use(program);
    await program.close();
  },
  sitDown: async ({ program, computers }, use) => {
    const people: Person[] = [];
    await use(async (microphone = CALLER_HZ, sitting = {}) => {
      const person = await Person.sitDown(program.url, microphone, sitting, computers);
      people.push(person);
      return person;
    });
    await Promise.all(people.map((person) => person.leave()));
  },
  agent: async ({ sitDown }, use) => {
    await use(async (email, hz = AGENT_HZ) => {
      const person = await sitDown(hz);
      await person.signIn(email, '/agent');
      return new Agent(person);
    });
  },
  customer: async ({ sitDown, callPage }, use) => {
    await use(async (microphone = CALLER_HZ) => new Customer(await sitDown(microphone), callPage));
  },
  inCall: async ({ agent, customer }, use) => {
    await use(async (at) => {
      const ana = at ?? (await agent('ana@lisbon.example'));
      await ana.choose('Available');
      const maria = await customer();
      await maria.callAbout('Sales (Portuguese)', 'Maria Silva', 'maria.silva@example.com');
      await ana.accept();
      await maria.reads('Connected');
      await waitForTone(maria.frame, AGENT_HZ);
      return { ana, maria };
    });
  },
  desk: async ({ sitDown }, use) => {
    await use(async (email, page, sitting) => {
      const person = await sitDown(CALLER_HZ, sitting);
      await person.signIn(email, page);
      return person;
    });
  },
});
