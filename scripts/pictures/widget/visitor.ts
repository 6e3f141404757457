import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Locator, Page } from '@playwright/test';
import { type Microphone, Person } from '../../../e2e/support/people.ts';
import type { Locale } from '../../../server/protocol/locale.ts';

const MESSAGES = path.join(import.meta.dirname, '../../../app/messages');
const TAGS = { en: 'en-GB', pt: 'pt-PT', fr: 'fr-FR' } as const;
type Nested = { [key: string]: string | Nested };

/** What stands on screen under a key such as `widget.form.start`; a pattern where it has values in it. */
export function wording(language: Locale, key: string): string | RegExp {
  const [feature, ...steps] = key.split('.');
  let found: string | Nested | undefined = JSON.parse(readFileSync(path.join(MESSAGES, language, `${feature}.json`), 'utf8')) as Nested;
  for (const step of steps) found = typeof found === 'object' ? found[step] : undefined;
  if (typeof found !== 'string') throw new Error(`There are no words ${key}`);
  if (!/[{<]/.test(found)) return found;
  const plain = found.replace(/<(\w+)><\/\1>/g, '\0').replace(/\{(?:[^{}]|\{[^{}]*\})*\}/g, '\0');
  const pieces = plain.split('\0').map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pieces.join('.*')}$`);
}

/** A caller at the shop, who reads the page in a language. */
export class Visitor {
  readonly person: Person;
  readonly language: Locale;

  private constructor(person: Person, language: Locale) {
    this.person = person;
    this.language = language;
  }

  static async sitDown(url: string, language: Locale, microphone: Microphone): Promise<Visitor> {
    const sitting = { colorScheme: 'light', reducedMotion: 'reduce', locale: TAGS[language], timezoneId: 'Europe/Lisbon' } as const;
    return new Visitor(await Person.sitDown(url, microphone, sitting), language);
  }

  get page(): Page {
    return this.person.page;
  }
  get card(): FrameLocator {
    return this.page.frameLocator('iframe').first();
  }

  words(key: string): string | RegExp {
    return wording(this.language, key);
  }
  button(key: string): Locator {
    return this.card.getByRole('button', { name: this.words(key), exact: true });
  }
  async press(key: string): Promise<void> {
    await this.button(key).click({ timeout: 30_000 });
  }
  async sees(key: string): Promise<void> {
    await this.card.getByText(this.words(key)).first().waitFor({ timeout: 40_000 });
  }

  async open(): Promise<void> {
    await this.page.goto('/demo');
    await this.page.getByRole('button', { name: this.words('widget.title'), exact: true }).click();
    await this.card.getByRole('combobox').first().getByRole('option').nth(1).waitFor({ state: 'attached' });
  }

  async fillIn(topic: string, name: string, email = ''): Promise<void> {
    await this.open();
    await this.card.getByRole('combobox').first().selectOption({ label: topic });
    await this.card.locator('[name=name]').fill(name);
    await this.card.locator('[name=email]').fill(email);
  }

  async calls(topic: string, name: string): Promise<void> {
    await this.fillIn(topic, name);
    await this.press('widget.form.start');
  }
  async writesTo(topic: string, name: string): Promise<void> {
    await this.fillIn(topic, name);
    await this.press('widget-texts.write');
  }
  async writes(text: string): Promise<void> {
    const field = this.card.getByRole('textbox', { name: this.words('texts.write') });
    await field.fill(text);
    await field.press('Enter');
  }
}
