import { Ear, Eye, PenLine, Volume2 } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import type { Conversation } from '../../../server/protocol/conversation.ts';
import { cn } from '../../lib/cn.ts';

/** By how the conversation is carried on: who only follows it, and who takes part. */
const LOOKS = {
  voice: { words: 'workstation-call.listening', follows: Ear, takesPart: Volume2 },
  text: { words: 'workstation-texts.listeners', follows: Eye, takesPart: PenLine },
} as const;

/** Supervisors who listen in or read along, of whom the agent is told. Its place is kept, so that it is read out when somebody comes. */
export function ListenersLine({ listeners, channel }: Pick<Conversation, 'listeners'> & { channel: keyof typeof LOOKS }) {
  const look = LOOKS[channel];
  const t = useTranslations(look.words);
  return (
    <div role="status" className="contents">
      {listeners.map(({ name, how }) => {
        const Icon = how === 'monitor' ? look.follows : look.takesPart;
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
