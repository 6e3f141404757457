'use client';

import { Headphones, MessageSquareText } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Channel } from '../../../server/protocol/common.ts';
import { Badge } from '../../components/ui/badge.tsx';
import { Button } from '../../components/ui/button.tsx';
import { useActing } from '../acting/acting-context.ts';
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

/** Beside a call in which somebody talks, or writes, of a center that one supervises. Not where a supervisor has the caller. The server looks again, and writes down who was refused. */
export function ListenButton({ call }: ListenButtonProps) {
  const t = useTranslations('supervisor.listening');
  const state = useSyncExternalStore(listening.subscribe, listening.get, listening.get);
  const { centers } = useActing();
  const reading = useTranslations('supervisor.reading');
  const byText = call.channel === 'text';
  if (call.takenOver || call.state !== 'connected' || !centers.some(({ id }) => id === call.centerId))
    return <span className="text-muted">–</span>;
  if (state.kind === 'listening' && state.session.callId === call.id)
    return (
      <Badge tone="on-call">
        {byText ? <MessageSquareText aria-hidden /> : <Headphones aria-hidden />}
        {byText ? reading('reading') : t('listening')}
      </Badge>
    );
  const names = { agent: call.agentName ?? '', caller: call.callerName };
  return (
    <Button
      size="sm"
      className="h-7"
      busy={state.kind === 'opening' && state.callId === call.id}
      aria-label={byText ? reading('read-of', names) : t('listen-to', names)}
      onClick={() => void listening.begin(call.id, byText)}
    >
      {byText ? reading('read') : t('listen')}
    </Button>
  );
}
