import { expect, test } from 'vitest';
import type { MediaLibrary, PhoneFacts } from './softphone.ts';
import { SoftphoneStore } from './softphone.ts';

class FakeMicrophone {
  open = true;
  unplugged = false;
  alive = () => this.open && !this.unplugged;
  lost: () => void = () => undefined;
  onLost(listener: () => void) {
    this.lost = listener;
  }
  close() {
    this.open = false;
  }
}

class FakeAudio {
  state: PhoneFacts = {
    situation: 'connecting',
    failure: null,
    otherMuted: false,
    mutedParties: new Set(),
    soundBlocked: false,
    quality: [],
  };
  open = true;
  muted: boolean;
  private listener: () => void = () => undefined;
  ticket: string;
  microphone: FakeMicrophone;
  readonly shares = null;
  constructor(ticket: string, microphone: FakeMicrophone, muted: boolean) {
    this.ticket = ticket;
    this.microphone = microphone;
    this.muted = muted;
  }
  facts = () => this.state;
  subscribe = (listener: () => void) => {
    this.listener = listener;
    return () => undefined;
  };
  change(change: Partial<PhoneFacts>) {
    this.state = { ...this.state, ...change };
    this.listener();
  }
  moveTo(ticket: string) {
    this.ticket = ticket;
  }
  setMuted(muted: boolean) {
    this.muted = muted;
  }
  levels = () => ({ you: 1, caller: 1, parties: { caller: 1, 'agent-8': 0.5 } });
  allowSound() {}
  async setMicrophone(microphone: FakeMicrophone) {
    this.microphone = microphone;
  }
  close() {
    this.open = false;
  }
}

/** A media library whose microphone opens when the test says so. */
function fakeMedia() {
  const microphones: FakeMicrophone[] = [];
  const audios: FakeAudio[] = [];
  const asked: { give: (microphone: FakeMicrophone) => void; refuse: (error: Error) => void }[] = [];
  const library: MediaLibrary<FakeMicrophone> = {
    openMicrophone: () => new Promise((give, refuse) => asked.push({ give, refuse })),
    openCallAudio: (ticket, microphone, muted) => {
      const audio = new FakeAudio(ticket, microphone, muted);
      audios.push(audio);
      return audio;
    },
    problemOf: (error) => (error instanceof Error && error.message === 'refused' ? 'refused' : null),
  };
  const settle = () => new Promise<void>((done) => setTimeout(done));
  return {
    load: async () => library,
    microphones,
    audios,
    asked,
    settle,
    async give() {
      await settle();
      const microphone = new FakeMicrophone();
      microphones.push(microphone);
      asked.at(-1)?.give(microphone);
      await settle();
      return microphone;
    },
    async refuse(message: string) {
      await settle();
      asked.at(-1)?.refuse(new Error(message));
      await settle();
    },
  };
}

test('the microphone opens with the press of accept and the call joins when its ticket comes', async () => {
  const media = fakeMedia();
  const phone = new SoftphoneStore(media.load);
  phone.open();
  await media.give();
  expect(media.audios).toHaveLength(0);
  phone.join('call-1', 'ticket-1');
  await media.settle();
  expect(media.asked).toHaveLength(1);
  expect(media.audios[0]).toMatchObject({ ticket: 'ticket-1', microphone: media.microphones[0] });
  media.audios[0]?.change({ situation: 'connected' });
  expect(phone.get().situation).toBe('connected');
});

test('the ticket may come before the microphone is open', async () => {
  const media = fakeMedia();
  const phone = new SoftphoneStore(media.load);
  phone.open();
  phone.join('call-1', 'ticket-1');
  await media.give();
  expect(media.audios).toHaveLength(1);
});

test('a call that is moved to another media server is joined there with the same microphone; one that is nowhere yet is waited for', async () => {
  const media = fakeMedia();
  const phone = new SoftphoneStore(media.load);
  phone.join('call-1', '');
  await media.give();
  expect(media.audios).toHaveLength(0);
  phone.join('call-1', 'ticket-1');
  await media.settle();
  phone.join('call-1', '');
  phone.join('call-1', 'ticket-2');
  expect(media.audios).toHaveLength(1);
  expect(media.audios[0]).toMatchObject({ ticket: 'ticket-2', microphone: media.microphones[0] });
  // Where the one before was lost for good, it is joined from the beginning.
  media.audios[0]?.change({ situation: 'failed' });
  phone.join('call-1', 'ticket-3');
  await media.settle();
  expect(media.audios[1]).toMatchObject({ ticket: 'ticket-3', microphone: media.microphones[0] });
});

test('after a reload the call opens the microphone by itself', async () => {
  const media = fakeMedia();
  const phone = new SoftphoneStore(media.load);
  phone.join('call-1', 'ticket-1');
  expect(phone.get().situation).toBe('opening-microphone');
  await media.give();
  expect(media.audios).toHaveLength(1);
});

test('a ticket signed anew joins nothing anew', async () => {
  const media = fakeMedia();
  const phone = new SoftphoneStore(media.load);
  phone.join('call-1', 'ticket-1');
  await media.give();
  phone.join('call-1', 'ticket-2');
  await media.settle();
  expect(media.audios).toHaveLength(1);
});

