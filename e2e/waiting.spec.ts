import { HOLD_MUSIC_HZ } from '../app/lib/media/hold-score.ts';
import { isAccessible } from './support/accessible.ts';
import { levelsOf } from './support/heard.ts';
import { listenForTones, tonesSounded } from './support/sounded.ts';
import { AGENT_HZ, CALLER_HZ, expect, test, waitForTone } from './support/test.ts';
import { writeTone } from './support/tones.ts';

test.use({ callsFrom: 'another origin' });

type Tag = HTMLScriptElement & { tandem?: { destroy(): void } };
const TOPIC = 'Sales (Portuguese)';
/** Those of a ring, and one of an alert. */
const RING_HZ = [440, 480];
const ALERT_HZ = 660;

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
  // In the line, and not on the way to it: before that there is nothing to come back to.
  await maria.reads('Waiting — you are next');
  await maria.page.reload();
  await maria.reads('Waiting — you are next');

  await listenForTones(maria.frame, [...RING_HZ, ALERT_HZ]);
  await listenForTones(ana.page, [...RING_HZ, ALERT_HZ]);
  await maria.widget.getByRole('button', { name: 'Ring me back in this tab' }).press('Enter');
  await maria.reads('Waiting — we ring you in this tab');
  await isAccessible(maria.page, 'a place that is kept');
  await ana.choose('Available');
  await maria.reads('Ringing — it is your turn');
  await expect(maria.page).toHaveTitle('It is your turn – answer');
  const ring = { heard: RING_HZ, unheard: [ALERT_HZ] };
  await expect.poll(() => tonesSounded(maria.frame)).toMatchObject(ring);
  const answer = maria.widget.getByRole('button', { name: 'Answer' });
  await expect(answer).toBeFocused();
  await answer.click();
  await expect(ana.offer).toBeVisible();
  await expect.poll(() => tonesSounded(ana.page)).toMatchObject(ring);
  await ana.accept();
  await maria.reads('Connected');
  await waitForTone(ana.page, CALLER_HZ);
  // A site that takes its button away ends the call, which a page that is left does not.
  await maria.page.evaluate(() => (document.querySelector('script[src*="/widget.js"]') as Tag).tandem?.destroy());
  await expect(ana.wrapup).toBeVisible();
});

test('where the network lets no UDP through, caller and agent hear each other over TCP, and a caller who is heard badly reads why', async ({
  agent,
  customer,
}) => {
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
  // What is measured of her line is told to her worse than it is.
  await maria.page.context().routeWebSocket(/socket\.io/, (page) => {
    const server = page.connectToServer();
    const told = (message: string) => (message.includes('["quality",') ? message.replace(/"loss":[\d.]+/, '"loss":0.2') : message);
    server.onMessage((message) => page.send(typeof message === 'string' ? told(message) : message));
  });
  await maria.callAbout(TOPIC, 'Maria Silva', 'maria.silva@example.com');
  await ana.accept();
  await maria.reads('Connected');
  await waitForTone(ana.page, CALLER_HZ);
  await waitForTone(maria.frame, AGENT_HZ);
  await expect(maria.widget.getByText('Your network slows the call down')).toBeVisible({ timeout: 20_000 });
  const protocols = await maria.frame.evaluate(async () => {
    const { lines = [] } = globalThis as typeof globalThis & { lines?: RTCPeerConnection[] };
    const reports = await Promise.all(lines.map((line) => line.getStats()));
    return reports.flatMap((report) => [...report.values()].flatMap((one) => (one.type === 'remote-candidate' ? [one.protocol] : [])));
  });
  expect(new Set(protocols)).toEqual(new Set(['tcp']));
});

test('what an administrator has announced is heard at its time by who waits, over softer music, and read', async ({
  agent,
  customer,
  desk,
}, info) => {
  const ANNOUNCED_HZ = 1250;
  const file = info.outputPath('announcement.wav');
  await writeTone(file, ANNOUNCED_HZ, 4);
  const { page: admin } = await desk('admin@tandem.example', '/admin/queues');
  await admin.getByRole('link', { name: `Announcements of ${TOPIC}` }).click();
  await admin.getByRole('button', { name: 'Add an announcement' }).click();
  await admin.getByLabel('Name').fill('Office hours');
  await admin.getByLabel('First after (s)').fill('6');
  await admin.getByRole('group', { name: 'English' }).getByLabel('Words').fill('Our office is open until 6.');
  await admin.getByRole('button', { name: 'Add announcement' }).click();
  await admin.getByLabel('Recording in English').setInputFiles({ name: 'a.wav', mimeType: 'audio/wav', buffer: Buffer.from('no sound') });
  await expect(admin.getByText('This is no recording that browsers play.')).toBeVisible();
  await admin.getByLabel('Recording in English').setInputFiles(file);
  await expect(admin.getByLabel('Listen to the recording in English')).toBeVisible();
  await isAccessible(admin, 'an announcement and its recording');
  await admin.getByRole('button', { name: 'Cancel' }).click();
  await expect(admin.getByText('Words in English (recorded)')).toBeVisible();

  const maria = await customer();
  await maria.callAbout(TOPIC, 'Maria Silva', 'maria.silva@example.com');
  await maria.reads('Waiting');
  const levels = async () => {
    const [music = 0, announced = 0] = await levelsOf(maria.frame, [HOLD_MUSIC_HZ, ANNOUNCED_HZ]);
    return { music: music > -32 ? 'loud' : music > -60 ? 'soft' : 'none', announced: announced > -32 };
  };
  await expect.poll(levels).toEqual({ music: 'loud', announced: false });
  await expect.poll(levels).toEqual({ music: 'soft', announced: true });
  await expect(maria.widget.getByText('Our office is open until 6.')).toBeVisible();
  await expect.poll(levels).toEqual({ music: 'loud', announced: false });
  await isAccessible(maria.page, 'an announcement');
  await maria.page.reload();
  await maria.reads('Waiting');
  await maria.widget.getByRole('switch', { name: 'Music and announcements' }).click();
  await expect.poll(levels).toEqual({ music: 'none', announced: false });

  const ana = await agent('ana@lisbon.example');
  await ana.choose('Available');
  await ana.accept();
  await maria.reads('Connected');
  await waitForTone(maria.frame, AGENT_HZ);
});
