// With a bundler: import { createClient, TandemError } from '@tandem/client';
import { createClient, TandemError } from './standalone.js';

// What your server writes into the page: where Tandem is, and your key.
const { url, key } = await (await fetch('settings.json')).json();

/** Your server says who is signed in there, anew for each call; see serve.mjs. */
async function identity() {
  const answer = await fetch('identity', { method: 'POST' });
  if (answer.status === 204) return null; // nobody is
  if (!answer.ok) throw new Error('No token');
  return answer.text();
}

const client = createClient({ url, key, identity });
const $ = (id) => document.getElementById(id);
const form = $('form');
let call = null;
let recording = null;

/** What is refused is said in its own words, and the page stays as it was. */
const tried = (act) => async (event) => {
  event?.preventDefault();
  $('problem').textContent = '';
  try {
    await act(event);
  } catch (error) {
    if (!(error instanceof TandemError)) throw error;
    $('problem').textContent = error.message;
  }
};
const on = (id, name, act) => $(id).addEventListener(name, tried(act));

await tried(async () => {
  const { consent } = await client.settings();
  $('consent').hidden = consent === null;
  $('consent').lastElementChild.textContent = consent ?? '';
  for (const { id, name, takesTexts } of await client.topics()) {
    const option = new Option(name, id);
    option.dataset.texts = takesTexts ? 'yes' : '';
    form.elements.topic.append(option);
  }
  await lookOut();
})();
form.elements.topic.addEventListener('change', tried(lookOut));
// Not by itself: it opens the microphone, and browsers play nothing before somebody has touched the page.
$('again').hidden = client.kept() === null;
on('resume', 'click', async () => {
  $('again').hidden = true;
  const kept = await client.resume();
  if (kept === null) $('status').textContent = 'It is over.';
  else show(kept);
});
on('forget', 'click', () => {
  $('again').hidden = true;
  client.forget();
});

on('form', 'submit', async ({ submitter }) => {
  const { topic, name, email, consent } = Object.fromEntries(new FormData(form));
  $('status').textContent = 'One moment…';
  try {
    const accepted = consent === 'on' ? { consent: $('consent').lastElementChild.textContent } : {};
    const context = { cart: { items: 3, total: '59.90 €' } };
    show(await client.call({ topic, name, email, channel: submitter?.value ?? 'voice', context, ...accepted }));
  } catch (error) {
    $('status').textContent = '';
    throw error;
  }
});
on('mute', 'click', () => {
  call.mute(!call.muted);
  draw();
});
on('screen', 'click', () => (call.shares.own.length > 0 ? call.stopShare('screen') : call.share('screen')));
on('ring', 'click', () => call.ringMeBack());
on('back', 'click', () => call.comeBack());
on('still', 'click', () => call.stillHere());
on('switch', 'click', () => call.switchTo(call.channel === 'text' && !call.state.talkProposed ? 'voice' : 'text'));
on('hang-up', 'click', () => call.hangUp());
on('say', 'submit', async () => {
  const { text } = $('say').elements;
  await call.say(text.value);
  text.value = '';
});
on('record', 'click', async () => {
  if (recording?.state.kind === 'recording') return recording.stop();
  recording ??= call.recordMessage();
  recording.on(draw);
  await recording.start();
});
on('message', 'submit', async () => {
  const { name, email } = form.elements;
  const text = $('message').elements.text.value;
  const spoken = recording?.state.kind === 'recorded' ? { recording } : {};
  await call.leaveMessage({ name: name.value, email: email.value, text, ...spoken });
  $('message').hidden = true;
  $('status').textContent = 'Your message has been left.';
});
on('rating', 'submit', async () => {
  const { score, comment } = $('rating').elements;
  await call.rate(Number(score.value), comment.value);
  $('rating').hidden = true;
  $('status').textContent = 'Thank you.';
});

on('transcript', 'click', () => {
  const file = URL.createObjectURL(new Blob([call.transcript()], { type: 'text/plain' }));
  Object.assign(document.createElement('a'), { href: file, download: 'conversation.txt' }).click();
});

async function lookOut() {
  const topic = form.elements.topic.value;
  $('write').hidden = form.elements.topic.selectedOptions[0]?.dataset.texts !== 'yes';
  const { open, opensAt, estimatedWaitMs } = await client.outlook(topic);
  if (!open) $('outlook').textContent = opensAt === null ? 'Closed now.' : `Opens ${new Date(opensAt).toLocaleString()}.`;
  else if (estimatedWaitMs === null) $('outlook').textContent = 'Open now.';
  else $('outlook').textContent = estimatedWaitMs === 0 ? 'Somebody is free.' : `About ${minutes(estimatedWaitMs)} to wait.`;
}

