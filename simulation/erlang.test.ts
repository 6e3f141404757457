import { describe, expect, it } from 'vitest';
import { erlangServiceLevel, erlangWaitPercentile, type Line, lineFigures, separateGroups, twoSpeeds } from '../server/planning/erlang.ts';
import { standardCases } from './standard-cases.ts';

describe('exact figures of the routing note’s tables', () => {
  it('Erlang C: 100 calls per 30 minutes, 180 s each, 14 agents', () => {
    const line: Line = { arrivalRate: 100 / 1800, meanServiceSeconds: 180, agents: 14 };
    const figures = lineFigures(line);
    expect(figures.waited).toBeCloseTo(0.17413, 5);
    expect(erlangServiceLevel(line, 20)).toBeCloseTo(0.88835, 5);
    expect(figures.occupancy).toBeCloseTo(0.71429, 5);
    expect(figures.meanWait).toBeCloseTo(7.836, 3);
  });

  it('48 calls a minute, 1 minute each, 50 agents', () => {
    const line: Line = { arrivalRate: 0.8, meanServiceSeconds: 60, agents: 50 };
    const figures = lineFigures(line);
    expect(figures.meanWait).toBeCloseTo(20.83, 2);
    expect(erlangWaitPercentile(line, 0.9)).toBeCloseTo(58.1, 1);
    expect(figures.meanQueue).toBeCloseTo(16.7, 1);
    expect(figures.occupancy).toBeCloseTo(0.96, 10);
  });

  it('the same with a mean patience of 2 minutes', () => {
    const figures = lineFigures({ arrivalRate: 0.8, meanServiceSeconds: 60, agents: 50, meanPatienceSeconds: 120 });
    expect(figures.abandoned).toBeCloseTo(0.0309, 4);
    expect(figures.meanWait).toBeCloseTo(3.71, 2);
    expect(figures.meanQueue).toBeCloseTo(2.97, 2);
    expect(figures.occupancy).toBeCloseTo(0.93, 3);
  });

  it.each([
    [1, 13.84, 0.3845],
    [2, 4.27, 0.237],
    [4, 0.98, 0.1094],
    [10, 0.06, 0.0166],
  ])('%d centers of 55 agents and 50 Erlang as one pool', (centers, meanWait, waited) => {
    const figures = lineFigures({ arrivalRate: (centers * 50) / 180, meanServiceSeconds: 180, agents: centers * 55 });
    expect(figures.meanWait).toBeCloseTo(meanWait, 2);
    expect(figures.waited).toBeCloseTo(waited, 4);
  });

  it('90 agents, 30 places, 84 Erlang of 10-minute calls', () => {
    const figures = lineFigures({ arrivalRate: 0.14, meanServiceSeconds: 600, agents: 90, places: 30 });
    expect(figures.blocked).toBeCloseTo(0.00364, 5);
    expect(figures.meanWait / 60).toBeCloseTo(0.45, 3);
  });

  it('one skill an agent: six groups of 15 that share 30 places', () => {
    const { meanWait } = separateGroups({ arrivalRate: 0.14 / 6, meanServiceSeconds: 600, agents: 15, places: 30 }, 6);
    expect(meanWait / 60).toBeCloseTo(2.4555, 4); // published as 2.45
  });

  it('25 agents at 4 minutes and 25 at 6, by chance or longest idle', () => {
    const speed = (meanServiceSeconds: number) => ({ agents: 25, meanServiceSeconds });
    const { waited, occupancy } = twoSpeeds(575 / 3600, speed(240), speed(360));
    expect(waited).toBeCloseTo(0.464914, 6); // published as .467 and .471, ± .009
    expect(occupancy[0]).toBeCloseTo(0.909838, 6);
    expect(occupancy[1]).toBeCloseTo(0.935244, 6);
  });

  it('the standard cases name the exact figures that the formulas give', () => {
    const named = new Map(standardCases().flatMap(({ one }) => one.expected.map((row) => [`${one.name}: ${row.measure}`, row.exact])));
    const pool = (centers: number) => lineFigures({ arrivalRate: (centers * 50) / 180, meanServiceSeconds: 180, agents: centers * 55 });
    for (const centers of [1, 2, 4, 10]) {
      const name = `${centers} center${centers > 1 ? 's' : ''} as one pool`;
      expect(named.get(`${name}: asa`)).toBeCloseTo(pool(centers).meanWait, 4);
      expect(named.get(`${name}: waited`)).toBeCloseTo(pool(centers).waited, 5);
    }
    expect(named.get('6 types, every agent all skills: meanWait')).toBeCloseTo(0.450023, 6);
    expect(named.get('48 calls a minute, 50 agents, patience 2 minutes: abandoned')).toBeCloseTo(3.09122, 5);
  });
});

describe('exact figures', () => {
  it('one group that is not separate, and two speeds that are the same, are the plain line', () => {
    const line = { arrivalRate: 0.1, meanServiceSeconds: 60, agents: 8 };
    expect(separateGroups({ ...line, places: 4 }, 1).meanWait).toBeCloseTo(lineFigures({ ...line, places: 4 }).meanWait, 9);
    const half = { agents: 4, meanServiceSeconds: 60 };
    expect(twoSpeeds(0.1, half, half).waited).toBeCloseTo(lineFigures(line).waited, 9);
  });

  it('one agent: the textbook’s M/M/1', () => {
    const figures = lineFigures({ arrivalRate: 0.5, meanServiceSeconds: 1, agents: 1 });
    expect(figures).toMatchObject({ waited: expect.closeTo(0.5, 10), meanQueue: expect.closeTo(0.5, 10), meanWait: expect.closeTo(1, 10) });
  });

  it('no places: Erlang B', () => {
    expect(lineFigures({ arrivalRate: 2, meanServiceSeconds: 1, agents: 2, places: 0 }).blocked).toBeCloseTo(0.4, 10);
  });

  it('a load that agents can’t serve is refused, unless callers leave or are turned away', () => {
    const tooMuch = { arrivalRate: 3, meanServiceSeconds: 1, agents: 2 };
    expect(() => lineFigures(tooMuch)).toThrow(RangeError);
    expect(lineFigures({ ...tooMuch, meanPatienceSeconds: 1 }).abandoned).toBeGreaterThan(0.33);
    expect(lineFigures({ ...tooMuch, places: 5 }).blocked).toBeGreaterThan(0.33);
  });

  it('a very large group does not overflow', () => {
    expect(lineFigures({ arrivalRate: 4950, meanServiceSeconds: 1, agents: 5000 }).waited).toBeCloseTo(0.378, 1);
  });
});
