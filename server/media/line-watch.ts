import { type MediaSource, type PartyQuality, tokenOf } from '../protocol/media.ts';
import type { PartySession } from './party-session.ts';

interface Consequences {
  /** A party sends far beyond its limits. */
  stop: (session: PartySession, source: MediaSource, bitrate: number) => void;
  failed: (session: PartySession, error: unknown) => void;
}

/**
 * One look at the lines of a call: what is far beyond its limits is stopped, and the agents are told how good each line is.
 * While there is no agent nobody talks yet, and no quality is measured.
 */
export async function lookAtLines(sessions: readonly PartySession[], { stop, failed }: Consequences): Promise<void> {
  for (const session of sessions) {
    const bitrates = (await session.leg?.bitrates().catch(() => null)) ?? null; // it has closed meanwhile
    if (bitrates === null) continue;
    for (const source of session.overload.take(bitrates)) {
      stop(session, source, bitrates.get(source) ?? 0);
      if (source !== 'microphone') session.sink.shareStopped(source);
    }
  }
  const agents = sessions.filter(({ id }) => tokenOf(id) !== null);
  if (agents.length === 0) return;
  const measured = await Promise.all(sessions.map((session) => qualityOf(session, failed)));
  const parties = measured.filter((party) => party !== null);
  for (const agent of agents) if (agent.leg !== null) agent.sink.quality(parties);
}

async function qualityOf(session: PartySession, failed: Consequences['failed']): Promise<PartyQuality | null> {
  const { leg } = session;
  if (leg === null) return null;
  try {
    const { up, down } = await leg.measure();
    return session.leg === leg ? { id: session.id, ...session.quality.take(up, down) } : null;
  } catch (error) {
    if (session.leg === leg) failed(session, error);
    return null; // it has closed meanwhile
  }
}
