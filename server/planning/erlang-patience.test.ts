import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erlangServiceLevel, lineFigures, patientAnswers } from './erlang.ts';

/** Erlang A's answers in time, against what is known of them by other ways. */

const line = { arrivalRate: 0.8, meanServiceSeconds: 60, agents: 50, meanPatienceSeconds: 120 };

describe('answers with patience', () => {
  it('within any time: whoever does not give up; at once: whoever does not wait', () => {
    const { abandoned, waited } = lineFigures(line);
    expect(patientAnswers(line, 1e6).within).toBeCloseTo(1 - abandoned, 6);
    expect(patientAnswers(line, 0).within).toBeCloseTo(1 - waited, 9);
    expect(1 - abandoned).toBeCloseTo(1 - 0.0309, 4); // the routing note's
  });

  it('callers who hardly ever give up are Erlang C’s', () => {
    const patient = { ...line, agents: 55, meanPatienceSeconds: 1e8 };
    const { meanPatienceSeconds: _, ...endless } = patient;
    expect(patientAnswers(patient, 20).within).toBeCloseTo(erlangServiceLevel(endless, 20), 5);
    expect(patientAnswers(patient, 20).asa).toBeCloseTo(lineFigures(endless).meanWait, 3);
  });

  it('one agent who is as quick as callers are impatient: by hand', () => {
    // λ = μ = θ = 1: n calls with the chance of Poisson's distribution with mean 1. A caller finds n there, and is answered
    // with chance 1 / (n + 1) when n are ahead of them in the line of leavers: Σ e⁻¹/n! · 1/(n + 1) = 1 − e⁻¹.
    const one = { arrivalRate: 1, meanServiceSeconds: 1, agents: 1, meanPatienceSeconds: 1 };
    expect(patientAnswers(one, 1e3).within).toBeCloseTo(1 - Math.exp(-1), 6);
  });

  it('any line: more agents answer more within any time, all chances are chances, and what is answered in the end fits', () => {
    const lines = fc.record({
      arrivalRate: fc.double({ min: 0.001, max: 5, noNaN: true }),
      meanServiceSeconds: fc.double({ min: 10, max: 900, noNaN: true }),
      agents: fc.integer({ min: 1, max: 300 }),
      meanPatienceSeconds: fc.double({ min: 5, max: 3600, noNaN: true }),
    });
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 600 }), (any, seconds) => {
        const { within, asa } = patientAnswers(any, seconds);
        expect(within).toBeGreaterThanOrEqual(-1e-9);
        expect(asa).toBeGreaterThanOrEqual(0);
        const later = patientAnswers(any, seconds * 2).within;
        expect(later).toBeGreaterThanOrEqual(within - 1e-6);
        expect(Math.abs(patientAnswers(any, 1e7).within - (1 - lineFigures(any).abandoned))).toBeLessThan(2e-4);
        expect(patientAnswers({ ...any, agents: any.agents + 1 }, seconds).within).toBeGreaterThanOrEqual(within - 1e-6);
      }),
      { numRuns: 200 },
    );
  });
});

it('a line that is all but more than its agents can serve is worked out at once', () => {
  const { meanWait, waited } = lineFigures({ arrivalRate: 1 - 1e-12, meanServiceSeconds: 1, agents: 1 });
  expect(meanWait).toBeGreaterThan(1e11);
  expect(waited).toBeCloseTo(1, 9);
});
