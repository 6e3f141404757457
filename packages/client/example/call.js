// With a bundler: import { createClient, TandemError } from '@tandem/client';
import { createClient, TandemError } from './standalone.js';

// What your server writes into the page: where Tandem is, your key, and, for who is signed in, a token that says who they are.
const { url, key, identity } = await (await fetch('settings.json')).json();
const client = createClient({ url, key });

const form = document.querySelector('#form');
const status = document.querySelector('#status');
const controls = document.querySelector('#controls');
const mute = document.querySelector('#mute');
let call = null;

for (const { id, name } of await client.topics()) form.elements.topic.append(new Option(name, id));
show(await client.resume());

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  status.textContent = 'One moment…';
  try {
    const { topic, name } = Object.fromEntries(new FormData(form));
    show(await client.call({ topic, name, ...(identity ? { identity } : {}), context: { cart: { items: 3, total: '59.90 €' } } }));
  } catch (error) {
    if (!(error instanceof TandemError)) throw error;
    status.textContent = error.message;
  }
});
mute.addEventListener('click', () => {
  call.mute(!call.muted);
  mute.setAttribute('aria-pressed', String(call.muted));
});
document.querySelector('#hang-up').addEventListener('click', () => call.hangUp());

function show(next) {
  if (next === null) return;
  call = next;
  const draw = () => {
    status.textContent = words(call.state);
    form.hidden = call.state.kind !== 'ended';
    controls.hidden = call.state.kind === 'ended';
  };
  call.on('state', draw);
  // Browsers play nothing before somebody has touched the page: after a reload that is still to come.
  call.on('sound', ({ blocked }) => blocked && addEventListener('click', () => call.playSound(), { once: true }));
  draw();
}

function words(state) {
  switch (state.kind) {
    case 'waiting': {
      const wait = state.estimatedWaitMs === null ? '' : `, about ${Math.ceil(state.estimatedWaitMs / 60_000)} min`;
      return `You are number ${state.position} in line${wait}.`;
    }
    case 'ringing':
      return 'Ringing…';
    case 'connecting':
      return `${state.agentName} has answered…`;
    case 'connected':
      return state.onHold ? `${state.agentName} has put you on hold.` : `You are talking to ${state.agentName}.`;
    case 'ended':
      return 'The call is over.';
  }
}
