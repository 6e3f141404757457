import { BellRing, Hourglass, Link2, type LucideIcon, PenLine, PhoneCall, WifiOff } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import type { BoardCall } from '../../../server/protocol/board.ts';
import { Badge, type Tone } from '../../components/ui/badge.tsx';

const LOOKS: Record<BoardCall['state'], { icon: LucideIcon; tone: Tone }> = {
  queued: { icon: Hourglass, tone: 'accent' },
  offered: { icon: BellRing, tone: 'on-call' },
  connecting: { icon: Link2, tone: 'on-call' },
  connected: { icon: PhoneCall, tone: 'on-call' },
  wrapup: { icon: PenLine, tone: 'wrapup' },
};

/** From the queue to the end: by which calls are sorted, not by the letters of the words. */
export const callStateOrder = (state: BoardCall['state']): number => Object.keys(LOOKS).indexOf(state);

/** What a call is doing, whether an agent was asked in by it, and who of the two is away. */
export function CallState({ call }: { call: Pick<BoardCall, 'state' | 'channel' | 'role' | 'position' | 'away'> }) {
  const t = useTranslations('board');
  const { icon: Icon, tone } = LOOKS[call.state];
  return (
    <span className="flex items-center gap-1.5">
      <Badge tone={tone}>
        <Icon aria-hidden />
        {t(`state.${call.state}`)}
      </Badge>
      {call.channel === 'text' && <span className="text-muted">{t('state.text')}</span>}
      {call.role !== 'main' && <span className="text-muted">{t(`state.role-${call.role}`)}</span>}
      {call.position !== null && <span className="figures text-muted">{t('state.position', { position: call.position })}</span>}
      {call.away !== null && (
        <Badge tone="missed">
          <WifiOff aria-hidden />
          {t(`state.away-${call.away}`)}
        </Badge>
      )}
    </span>
  );
}
