import { describe, expect, it } from 'vitest';
import { type Counters, LossMeter, QualityMeter } from './quality.ts';

const at = (packets: number, lost = 0, change: Partial<Counters> = {}): Counters => ({
  id: 'one',
  packets,
  lost,
  jitterMs: 4,
  rttMs: 30,
  ...change,
});

describe('loss', () => {
  it.each<[string, 'up' | 'down', Counters[], number[]]>([
    ['of what was expected, since it was last told', 'up', [at(0), at(100, 0), at(190, 10), at(290, 10)], [0, 0, 0.1, 0]],
    ['of what was sent, on the way down', 'down', [at(0), at(100, 10), at(200, 10)], [0, 0.1, 0]],
    [
      'is not told by a few packets of a pause; they count with what comes next',
      'up',
      [at(0), at(7, 1), at(14, 1), at(90, 10)],
      [0, 0, 0, 0.1],
    ],
    ['stays known through a pause', 'up', [at(0), at(80, 20), at(84, 20), at(88, 20)], [0, 0.2, 0.2, 0.2]],
    ['of another stream begins anew', 'up', [at(500, 100), at(20, 0, { id: 'two' }), at(120, 0, { id: 'two' })], [0, 0, 0]],
    ['is none when late packets make good what seemed lost', 'up', [at(0, 10), at(100, 5)], [0, 0]],
    ['is all at the most', 'down', [at(0), at(50, 60)], [0, 1]],
  ])('%s', (_, direction, counters, losses) => {
    const meter = new LossMeter(direction);
    expect(counters.map((each) => meter.take(each))).toEqual(losses);
  });
});

describe('a party’s line', () => {
  it('is as good as its worse direction; the round trip is measured on the way down', () => {
    const meter = new QualityMeter();
    meter.take(at(0, 0, { rttMs: null }), at(0, 0, { id: 'down' }));
    const quality = meter.take(at(100, 0, { rttMs: null }), at(100, 20, { id: 'down', jitterMs: 12.34 }));
    expect(quality).toEqual({
      up: { loss: 0, jitterMs: 4, rttMs: 30 },
      down: { loss: 0.2, jitterMs: 12.3, rttMs: 30 },
      mos: 2.63,
    });
  });

  it('is unknown while nothing flows, and known by one direction alone', () => {
    const meter = new QualityMeter();
    expect(meter.take(null, null)).toEqual({ up: null, down: null, mos: null });
    expect(meter.summary()).toBeNull();
    expect(meter.take(at(10), null)).toMatchObject({ down: null, mos: 4.41 });
  });

  it('sums up to averages and to what the worst 5 % were like', () => {
    const meter = new QualityMeter();
    meter.take(at(0), null);
    let lost = 0;
    for (let sample = 1; sample < 100; sample += 1) {
      if (sample > 90) lost += 50;
      meter.take(at(sample * 50, lost), null);
    }
    const summary = meter.summary();
    expect(summary).toMatchObject({ samples: 100, lossDown: 0, jitterUpMs: 4, rttMs: 30 });
    expect(summary?.lossUp).toBeCloseTo(0.045, 3);
    expect(summary?.mosWorst).toBeLessThan(2);
    expect(summary?.mosAverage).toBeGreaterThan(4);
  });
});