test('after the call audio and microphone are closed, and the next call begins unmuted', async () => {
  const media = fakeMedia();
  const phone = new SoftphoneStore(media.load);
  phone.join('call-1', 'ticket-1');
  const microphone = await media.give();
  phone.setMuted(true);
  expect(media.audios[0]?.muted).toBe(true);
  phone.letGo();
  expect(microphone.open).toBe(false);
  expect(media.audios[0]?.open).toBe(false);
  expect(phone.get()).toMatchObject({ situation: 'none', muted: false });
});

test('a microphone that opens after the call has gone elsewhere is closed again', async () => {
  const media = fakeMedia();
  const phone = new SoftphoneStore(media.load);
  phone.open();
  await media.settle();
  phone.letGo();
  const microphone = await media.give();
  expect(microphone.open).toBe(false);
  expect(media.audios).toHaveLength(0);
});

test('a refused microphone is said, and one more press tries again', async () => {
  const media = fakeMedia();
  const phone = new SoftphoneStore(media.load);
  phone.join('call-1', 'ticket-1');
  await media.refuse('refused');
  expect(phone.get()).toMatchObject({ situation: 'microphone-failed', microphoneProblem: 'refused' });
  phone.open();
  await media.give();
  expect(phone.get().microphoneProblem).toBeNull();
  expect(media.audios).toHaveLength(1);
});

test('an unplugged microphone is replaced in the middle of the talk', async () => {
  const media = fakeMedia();
  const phone = new SoftphoneStore(media.load);
  phone.join('call-1', 'ticket-1');
  const before = await media.give();
  before.unplugged = true;
  before.lost();
  const after = await media.give();
  expect(media.audios).toHaveLength(1);
  expect(media.audios[0]).toMatchObject({ microphone: after, open: true });
  expect(before.open).toBe(false);
  expect(phone.get().microphoneProblem).toBeNull();
});

test('an unplugged microphone that was the only one is said', async () => {
  const media = fakeMedia();
  const phone = new SoftphoneStore(media.load);
  phone.join('call-1', 'ticket-1');
  const only = await media.give();
  only.unplugged = true;
  only.lost();
  await media.refuse('missing');
  expect(phone.get()).toMatchObject({ situation: 'microphone-failed', microphoneProblem: 'missing' });
  expect(media.audios[0]?.open).toBe(false);
});

test('of several changes of the microphone the last counts, and one that fails changes nothing', async () => {
  const media = fakeMedia();
  const phone = new SoftphoneStore(media.load);
  phone.join('call-1', 'ticket-1');
  const first = await media.give();
  void phone.renew();
  await media.settle();
  void phone.renew();
  await media.settle();
  const [early, late] = [new FakeMicrophone(), new FakeMicrophone()];
  media.asked[2]?.give(late);
  await media.settle();
  media.asked[1]?.give(early);
  await media.settle();
  expect(media.audios[0]?.microphone).toBe(late);
  expect([first.open, early.open, late.open]).toEqual([false, false, true]);
  void phone.renew();
  await media.refuse('refused');
  expect(media.audios[0]).toMatchObject({ microphone: late, open: true });
  expect(phone.get().microphoneProblem).toBeNull();
});

test('while no microphone is open a change of it opens none', async () => {
  const media = fakeMedia();
  const phone = new SoftphoneStore(media.load);
  await phone.renew();
  expect(media.asked).toHaveLength(0);
});

test('connecting again takes a fresh microphone and stays muted', async () => {
  const media = fakeMedia();
  const phone = new SoftphoneStore(media.load);
  phone.join('call-1', 'ticket-1');
  const before = await media.give();
  phone.setMuted(true);
  phone.reconnect();
  await media.give();
  expect(before.open).toBe(false);
  expect(media.audios[1]).toMatchObject({ muted: true, open: true });
});

test('checking the microphone leaves it off', async () => {
  const media = fakeMedia();
  const phone = new SoftphoneStore(media.load);
  const checked = phone.check();
  const microphone = await media.give();
  await checked;
  expect(microphone.open).toBe(false);
});

test('a call that is answered while the microphone is being checked keeps it', async () => {
  const media = fakeMedia();
  const phone = new SoftphoneStore(media.load);
  const checked = phone.check();
  phone.join('call-1', 'ticket-1');
  const microphone = await media.give();
  await checked;
  expect(microphone.open).toBe(true);
  expect(media.audios).toHaveLength(1);
});

test('the levels of all parties and who is muted come from the call’s audio; without one all is silent', async () => {
  const media = fakeMedia();
  const phone = new SoftphoneStore(media.load);
  expect(phone.levels()).toEqual({ you: 0, caller: 0, parties: {} });
  phone.join('call-1', 'ticket-1');
  await media.give();
  expect(phone.levels().parties).toEqual({ caller: 1, 'agent-8': 0.5 });
  media.audios[0]?.change({ mutedParties: new Set(['agent-8']) });
  expect(phone.get().mutedParties).toContain('agent-8');
  phone.join('call-2', 'ticket-2');
  expect(phone.get().mutedParties.size).toBe(0);
});
