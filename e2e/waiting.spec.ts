import { isAccessible } from './support/accessible.ts';
import { AGENT_HZ, CALLER_HZ, expect, test, waitForTone } from './support/test.ts';

const TOPIC = 'Sales (Portuguese)';

test('a caller without a microphone is told what they would meet, and leaves a message', async ({ customer, program }) => {
  const maria = await customer('missing');
  await maria.open();
  await maria.fillIn(TOPIC, 'Maria Silva', 'maria.silva@example.com');
  await expect(maria.widget.getByText('Nobody is here at the moment')).toBeVisible();
  await maria.startCall();
  await expect(maria.widget.getByRole('alert').filter({ hasText: 'No microphone was found' })).toBeVisible();
  const ways = maria.widget.getByRole('region', { name: 'Without a microphone' });
  await expect(ways.getByRole('button', { name: 'Write to us' })).toBeVisible();
  await isAccessible(maria.page, 'no microphone, and the ways on');
  await ways.getByRole('button', { name: 'Leave a message' }).click();
  await maria.widget.getByRole('textbox', { name: 'Message' }).fill('Please call me about order 4711');
  const health = (await (await fetch(`${program.url}/api/health`)).json()) as { calls: number };
  expect(health.calls).toBe(0);
});

test('a reload keeps the place of a caller who waits; rung back in the tab, they answer and are heard', async ({ agent, customer }) => {
  const ana = await agent('ana@lisbon.example');
  const maria = await customer();
  await maria.callAbout(TOPIC, 'Maria Silva', 'maria.silva@example.com');
  await maria.reads('Waiting');
  await maria.page.reload();
  await maria.widget.getByRole('button', { name: 'Return' }).click();
  await maria.reads('Waiting');

  await maria.widget.getByRole('button', { name: 'Ring me back in this tab' }).click();
  await maria.reads('Waiting — we ring you in this tab');
  await isAccessible(maria.page, 'a place that is kept');
  await ana.choose('Available');
  await maria.reads('Ringing — it is your turn');
  await expect(maria.page).toHaveTitle('It is your turn – answer');
  const answer = maria.widget.getByRole('button', { name: 'Answer' });
  await expect(answer).toBeFocused();
  await answer.click();
  await ana.accept();
  await maria.reads('Connected');
  await waitForTone(ana.page, CALLER_HZ);
});

test('where the network lets no UDP through, caller and agent hear each other over TCP', async ({ agent, customer }) => {
  const ana = await agent('ana@lisbon.example');
  await ana.choose('Available');
  const maria = await customer();
  await maria.page.context().addInitScript(() => {
    const page = globalThis as typeof globalThis & { lines?: RTCPeerConnection[] };
    page.lines = [];
    const { setRemoteDescription } = RTCPeerConnection.prototype;
    RTCPeerConnection.prototype.setRemoteDescription = function (this: RTCPeerConnection, description: RTCSessionDescriptionInit) {
      if (!page.lines?.includes(this)) page.lines?.push(this);
      const offered = (description.sdp ?? '').split('\r\n').filter((line) => !/^a=candidate:\S+ \d+ udp /i.test(line));
      return Reflect.apply(setRemoteDescription, this, [{ type: description.type, sdp: offered.join('\r\n') }]);
    } as typeof setRemoteDescription;
  });
  await maria.callAbout(TOPIC, 'Maria Silva', 'maria.silva@example.com');
  await ana.accept();
  await maria.reads('Connected');
  await waitForTone(ana.page, CALLER_HZ);
  await waitForTone(maria.frame, AGENT_HZ);
  const protocols = await maria.frame.evaluate(async () => {
    const { lines = [] } = globalThis as typeof globalThis & { lines?: RTCPeerConnection[] };
    const reports = await Promise.all(lines.map((line) => line.getStats()));
    return reports.flatMap((report) => [...report.values()].flatMap((one) => (one.type === 'remote-candidate' ? [one.protocol] : [])));
  });
  expect(new Set(protocols)).toEqual(new Set(['tcp']));
});
