import { measureRoundTrips, type RoundTrips } from '../../../app/features/widget/round-trips.ts';
import { topicsOf } from '../../../app/features/widget/topics.ts';
import { preloadCallAudio } from '../../../app/lib/media/device.ts';
import { contextProblem } from '../../../server/protocol/call-context.ts';
import type { StartCall } from '../../../server/protocol/widget.ts';
import { beginCall, type OpenCall } from './begin-call.ts';
import { TandemError } from './errors.ts';
import { keeperOf } from './kept-call.ts';
import { placeOf } from './place.ts';
import type { Call, CallOptions, Client, ClientOptions } from './types.ts';
import { aborted, fetchJson } from './wire.ts';

/** @throws TandemError `bad-request` when the address or the key can't be read */
export function createClient(options: ClientOptions): Client {
  const place = placeOf(options);
  const keeper = keeperOf(place.key);
  const gone = new AbortController();
  let roundTrips: RoundTrips = {};
  let current: Promise<OpenCall | null> | null = null;
  let open: OpenCall | null = null;

  /** One at a time: also while the one before is only on its way. */
  async function alone(begin: (signal: AbortSignal) => Promise<OpenCall | null>, signal?: AbortSignal): Promise<OpenCall | null> {
    if (gone.signal.aborted || signal?.aborted) throw aborted();
    if (current !== null || (open !== null && open.state.kind !== 'ended'))
      throw new TandemError('conflict', 'A call is in progress already.');
    current = begin(signal === undefined ? gone.signal : AbortSignal.any([signal, gone.signal]));
    try {
      open = await current;
      return open;
    } finally {
      current = null;
    }
  }

  return {
    async topics({ signal } = {}) {
      const { topics, centers } = topicsOf(await fetchJson(place, '/api/widget/topics', signal));
      preloadCallAudio();
      // How far each center is from here: asked while the customer still writes, and never waited for.
      const probed = centers.map(({ id, probe }) => ({ id, probe: place.address(probe) }));
      measureRoundTrips(probed, (best) => (roundTrips = best), gone.signal).catch(() => undefined);
      return topics.map(({ id, name, takesTexts }) => ({ id, name, takesTexts: takesTexts === true }));
    },
    async call({ microphone, signal, ...asked }) {
      const request = requestOf(asked, roundTrips);
      const begun = await alone(
        (until) => beginCall({ place, keeper, goal: { kind: 'start', request }, microphone, signal: until }),
        signal,
      );
      return begun as Call;
    },
    async resume({ microphone, signal } = {}) {
      const kept = keeper.kept();
      if (kept === null) return null;
      return alone((until) => beginCall({ place, keeper, goal: { kind: 'return', ...kept }, microphone, signal: until }), signal);
    },
    destroy() {
      gone.abort();
      open?.hangUp();
    },
  };
}

function requestOf(asked: Omit<CallOptions, 'microphone' | 'signal'>, roundTrips: RoundTrips): StartCall {
  const { topic, name, email = '', customerId = null, question = null, context = null, identity = null, consent, channel } = asked;
  const problem = context === null ? null : contextProblem(context);
  if (problem !== null) throw new TandemError('bad-request', `The context ${problem}.`, 'context');
  return {
    ...{ queueId: topic, name, email, customerId, question, context, identity, roundTrips },
    page: asked.page ?? (window.location.origin + window.location.pathname).slice(0, 500),
    ...(consent === undefined ? {} : { consent }),
    ...(channel === undefined ? {} : { channel }),
  };
}
