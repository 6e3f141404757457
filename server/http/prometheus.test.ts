import { expect, test } from 'vitest';
import { prometheusText } from './prometheus.ts';

test('each figure has its help, its type and a line for each of its labels; what is not known is left out', () => {
  const queue = (name: string) => ({ queue: name });
  const samples = [
    { labels: queue('Sales "A"'), value: 2 },
    { labels: queue('back\\slash\nline'), value: 0.5 },
    { labels: queue('new'), value: null },
  ];
  expect(
    prometheusText([
      { name: 'a_waiting', help: 'Who waits', type: 'gauge', samples },
      { name: 'b', help: 'B', type: 'counter', samples: [{ value: 1 }] },
    ]),
  ).toBe(
    [
      '# HELP a_waiting Who waits',
      '# TYPE a_waiting gauge',
      'a_waiting{queue="Sales \\"A\\""} 2',
      'a_waiting{queue="back\\\\slash\\nline"} 0.5',
      '',
      '# HELP b B',
      '# TYPE b counter',
      'b 1',
      '',
    ].join('\n'),
  );
});
