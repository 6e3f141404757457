import { MessageSquareText, UserRoundCheck, X } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { later } from '../../lib/later.tsx';
import { TextComposer } from '../texts/text-composer.tsx';
import { useTextLog } from '../texts/use-text-log.ts';
import { HandOn } from './caller-controls.tsx';
import { useSessionChat } from './caller-texts.tsx';
import { listening } from './listening.ts';
import { readersOf } from './listening-view.ts';
import { HeardBy, Notices, type PanelProps, SessionTitle, TakeOverAndStop, Ways } from './session-parts.tsx';

const TextList = later(
  () => import('../texts/text-list.tsx').then((module) => module.TextList),
  () => <Skeleton className="h-40" />,
);

/** A text conversation that one reads along, whispers in, has joined, or has taken over. */
export function ReadingPanel({ state }: PanelProps) {
  const { session } = state;
  return (
    <div className="mx-auto grid max-w-[100rem] gap-3 p-4">
      <Notices state={state} />
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <SessionTitle state={state} icon={MessageSquareText} />
        <HeardBy audible={readersOf(session)} />
        {session.takenOver ? <OwnControls state={state} /> : <Controls state={state} />}
      </div>
      <Texts key={session.takenOver ? session.callId : session.id} state={state} />
    </div>
  );
}

function Texts({ state: { session, online } }: PanelProps) {
  const t = useTranslations('supervisor.reading');
  const chat = useSessionChat(session, online);
  const log = useTextLog(chat);
  if (chat === null) return null;
  return (
    <section aria-label={t('texts', { caller: session.callerName })} className="grid gap-3">
      <TextList chat={chat} log={log} empty={t('empty')} className="h-40" />
      {(session.takenOver || session.how !== 'monitor') && (
        // Another field for other readers: what was begun for one agent alone is not sent to all.
        <TextComposer key={session.how} onSend={(text) => chat.send(text)} />
      )}
    </section>
  );
}

function Controls({ state }: PanelProps) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Ways state={state} />
      <TakeOverAndStop state={state} icon={UserRoundCheck} />
    </div>
  );
}

/** Of who has the caller. */
function OwnControls({ state }: PanelProps) {
  const t = useTranslations('supervisor.reading');
  return (
    <div className="flex flex-wrap items-center gap-2">
      <HandOn state={state} />
      <Button size="sm" variant="danger" busy={state.asking === 'stop'} onClick={() => void listening.stop()}>
        <X aria-hidden />
        {t('end')}
      </Button>
    </div>
  );
}
