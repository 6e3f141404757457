'use client';

import { Ear, Volume2 } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import type { Conversation } from '../../../server/protocol/conversation.ts';
import { cn } from '../../lib/cn.ts';

/** Supervisors who listen in, of whom the agent is told. Its place is kept, so that it is read out when somebody comes. */
export function ListenersLine({ listeners }: Pick<Conversation, 'listeners'>) {
  const t = useTranslations('workstation-call.listening');
  return (
    <div role="status" className="contents">
      {listeners.map(({ name, how }) => {
        const Icon = how === 'monitor' ? Ear : Volume2;
        return (
          <p
            key={`${name} ${how}`}
            className={cn(
              'flex items-center gap-3 rounded-lg px-4 py-2 font-medium text-sm',
              how === 'monitor' ? 'bg-sunken text-ink' : 'bg-on-call-soft text-on-call',
            )}
          >
            <Icon aria-hidden className="size-4 shrink-0" />
            {t(how, { name })}
          </p>
        );
      })}
    </div>
  );
}