function show(next) {
  call = next;
  recording = null;
  for (const name of ['state', 'texts', 'online', 'shares']) call.on(name, draw);
  call.on('sound', ({ blocked }) => blocked && addEventListener('click', () => call.playSound(), { once: true }));
  draw();
}

function draw() {
  const { state, channel } = call;
  const over = state.kind === 'ended';
  const waits = state.kind === 'waiting';
  const away = waits && state.ringBack !== null;
  const byVoice = channel !== 'text';
  $('status').textContent = call.online || over ? words(state) : 'The connection is lost. Your place is kept.';
  form.hidden = !over;
  $('controls').hidden = over;
  $('mute').hidden = !byVoice || away;
  $('mute').setAttribute('aria-pressed', String(call.muted));
  $('screen').hidden = !byVoice || state.kind !== 'connected';
  $('screen').setAttribute('aria-pressed', String(call.shares.own.length > 0));
  $('ring').hidden = !byVoice || !waits || away;
  $('back').hidden = !away;
  $('still').hidden = (state.endsAt ?? null) === null;
  $('switch').hidden = away || !(waits || (state.kind === 'connected' && !byVoice));
  $('switch').textContent = byVoice ? 'Write instead' : state.talkProposed ? 'Write on' : 'Talk';
  $('message').hidden = !(waits || (over && state.offer?.kind === 'leave-message'));
  $('record').textContent = recording?.state.kind === 'recording' ? 'Stop' : 'Record';
  $('recorded').textContent = recordingWords();
  $('rating').hidden = !over || state.talkMs === 0;
  drawTexts();
  drawShares();
}

function drawTexts() {
  const written = call.texts.map(({ name, own, text }) => {
    const line = document.createElement('li');
    // As text: whatever is in it, it is no markup.
    line.textContent = `${own ? 'You' : name}: ${text}`;
    return line;
  });
  $('texts').replaceChildren(...written);
  $('transcript').hidden = call.state.kind !== 'ended' || call.transcript() === null;
}

function drawShares() {
  const parts = call.shares.seen.map(({ id, source, state, stream }) => {
    if (state === 'watching') return Object.assign(document.createElement('video'), { srcObject: stream, autoplay: true, muted: true });
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: `See their ${source}` });
    button.addEventListener('click', () => call.watch(id));
    return button;
  });
  const asked = call.shares.asked.map((source) => {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: `Show my ${source}, as asked` });
    button.addEventListener(
      'click',
      tried(() => call.share(source)),
    );
    return button;
  });
  $('seen').replaceChildren(...parts, ...asked);
}

function recordingWords() {
  switch (recording?.state.kind) {
    case 'recording':
      return `Recording: ${Math.ceil((recording.state.until - Date.now()) / 1000)} s left.`;
    case 'recorded':
      return `${Math.ceil(recording.state.durationMs / 1000)} s are recorded.`;
    case 'failed':
      return recording.state.error.message;
    default:
      return '';
  }
}

setInterval(() => {
  if (recording?.state.kind === 'recording') $('recorded').textContent = recordingWords();
}, 1000);

const WORSE = {
  'came-back': 'somebody who was here before you is back',
  'goes-first': 'somebody goes first',
  'agents-left': 'fewer of us are here',
  'other-queue': 'you were sent on',
  'takes-longer': 'calls take longer',
};
const minutes = (ms) => `${Math.ceil(ms / 60_000)} min`;

function words(state) {
  switch (state.kind) {
    case 'waiting': {
      if (state.ringBack?.kind === 'kept') return `Your place is kept: number ${state.position}. We ring in this page.`;
      if (state.ringBack?.kind === 'rung') return 'Somebody is free. Say that you are here.';
      const wait = state.estimatedWaitMs === null ? '' : `, about ${minutes(state.estimatedWaitMs)}`;
      const reason = state.worse === null ? '' : ` It takes longer: ${WORSE[state.worse] ?? 'more is going on'}.`;
      return `You are number ${state.position} in line${wait}.${reason}`;
    }
    case 'ringing':
      return 'Ringing…';
    case 'connecting':
      return `${state.agentName} has answered…`;
    case 'connected':
      if ((state.endsAt ?? null) !== null) return 'Are you still there? This ends soon otherwise.';
      if (state.talkProposed) return `${state.agentName} is asked whether you can talk.`;
      if (state.talkAsked) return `${state.agentName} would like to talk.`;
      return state.onHold ? `${state.agentName} has put you on hold.` : `You are talking to ${state.agentName}.`;
    case 'ended':
      return state.offer?.text ?? 'The call is over.';
  }
}
