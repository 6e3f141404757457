import type { Figure } from '../data-out/metrics.ts';
import type { WireError } from '../protocol/common.ts';
import { StartCall } from '../protocol/widget.ts';

const FIELDS = new Set(['key', ...Object.keys(StartCall.shape)]);

/** Requests for a call that were refused since the program started, by what was wrong with them. */
export class RefusedCalls {
  readonly #counts = new Map<string, { labels: { code: string; field: string }; value: number }>();

  /** Of a field that nobody knows, or what is inside of one, no line of its own is made: whoever sends them would make as many as they like. */
  count({ code, field }: WireError): void {
    const named = field?.split('.')[0] ?? '';
    const labels = { code, field: FIELDS.has(named) ? named : 'none' };
    const name = `${labels.code} ${labels.field}`;
    this.#counts.set(name, { labels, value: (this.#counts.get(name)?.value ?? 0) + 1 });
  }

  figures(): Figure[] {
    return [
      {
        ...{ name: 'widget_calls_refused_total', kind: 'counter' },
        help: 'Calls that callers could not start since the program started, by the error’s code and field',
        samples: [...this.#counts.values()],
      },
    ];
  }
}
