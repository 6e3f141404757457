import { CALLER } from '../protocol/conversation.ts';
import { isListener, type MediaSource, type PartyQuality, tokenOf } from '../protocol/media.ts';
import type { PartySession } from './party-session.ts';
import type { Counters } from './quality.ts';

interface Consequences {
  /** A party sends far beyond its limits. */
  stop: (session: PartySession, source: MediaSource, bitrate: number) => void;
  measured: (line: object, counters: { up: Counters | null; down: Counters | null }) => void;
  failed: (session: PartySession, error: unknown) => void;
  /** Whether one is to hear the other now. */
  hears: (listener: PartySession, speaker: PartySession) => boolean;
}

/**
 * One look at the lines of a call: what is far beyond its limits is stopped, and the agents are told how good each line
 * is, the caller how good their own is and those whom they hear.
 * While there is no agent nobody talks yet, and no quality is rated.
 */
export async function lookAtLines(sessions: readonly PartySession[], { stop, measured, failed, hears }: Consequences): Promise<void> {
  const agents = sessions.filter(({ id }) => tokenOf(id) !== null);
  const look = async (session: PartySession): Promise<PartyQuality | null> => {
    const { leg } = session;
    if (leg === null) return null;
    try {
      const { up, down, bitrates } = await leg.measure();
      if (session.leg !== leg) return null;
      measured(leg, { up, down });
      for (const source of session.overload.take(bitrates)) {
        stop(session, source, bitrates.get(source) ?? 0);
        if (source !== 'microphone') session.sink.shareStopped(source);
      }
      // Who listens in is no party of the call whose line is rated and kept.
      return agents.length === 0 || isListener(session.id)
        ? null
        : { id: session.id, ...session.quality.take(up, down), overTcp: leg.overTcp };
    } catch (error) {
      if (session.leg === leg) failed(session, error); // otherwise it has closed meanwhile
      return null;
    }
  };
  const parties = (await Promise.all(sessions.map(look))).filter((party) => party !== null);
  for (const agent of agents) if (agent.leg !== null) agent.sink.quality(parties);
  const caller = sessions.find(({ id }) => id === CALLER);
  if (agents.length === 0 || !caller || caller.leg === null) return;
  const near = new Set([CALLER, ...agents.filter((agent) => hears(caller, agent)).map(({ id }) => id)]);
  caller.sink.quality(parties.filter(({ id }) => near.has(id)));
}
