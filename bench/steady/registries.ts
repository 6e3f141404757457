import { Session } from 'node:inspector';
import { inspect, types } from 'node:util';
import type { Grown, Kept } from './messages.ts';

type Registry = Map<unknown, unknown> | Set<unknown>;

const TOLD = 12;
const HANDED = Symbol.for('tandem.bench.registries');

/**
 * All maps and sets of this process, by the debugger's own look at the heap: what is kept by call and never let go of grows in one of
 * them, whoever keeps it.
 */
export class Registries {
  /** How large each was when it was seen first. */
  readonly #sizes = new WeakMap<Registry, number>();
  #isFirst = true;

  look(): Kept {
    const all = [...instancesOf('Map').filter(types.isMap), ...instancesOf('Set').filter(types.isSet)];
    const grown: Grown[] = [];
    let entries = 0;
    for (const registry of all) {
      entries += registry.size;
      // What has come later began empty.
      if (this.#isFirst) this.#sizes.set(registry, registry.size);
      const by = registry.size - (this.#sizes.get(registry) ?? 0);
      if (by > 0) grown.push({ by, size: registry.size, example: exampleOf(registry) });
    }
    this.#isFirst = false;
    return { maps: all.length, entries, grown: grown.toSorted((a, b) => b.by - a.by).slice(0, TOLD) };
  }
}

function exampleOf(registry: Registry): string {
  const [first] = registry;
  return `${registry.constructor.name} ${inspect(first, { depth: 0, breakLength: Number.POSITIVE_INFINITY }).slice(0, 160)}`;
}

function instancesOf(name: 'Map' | 'Set'): unknown[] {
  const session = new Session();
  session.connect();
  let found: unknown[] = [];
  const receiver = globalThis as { [HANDED]?: (instances: unknown[]) => void };
  receiver[HANDED] = (instances) => {
    found = [...instances];
  };
  try {
    // Within one thread these are answered before they return.
    session.post('Runtime.evaluate', { expression: `${name}.prototype` }, (error, prototype) => {
      if (error) throw error;
      session.post('Runtime.queryObjects', { prototypeObjectId: prototype.result.objectId ?? '' }, (failed, { objects }) => {
        if (failed) throw failed;
        const functionDeclaration = `function () { globalThis[Symbol.for('${HANDED.description}')](this); }`;
        session.post('Runtime.callFunctionOn', { objectId: objects.objectId, functionDeclaration });
      });
    });
  } finally {
    session.disconnect();
    delete receiver[HANDED];
  }
  return found;
}
