import { measureRoundTrips, type RoundTrips } from '../../../app/features/widget/round-trips.ts';
import { topicsOf } from '../../../app/features/widget/topics.ts';
import { preloadCallAudio } from '../../../app/lib/media/device.ts';
import { contextProblem } from '../../../server/protocol/call-context.ts';
import type { StartCall } from '../../../server/protocol/widget.ts';
import { beginCall, type OpenCall, sendFarewell } from './begin-call.ts';
import { TandemError } from './errors.ts';
import { tokenOf } from './identity.ts';
import { keeperOf } from './kept-call.ts';
import { placeOf } from './place.ts';
import type { Call, CallOptions, Client, ClientOptions, Identity, Outlook, Settings } from './types.ts';
import { aborted, fetchJson } from './wire.ts';

/** @throws TandemError `bad-request` when the address or the key can't be read */
export function createClient(options: ClientOptions): Client {
  const place = placeOf(options);
  const keeper = keeperOf(place.key);
  const gone = new AbortController();
  let identity: Identity | null = options.identity ?? null;
  let settings: Promise<Settings> | null = null;
  let roundTrips: RoundTrips = {};
  let current: Promise<OpenCall | null> | null = null;
  let open: OpenCall | null = null;

  const isLive = () => open !== null && open.state.kind !== 'ended';

  /** One at a time: also while the one before is only on its way. */
  async function alone(begin: (signal: AbortSignal) => Promise<OpenCall | null>, signal?: AbortSignal): Promise<OpenCall | null> {
    if (gone.signal.aborted || signal?.aborted) throw aborted();
    if (current !== null || isLive()) throw new TandemError('conflict', 'A call is in progress already.');
    current = begin(signal === undefined ? gone.signal : AbortSignal.any([signal, gone.signal]));
    try {
      open = await current;
      return open;
    } finally {
      current = null;
    }
  }

  async function readSettings(signal?: AbortSignal): Promise<Settings> {
    const lang = options.lang ?? navigator.language;
    const { consent, needsIdentity } = (await fetchJson(
      place,
      `/api/widget/settings?${new URLSearchParams({ lang })}`,
      signal,
    )) as Settings;
    return { consent, needsIdentity };
  }
  /** Before a microphone opens. The server looks again, at what it asks for by then. */
  async function assertConsent(given: string | undefined): Promise<void> {
    if (given !== undefined) return;
    settings ??= readSettings();
    const { consent } = await settings.catch((error: unknown) => {
      settings = null;
      throw error;
    });
    if (consent !== null) throw new TandemError('conflict', 'The caller has not accepted what the company asks.', 'consent');
  }

  return {
    settings({ signal } = {}) {
      const read = readSettings(signal);
      // One that can't be read is asked for again by the next who needs it.
      settings = read;
      read.catch(() => {
        if (settings === read) settings = null;
      });
      return read;
    },
    async outlook(topic, { signal } = {}) {
      return (await fetchJson(place, `/api/widget/outlook?${new URLSearchParams({ topic })}`, signal)) as Outlook;
    },
    identify(next) {
      identity = next;
    },
    kept() {
      const call = isLive() ? null : keeper.kept();
      return call === null ? null : { channel: call.byText ? 'text' : 'voice' };
    },
    forget() {
      if (isLive()) return open?.hangUp();
      const call = keeper.kept();
      if (call !== null) sendFarewell(place, call.key);
      keeper.forget();
    },
    async topics({ signal } = {}) {
      const { topics, centers } = topicsOf(await fetchJson(place, '/api/widget/topics', signal));
      preloadCallAudio();
      // How far each center is from here: asked while the customer still writes, and never waited for.
      const probed = centers.map(({ id, probe }) => ({ id, probe: place.address(probe) }));
      measureRoundTrips(probed, (best) => (roundTrips = best), gone.signal).catch(() => undefined);
      return topics.map(({ id, name, takesTexts }) => ({ id, name, takesTexts: takesTexts === true }));
    },
    async call({ microphone, signal, identity: own, onProving, ...asked }) {
      const request = requestOf(asked, roundTrips);
      const identify = () => tokenOf(own === undefined ? identity : own);
      const begun = await alone(async (until) => {
        await assertConsent(asked.consent);
        if (until.aborted) throw aborted();
        return beginCall({ place, keeper, goal: { kind: 'start', request }, identify, onProving, microphone, signal: until }).catch(
          (error: unknown): never => {
            // It asks for something by now that it did not before.
            if (error instanceof TandemError && error.field === 'consent') settings = null;
            throw error;
          },
        );
      }, signal);
      return begun as Call;
    },
    async resume({ microphone, signal } = {}) {
      const kept = keeper.kept();
      if (kept === null) return null;
      const identify = async () => null;
      return alone((until) => beginCall({ place, keeper, goal: { kind: 'return', ...kept }, identify, microphone, signal: until }), signal);
    },
    destroy() {
      gone.abort();
      open?.hangUp();
    },
  };
}

function requestOf(asked: Omit<CallOptions, 'microphone' | 'signal' | 'identity' | 'onProving'>, roundTrips: RoundTrips): StartCall {
  const { topic, name, email = '', customerId = null, question = null, context = null, consent, channel, instead } = asked;
  const problem = context === null ? null : contextProblem(context);
  if (problem !== null) throw new TandemError('bad-request', `The context ${problem}.`, 'context');
  return {
    ...{ queueId: topic, name, email, customerId, question, context, roundTrips },
    page: asked.page ?? thisPage(),
    ...(consent === undefined ? {} : { consent }),
    ...(channel === undefined ? {} : { channel }),
    ...(instead === undefined ? {} : { instead }),
  };
}

/** Its address without query and fragment; null where there is no page. */
function thisPage(): string | null {
  const location: Location | undefined = globalThis.location;
  return location === undefined ? null : (location.origin + location.pathname).slice(0, 500);
}
