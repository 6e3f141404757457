import type { Agent, Customer } from '../../e2e/support/people.ts';
import { type Note, noted, takeNotes } from '../support/watch.ts';

/** What is measured, what it is bound by, and the 95th percentile that is aimed at. */
export const MEASURES = {
  ringing: {
    title: '“Start call” pressed → offer drawn at the agent',
    bound: 'opening the microphone, two new connections, one write to disk, the next frame of a 60 Hz screen (up to 17 ms)',
    aimMs: 150,
  },
  agentHears: {
    title: '“Accept” pressed → caller’s sound at the agent',
    bound: 'opening the microphone, one write to disk, ICE and DTLS with the media worker, the jitter buffer; found within 4 ms',
    aimMs: 1000,
  },
  callerHears: {
    title: '“Accept” pressed → agent’s sound at the caller',
    bound: 'as above, and the agent’s first packets; found within 4 ms',
    aimMs: 1000,
  },
} as const;
export type Measure = keyof typeof MEASURES;

/** The notes of one call, in the order in which the call goes through them. */
export const STEPS: { from: Measure; side: 'caller' | 'agent'; what: string }[] = [
  { from: 'ringing', side: 'caller', what: 'microphone open' },
  { from: 'ringing', side: 'caller', what: 'sent “start”' },
  { from: 'ringing', side: 'caller', what: 'acknowledged' },
  { from: 'ringing', side: 'agent', what: 'center said “offer”' },
  { from: 'ringing', side: 'agent', what: 'offer in the page' },
  { from: 'ringing', side: 'agent', what: 'offer drawn' },
  { from: 'agentHears', side: 'agent', what: 'sent “accept”' },
  { from: 'agentHears', side: 'agent', what: 'microphone open' },
  { from: 'agentHears', side: 'agent', what: 'center said “call”' },
  { from: 'agentHears', side: 'agent', what: 'media said “joined”' },
  { from: 'agentHears', side: 'agent', what: 'media said “consume”' },
  { from: 'agentHears', side: 'agent', what: 'other’s track there' },
  { from: 'agentHears', side: 'agent', what: 'sound' },
  { from: 'callerHears', side: 'caller', what: 'media said “consume”' },
  { from: 'callerHears', side: 'caller', what: 'other’s track there' },
  { from: 'callerHears', side: 'caller', what: 'sound' },
];

export interface MeasuredCall {
  measured: Record<Measure, number>;
  /** Milliseconds after the press, in the order of STEPS. */
  steps: number[];
}

/**
 * One call from the press of "Start call" to the end of wrap-up, by a caller whose page is new.
 * Both pages take notes (`watch`), and the agent is available.
 */
export async function measureCall(agent: Agent, customer: Customer, disposition: string, notes: string): Promise<MeasuredCall> {
  await customer.open();
  await customer.fillIn('Sales (Portuguese)', 'Maria Silva', 'maria.silva@example.com');
  await agent.hasStatus('Available');
  const { frame } = customer;
  await takeNotes(agent.page);
  await customer.startCall();
  await agent.offer.waitFor();
  await noted(agent.page, 'offer drawn');
  const begun = { caller: await takeNotes(frame), agent: await takeNotes(agent.page) };
  await agent.accept();
  await Promise.all([noted(agent.page, 'sound'), noted(frame, 'sound')]);
  const answered = { caller: await takeNotes(frame), agent: await takeNotes(agent.page) };

  await customer.hangUp();
  await agent.finish(disposition, notes);
  const started = timeOf(begun.caller, 'pressed');
  const accepted = timeOf(answered.agent, 'pressed');
  return {
    measured: {
      ringing: timeOf(begun.agent, 'offer drawn') - started,
      agentHears: timeOf(answered.agent, 'sound') - accepted,
      callerHears: timeOf(answered.caller, 'sound') - accepted,
    },
    steps: STEPS.map(({ from, side, what }) => {
      const [notes, pressed] = from === 'ringing' ? [begun, started] : [answered, accepted];
      // What was done before the press is not part of the wait.
      const at = notes[side].find((note) => note.what === what)?.at;
      return at === undefined ? Number.NaN : Math.max(0, at - pressed);
    }),
  };
}

function timeOf(notes: readonly Note[], what: string): number {
  const found = notes.find((note) => note.what === what);
  if (!found) throw new Error(`“${what}” was not noted; only ${notes.map((note) => `“${note.what}”`).join(', ')}`);
  return found.at;
}
