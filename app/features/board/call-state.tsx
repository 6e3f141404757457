import { BellRing, Hourglass, Link2, type LucideIcon, PenLine, PhoneCall, WifiOff } from 'lucide-react';
import type { BoardCall } from '../../../server/protocol/board.ts';
import { Badge, type Tone } from '../../components/ui/badge.tsx';

const LOOKS: Record<BoardCall['state'], { word: string; icon: LucideIcon; tone: Tone }> = {
  queued: { word: 'Waiting', icon: Hourglass, tone: 'accent' },
  offered: { word: 'Ringing', icon: BellRing, tone: 'on-call' },
  connecting: { word: 'Connecting', icon: Link2, tone: 'on-call' },
  connected: { word: 'Connected', icon: PhoneCall, tone: 'on-call' },
  wrapup: { word: 'Wrap-up', icon: PenLine, tone: 'wrapup' },
};

/** From the queue to the end: by which calls are sorted, not by the letters of the words. */
export const callStateOrder = (state: BoardCall['state']): number => Object.keys(LOOKS).indexOf(state);

/** What a call is doing, and who of the two is away. */
export function CallState({ call }: { call: Pick<BoardCall, 'state' | 'position' | 'away'> }) {
  const { word, icon: Icon, tone } = LOOKS[call.state];
  return (
    <span className="flex items-center gap-1.5">
      <Badge tone={tone}>
        <Icon aria-hidden />
        {word}
      </Badge>
      {call.position !== null && <span className="figures text-muted">number {call.position}</span>}
      {call.away !== null && (
        <Badge tone="missed">
          <WifiOff aria-hidden />
          {call.away} away
        </Badge>
      )}
    </span>
  );
}
