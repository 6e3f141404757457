import type { Page } from '@playwright/test';
import { Agent } from './support/people.ts';
import { AGENT_HZ, expect, test, waitForSilence, waitForTone } from './support/test.ts';

/** Goes on with Tab until the focus is on this; fails where the focus gets caught or never comes by. */
async function tabTo(page: Page, role: 'textbox' | 'button' | 'combobox' | 'menuitem', name: string | RegExp): Promise<void> {
  const target = page.getByRole(role, { name }).first();
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${role} ${name}`);
}

/** The mouse is nowhere: a press of it anywhere would fail the test. */
async function withoutMouse(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.addEventListener(
      'pointerdown',
      () => {
        throw new Error('The mouse was used');
      },
      true,
    );
  });
}

test('from sign-in to wrap-up by keyboard alone, with mute, hold and a transfer', async ({ sitDown, agent, customer }) => {
  const carol = await agent('carol@toronto.example', 1500);
  await carol.choose('Available');
  const person = await sitDown(AGENT_HZ);
  const { page } = person;
  await withoutMouse(page);
  const { keyboard } = page;
  await page.goto('/login?next=/agent');
  await tabTo(page, 'textbox', 'Email');
  await keyboard.type('ana@lisbon.example');
  await keyboard.press('Tab');
  await tabTo(page, 'textbox', 'Password');
  await keyboard.type('tandem-demo');
  await keyboard.press('Enter');
  await page.waitForURL('**/agent');
  const ana = new Agent(person);
  await ana.hasStatus(/^Status: /);

  await keyboard.press('s');
  await expect(page.getByRole('menu')).toBeVisible();
  await keyboard.type('avail');
  await keyboard.press('Enter');
  await ana.hasStatus('Available');

  const maria = await customer();
  await maria.callAbout('Sales (Portuguese)', 'Maria Silva', 'maria.silva@example.com');
  await expect(ana.offer).toBeVisible();
  await keyboard.press('Enter');
  await maria.reads('Connected');
  await waitForTone(maria.frame, AGENT_HZ);

  await keyboard.press('m');
  await waitForSilence(maria.frame);
  // While something is typed a letter is a letter, and Alt with it is the shortcut.
  await keyboard.press('n');
  const notes = ana.call.getByRole('textbox', { name: 'Notes' });
  await expect(notes).toBeFocused();
  await keyboard.type('hm');
  await expect(notes).toHaveValue('hm');
  await keyboard.press('Alt+m');
  await waitForTone(maria.frame, AGENT_HZ);

  await keyboard.press('Alt+h');
  await maria.reads(/on hold/);
  await keyboard.press('Alt+h');
  await maria.reads('Connected');

  // F6 leaves the field; the list of shortcuts closes where it was opened.
  await keyboard.press('F6');
  await expect(notes).not.toBeFocused();
  await keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(list.getByText('Hang up')).toBeVisible();
  await keyboard.press('Escape');
  await expect(list).toBeHidden();

  await keyboard.press('t');
  await expect(page.getByRole('combobox').first()).toBeFocused();
  await keyboard.type('carol');
  await expect(page.getByRole('option').first()).toContainText('Carol');
  await keyboard.press('Enter');
  await tabTo(page, 'button', 'Transfer now');
  await keyboard.press('Enter');

  await expect(ana.wrapup).toBeVisible();
  await expect(carol.offer).toBeVisible();
  await keyboard.press('Alt+g');
  await expect(ana.wrapup.getByRole('combobox', { name: 'Disposition' })).toBeFocused();
  await keyboard.type('Quote');
  await expect(ana.wrapup.getByRole('option').first()).toBeVisible();
  await keyboard.press('Enter');
  await keyboard.press('Control+Enter');
  await ana.hasStatus('Available');
});

test('letters alone can be switched off, and Alt with them still works', async ({ inCall }) => {
  const { ana, maria } = await inCall();
  const { keyboard } = ana.page;
  await ana.page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await ana.page.getByRole('switch', { name: 'Single keys' }).click();
  await keyboard.press('Escape');
  await expect(ana.page.getByRole('dialog')).toBeHidden();
  const mute = ana.call.getByRole('button', { name: 'Mute' });
  await keyboard.press('m');
  await keyboard.press('Alt+m');
  await expect(mute).toHaveAttribute('aria-pressed', 'true');
  await waitForSilence(maria.frame);
  await keyboard.press('m');
  await keyboard.press('?');
  await keyboard.press('Alt+m');
  await expect(mute).toHaveAttribute('aria-pressed', 'false');
  await expect(ana.page.getByRole('dialog')).toBeHidden();
});

test('a call at 200 % zoom and without motion: everything can be reached, nothing is cut off', async ({ agent, customer }) => {
  const ana = await agent('ana@lisbon.example');
  // A screen of 1440 × 900 at 200 %.
  await ana.page.setViewportSize({ width: 720, height: 450 });
  await ana.page.emulateMedia({ reducedMotion: 'reduce' });
  const fits = async () => {
    const [needed, there] = await ana.page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    expect(needed).toBeLessThanOrEqual(there ?? 0);
  };
  await fits();
  await ana.choose('Available');
  const maria = await customer();
  await maria.callAbout('Sales (Portuguese)', 'Maria Silva', 'maria.silva@example.com');
  await expect(ana.offer).toBeVisible();
  await fits();
  const moving = await ana.page.evaluate(
    () =>
      document
        .getAnimations()
        .filter((animation) => animation.playState === 'running' && Number(animation.effect?.getTiming().duration) > 1).length,
  );
  expect(moving).toBe(0);
  await ana.accept();
  await maria.reads('Connected');
  await fits();
  await expect(ana.call.getByRole('button', { name: 'Hold' })).toBeInViewport();
  await ana.page.getByRole('button', { name: 'Sound', exact: true }).click();
  const sound = ana.page.getByRole('dialog', { name: 'Sound' });
  await sound.getByRole('switch', { name: 'Noise suppression' }).scrollIntoViewIfNeeded();
  await expect(sound.getByRole('switch', { name: 'Noise suppression' })).toBeInViewport();
  await fits();
  await ana.page.keyboard.press('Escape');
  await ana.page.getByRole('navigation', { name: 'Columns' }).getByRole('button', { name: 'Customer' }).click();
  await expect(ana.customer).toBeInViewport();
  await fits();
  await ana.page.getByRole('navigation', { name: 'Columns' }).getByRole('button', { name: 'Call' }).click();
  await ana.call.getByRole('button', { name: 'Hang up' }).click();
  await expect(ana.wrapup).toBeVisible();
  await fits();
});
