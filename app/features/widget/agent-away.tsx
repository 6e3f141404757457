import { useRemainingSeconds } from '../../lib/clock.ts';
import { Notice } from './notice.tsx';
import { firstName } from './widget-words.ts';

/** The status line has said it already; the seconds here are for the eye. */
export function AgentAway({ agentName, until }: { agentName: string; until: number }) {
  const seconds = useRemainingSeconds(until);
  return (
    <div aria-live="off" className="figures">
      <Notice kind="offline" title={`${firstName(agentName)}’s connection is lost`}>
        Waiting up to {seconds} s for it to come back. You need do nothing.
      </Notice>
    </div>
  );
}
