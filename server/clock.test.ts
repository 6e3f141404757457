import { describe, expect, test } from 'vitest';
import { InstallationClock } from './clock.ts';

/** A machine that has been up for a minute, and a reference whose clock is right. */
const RIGHT = 1_800_000_000_000;
const FIVE_MINUTES = 300_000;

function machine(offMs: number) {
  let up = 60_000;
  let off = offMs;
  const said: string[] = [];
  const say = (_: object, message: string) => void said.push(message);
  const clock = new InstallationClock({ wall: () => RIGHT + up - 60_000 + off, count: () => up, log: { warn: say, info: say } });
  return {
    clock,
    said,
    /** Time goes on. */
    pass: (ms: number) => (up += ms),
    /** Somebody sets this machine's clock. */
    set: (ms: number) => (off = ms),
    right: () => RIGHT + up - 60_000,
    /** The reference is asked, and its answer is on its way for so long there and back. */
    hear(there: number, back: number, wrongBy = 0) {
      const askedAt = up;
      up += there;
      const at = RIGHT + up - 60_000 + wrongBy;
      up += back;
      clock.hear({ at, askedAt, answeredAt: up });
    },
  };
}

describe('the clock of an installation', () => {
  test.each([FIVE_MINUTES, -FIVE_MINUTES])('is the reference’s on a machine whose own is off by %d ms', (off) => {
    const { clock, hear, right, said } = machine(off);
    expect(clock.now()).toBe(right() + off);
    hear(2, 2);
    expect(clock.now()).toBe(right());
    hear(2, 2);
    expect(said).toEqual(['The clock of this machine is wrong; times go by the installation’s clock']);
    expect(clock.figures()[0]?.samples[0]?.value).toBe(off / 1000);
  });

  test.each([FIVE_MINUTES, -FIVE_MINUTES])('goes on as it was when the machine’s own is set by %d ms, and it is told once', (off) => {
    const { clock, hear, pass, set, right, said } = machine(0);
    hear(1, 1);
    set(off);
    expect(clock.now()).toBe(right());
    pass(4000);
    expect(clock.now()).toBe(right());
    hear(1, 1);
    set(0);
    hear(1, 1);
    hear(1, 1);
    expect(clock.now()).toBe(right());
    expect(said).toEqual([
      'The clock of this machine is wrong; times go by the installation’s clock',
      'The clock of this machine is right again',
    ]);
  });

  test('does not jump for an answer that was long on its way, and never runs backwards for a correction', () => {
    const { clock, hear, right } = machine(0);
    hear(0, 40);
    const before = clock.now();
    expect(before - right()).toBe(-20);
    hear(1500, 1500);
    expect(clock.now()).toBe(before + 3000);
    hear(0, 0);
    expect(clock.now()).toBe(right());
    hear(0, 0, -500);
    expect(clock.now()).toBe(right());
  });

  test('follows a reference that was itself set back by far', () => {
    const { clock, hear, right } = machine(0);
    hear(1, 1);
    clock.now();
    hear(0, 0, -FIVE_MINUTES);
    expect(clock.now()).toBe(right() - FIVE_MINUTES);
  });

  test('hears the time from an answer, and nothing from a refusal or an older server’s', () => {
    const { clock, right } = machine(FIVE_MINUTES);
    clock.asking()({ ok: true, data: {} as never });
    clock.asking()({ ok: false, error: { code: 'gap', message: '' } });
    expect(clock.now()).toBe(right() + FIVE_MINUTES);
    clock.asking()({ ok: true, data: { at: right() } });
    expect(clock.now()).toBe(right());
  });
});
