import { isAccessible } from './support/accessible.ts';
import { Customer } from './support/people.ts';
import { expect, test } from './support/test.ts';

/** After the call, and callers whom nobody wants: ratings, transcripts, blocks, and work that is asked for. */

const TOPIC = 'Sales (Portuguese)';

async function writes(who: Customer, name: string): Promise<void> {
  await who.open();
  await who.fillIn(TOPIC, name, '');
  await who.widget.getByRole('button', { name: 'Write to us' }).click();
}

test('a caller rates the conversation and saves what was written; agent and supervisor read it', async ({ agent, desk, sitDown }) => {
  const ana = await agent('ana@lisbon.example');
  await ana.choose('Available');
  const maria = new Customer(await sitDown());
  await writes(maria, 'Maria Silva');
  await ana.region('Incoming conversation').getByRole('button', { name: 'Accept' }).click();
  await maria.reads('Connected with Ana');
  const field = maria.widget.getByRole('textbox', { name: 'Write a message' });
  await field.fill('Where is order 4711?');
  await field.press('Enter');
  await expect(ana.region('Text conversation')).toContainText('order 4711');
  await maria.widget.getByRole('button', { name: 'End conversation' }).click();

  // By keyboard alone.
  const rating = maria.widget.getByRole('group', { name: 'How was it?' });
  await rating.getByRole('radio', { name: 'Very good' }).focus();
  await maria.page.keyboard.press('ArrowLeft');
  await expect(rating.getByRole('radio', { name: 'Good', exact: true })).toBeChecked();
  await isAccessible(maria.page, 'a rating in the widget');
  await maria.widget.getByRole('textbox', { name: 'Would you say why?' }).fill('Quick and kind');
  await maria.widget.getByRole('button', { name: 'Send rating' }).click();
  await expect(maria.widget.getByText('Your rating is sent.')).toBeVisible();

  const download = maria.page.waitForEvent('download');
  await maria.widget.getByRole('button', { name: 'Save as text' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('messages.txt');
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString()).toMatch(/You: Where is order 4711\?/);

  await ana.finish('Quote sent', 'Order on its way');
  await ana.page.getByRole('button', { name: 'Show your day' }).click();
  await expect(ana.page.getByRole('dialog')).toContainText('Rated 4 of 5: Good');
  await expect(ana.page.getByRole('dialog')).toContainText('Quick and kind');

  const sofia = await desk('sofia@lisbon.example', '/supervisor/ratings');
  const row = sofia.page.getByRole('row', { name: /Maria Silva/ });
  await expect(row).toContainText('Rated 4 of 5: Good');
  await expect(row).toContainText('Quick and kind');
  await isAccessible(sofia.page, 'the ratings');
});

test.describe('while few calls may be started', () => {
  test.use({ environment: { TANDEM_CALLS_PER_MINUTE: '4' } });

  test('a caller whom an agent blocks is refused until a supervisor lifts it; while many call a browser works for its own', async ({
    agent,
    desk,
    program,
    sitDown,
  }) => {
    const ana = await agent('ana@lisbon.example');
    await ana.choose('Available');
    const maria = new Customer(await sitDown());
    await writes(maria, 'Maria Silva');
    await ana.region('Incoming conversation').getByRole('button', { name: 'Accept' }).click();
    await maria.reads('Connected with Ana');
    await ana.page.getByRole('button', { name: 'Block caller' }).click();
    const dialog = ana.page.getByRole('dialog', { name: 'Block Maria Silva?' });
    await dialog.getByRole('button', { name: 'Block', exact: true }).click();
    await expect(dialog).toContainText('Say why');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Insults');
    await isAccessible(ana.page, 'blocking a caller');
    await dialog.getByRole('button', { name: 'Block', exact: true }).click();
    await expect(dialog).toBeHidden();
    await maria.widget.getByRole('button', { name: 'End conversation' }).click();
    // By a key: the rating comes a moment after the end, and moves what is below it.
    await maria.widget.getByRole('button', { name: 'Call again' }).press('Enter');
    await maria.widget.getByRole('button', { name: 'Write to us' }).click();
    await expect(maria.widget.getByText('We can’t take your call here.')).toBeVisible();

    const sofia = await desk('sofia@lisbon.example', '/supervisor/blocked');
    await expect(sofia.page.getByRole('row', { name: /Maria Silva/ })).toContainText('Insults');
    await isAccessible(sofia.page, 'blocked callers');
    await sofia.page.getByRole('button', { name: 'Lift the block of Maria Silva' }).click();
    await expect(sofia.page.getByText('Lifted by Sofia')).toBeVisible();

    await maria.widget.getByRole('button', { name: 'Write to us' }).click();
    await maria.reads(/next|place|line|Connecting|Ringing/i);
    const joao = new Customer(await sitDown());
    await writes(joao, 'João Pires');
    await expect(joao.widget.getByRole('button', { name: /^(End conversation|Leave|Hang up)$/ })).toBeVisible();
    const metrics = await (await fetch(`${program.url}/metrics`)).text();
    expect(metrics).toMatch(/^tandem_refused_total\{entry="call",reason="proof-needed"\} 1$/m);
    expect(metrics).toMatch(/^tandem_refused_total\{entry="call",reason="blocked"\} 1$/m);
  });
});
