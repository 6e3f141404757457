import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';

interface Looking {
  /** Rules of axe that do not fit what is in sight. */
  except?: string[];
}

/** axe finds nothing on the page and in its frames, and in the dark nothing about colors; targets are large enough (WCAG 2.2). */
export async function isAccessible(page: Page, what: string, { except = [] }: Looking = {}): Promise<void> {
  const there = await Promise.all(page.frames().map((frame) => frame.evaluate(() => 'axe' in window)));
  let isThere = there.every(Boolean);
  for (const colorScheme of ['light', 'dark'] as const) {
    // Nothing that is half faded in: its colors would be judged as they are then.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const rules = Object.fromEntries([['target-size', { enabled: true }], ...except.map((rule) => [rule, { enabled: false }])]);
    // Its half megabyte is brought to a document once. Its own frames only: a page of the browser's for each look would take most
    // of the time.
    const axe = new AxeBuilder({ page, ...(isThere ? { axeSource: ';' } : {}) }).setLegacyMode();
    isThere = true;
    // What is well need not be told.
    const told = { resultTypes: ['violations' as const] };
    const { violations } = await axe
      .options(colorScheme === 'light' ? { ...told, rules } : { ...told, runOnly: { type: 'rule', values: ['color-contrast'] } })
      .analyze();
    const found = violations.map(({ id, help, nodes }) => ({
      id,
      help,
      at: nodes.map(({ target, failureSummary }) => [target, failureSummary]),
    }));
    expect.soft(found, `${what}, ${colorScheme}`).toEqual([]);
  }
}

/** An open menu or tooltip stands at the end of the page, outside of all landmarks, as the pattern has it. */
export const OPEN_ABOVE: Looking = { except: ['region'] };

/** Escape closes what a press of the button opens, and the focus is on the button again. */
export async function closesWhereItOpened(page: Page, button: Locator, opened: Locator): Promise<void> {
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(opened).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(opened).toBeHidden();
  await expect(button).toBeFocused();
}

/** Goes through all that Tab comes by: each has a mark around it while it has the focus, and nothing lies over it. */
export async function showsFocus(page: Page, what: string, atLeast: number): Promise<void> {
  const seen = new Set<string>();
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(lookAtFocus);
    // Once around; between the last and the first the focus is outside of the page.
    if (at === null) continue;
    if (seen.has(at.where)) break;
    seen.add(at.where);
    expect.soft(at.hidden, `${what}: ${at.where}`).toBeNull();
    expect.soft(at.outline, `${what}: ${at.where}`).toBeGreaterThanOrEqual(2);
  }
  expect(seen.size, what).toBeGreaterThanOrEqual(atLeast);
}

/** Runs in the page. Null while the focus is outside of it. */
function lookAtFocus(): { where: string; outline: number; hidden: string | null } | null {
  const element = document.activeElement as HTMLElement | null;
  if (element === null || element === document.body) return null;
  const path: string[] = [];
  for (let one: Element | null = element; one !== null; one = one.parentElement) {
    path.unshift(`${one.tagName.toLowerCase()}:${[...(one.parentElement?.children ?? [])].indexOf(one)}`);
  }
  const name = element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40);
  // A control may leave the mark to the line around it, as a radio button in its card does.
  const marked = [element, element.closest('label')].filter((one) => one !== null);
  const widths = marked.map((one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth);
  });
  const box = element.getBoundingClientRect();
  const left = Math.max(box.left, 0);
  const top = Math.max(box.top, 0);
  const right = Math.min(box.right, innerWidth);
  const bottom = Math.min(box.bottom, innerHeight);
  let hidden: string | null = null;
  if (left >= right || top >= bottom) hidden = 'outside of the window';
  else {
    // Not obscured altogether: one of these is to be seen.
    const points = [0.5, 0.1, 0.9].flatMap((x) => [0.5, 0.1, 0.9].map((y) => [left + (right - left) * x, top + (bottom - top) * y]));
    const shown = points.some(([x = 0, y = 0]) => {
      const over = document.elementFromPoint(x, y);
      return over !== null && (element.contains(over) || over.contains(element));
    });
    if (!shown) hidden = 'under something else';
  }
  return { where: `${name} (${path.join(' ')})`, outline: Math.max(...widths), hidden };
}
