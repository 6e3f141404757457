'use client';

import { Headphones } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Channel } from '../../../server/protocol/common.ts';
import { Badge } from '../../components/ui/badge.tsx';
import { Button } from '../../components/ui/button.tsx';
import { useActing } from '../acting/acting.tsx';
import { listening } from './listening.ts';

interface ListenButtonProps {
  call: {
    id: string;
    state: string;
    channel: Channel;
    centerId: string | null;
    agentName: string | null;
    callerName: string;
    takenOver: boolean;
  };
}

/** Beside a call in which somebody talks, of a center that one supervises. Not where a supervisor has the caller. The server looks again, and writes down who was refused. */
export function ListenButton({ call }: ListenButtonProps) {
  const t = useTranslations('supervisor.listening');
  const state = useSyncExternalStore(listening.subscribe, listening.get, listening.get);
  const { centers } = useActing();
  if (call.takenOver || call.channel === 'text' || call.state !== 'connected' || !centers.some(({ id }) => id === call.centerId))
    return <span className="text-muted">–</span>;
  if (state.kind === 'listening' && state.session.callId === call.id)
    return (
      <Badge tone="on-call">
        <Headphones aria-hidden />
        {t('listening')}
      </Badge>
    );
  return (
    <Button
      size="sm"
      className="h-7"
      busy={state.kind === 'opening' && state.callId === call.id}
      aria-label={t('listen-to', { agent: call.agentName ?? '', caller: call.callerName })}
      onClick={() => void listening.begin(call.id)}
    >
      {t('listen')}
    </Button>
  );
}
