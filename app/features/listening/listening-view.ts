import type { ListeningWay } from '../../../server/protocol/listening-way.ts';
import type { ListeningSession } from '../../../server/protocol/supervise.ts';
import { type Words, words } from '../../lib/i18n/words.ts';
import type { ListeningNews, ListeningState } from './listening-store.ts';

export const WAYS: readonly ListeningWay[] = ['monitor', 'whisper', 'barge'];

type Listening = Extract<ListeningState, { kind: 'listening' }>;

/** Who hears this supervisor now. The server's word counts, not what was asked for. */
export interface Audible {
  by: 'nobody' | 'agent' | 'all';
  title: Words;
  hint: Words;
}

export function audibleOf({
  session,
  muted,
  problem,
}: { session: Pick<ListeningSession, 'how' | 'takenOver' | 'agentName' | 'told' | 'heldSince' | 'parties' | 'agentParty'> } & Pick<
  Listening,
  'muted' | 'problem'
>): Audible {
  const { how, agentName: agent } = session;
  const silent = muted || problem !== null;
  if (session.takenOver) {
    const others = othersIn(session);
    const hint = words(others ? 'supervisor.listening.leaves-hint' : 'supervisor.listening.taken-over-hint');
    // Who is in the conversation hears them all the same.
    if (session.heldSince !== null && !others) return { by: 'nobody', title: words('supervisor.listening.on-hold'), hint };
    return silent
      ? { by: 'nobody', title: words('supervisor.listening.muted'), hint }
      : { by: 'all', title: words('supervisor.listening.taken-over'), hint };
  }
  const told = (hint: 'told' | 'not-told') => words(`supervisor.listening.${hint}`, { agent });
  switch (how) {
    case 'monitor':
      return { by: 'nobody', title: words('supervisor.listening.heard-by-nobody'), hint: told(session.told ? 'told' : 'not-told') };
    case 'whisper':
      if (silent) return { by: 'nobody', title: words('supervisor.listening.muted'), hint: told('told') };
      return {
        by: 'agent',
        title: words('supervisor.listening.heard-by-agent', { agent }),
        hint: words('supervisor.listening.heard-by-agent-hint'),
      };
    case 'barge':
      if (silent) return { by: 'nobody', title: words('supervisor.listening.muted'), hint: words('supervisor.listening.all-told') };
      return { by: 'all', title: words('supervisor.listening.heard-by-all'), hint: words('supervisor.listening.all-told') };
  }
}

/** Who reads what this supervisor writes in a text conversation. */
export function readersOf({
  how,
  takenOver,
  agentName: agent,
  told,
  ...session
}: Pick<ListeningSession, 'how' | 'takenOver' | 'agentName' | 'told' | 'parties' | 'agentParty'>): Audible {
  const hint = othersIn(session) ? 'leaves-hint' : 'taken-over-hint';
  if (takenOver) return { by: 'all', title: words('supervisor.reading.taken-over'), hint: words(`supervisor.reading.${hint}`) };
  switch (how) {
    case 'monitor':
      return {
        by: 'nobody',
        title: words('supervisor.reading.only-reading'),
        hint: words(`supervisor.reading.${told ? 'told' : 'not-told'}`, { agent }),
      };
    case 'whisper':
      return {
        by: 'agent',
        title: words('supervisor.reading.to-agent', { agent }),
        hint: words('supervisor.reading.to-agent-hint'),
      };
    case 'barge':
      return { by: 'all', title: words('supervisor.reading.to-all'), hint: words('supervisor.reading.to-all-hint') };
  }
}

/** Whether other agents are in the call, or asked in: then the caller is theirs when this supervisor hangs up. */
export const othersIn = ({ parties, agentParty }: Pick<ListeningSession, 'parties' | 'agentParty'>): boolean =>
  parties.some(({ id, kind }) => kind === 'agent' && id !== agentParty);

export interface TalkerRow {
  id: string;
  name: string;
  centerName: string | null;
  state: 'talking' | 'held' | 'away' | 'other';
  muted: boolean;
}

/** Those who are in the call, as the supervisor hears them; who is only being asked in is not heard. */
export function talkers({ session, mutedParties }: Pick<Listening, 'session' | 'mutedParties'>): TalkerRow[] {
  return (
    session.parties
      // Who has the caller is a party themselves.
      .filter(({ id }) => !id.startsWith('wanted-') && !(session.takenOver && id === session.agentParty))
      .map(({ id, name, centerName, state, silenced }) => ({
        id,
        name,
        centerName,
        state: state === 'talking' || state === 'held' || state === 'away' ? state : 'other',
        muted: silenced || mutedParties.has(id),
      }))
  );
}

export function newsTitle(news: ListeningNews): Words {
  return news.kind === 'failed'
    ? words('supervisor.listening.not-begun')
    : words(`supervisor.listening.ended.${news.why}`, { agent: news.agentName });
}
