'use client';

import { MessageSquare, Phone, X } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import type { WidgetPhase } from '../../../server/protocol/widget.ts';
import { Button } from '../../components/ui/button.tsx';
import { ButtonRow } from '../../components/ui/button-row.tsx';
import type { TextChat } from '../../lib/texts/text-chat.ts';
import { TextComposer } from '../texts/text-composer.tsx';
import { TextList } from '../texts/text-list.tsx';
import { useTextLog } from '../texts/use-text-log.ts';
import { AgentAway } from './agent-away.tsx';
import { Notice } from './notice.tsx';
import { PhaseFigure } from './phase-figure.tsx';
import { StillThere } from './still-there.tsx';
import { TalkWish } from './talk-wish.tsx';
import { type SwitchTo, useSwitch } from './use-switch.ts';
import { firstName } from './widget-words.ts';

interface TextCallViewProps {
  /** null while the server has not answered yet. */
  phase: WidgetPhase | null;
  online: boolean;
  chat: TextChat | null;
  onSwitch: SwitchTo;
  onHangUp: () => void;
}

/** A text conversation from the queue to its end, without a microphone until the caller wants one. */
export function TextCallView({ phase, online, chat, onSwitch, onHangUp }: TextCallViewProps) {
  const t = useTranslations('widget-texts');
  const widget = useTranslations('widget');
  const talk = useTranslations('widget-talk');
  const { busy, problem, run } = useSwitch(onSwitch);
  const written = phase?.kind === 'connected' ? phase : null;
  const proposed = written?.talkProposed !== undefined;
  const waits = phase?.kind === 'waiting' || phase?.kind === 'ringing';
  return (
    <>
      {!online && (
        <Notice kind="offline" title={widget('call.reconnecting')}>
          {t(written === null ? 'place-kept' : 'texts-kept')}
        </Notice>
      )}
      {written === null && <PhaseFigure phase={phase} />}
      {written !== null && written.agentAwayUntil !== null && <AgentAway agentName={written.agentName} until={written.agentAwayUntil} />}
      {written?.silentAt !== undefined && <StillThere until={written.silentAt} busy={busy} onHere={() => run('here')} />}
      {written !== null && <TalkWish phase={written} />}
      {written?.talkAskedAt !== undefined && (
        <section aria-label={t('talk')} className="flex flex-col gap-2 rounded-lg bg-accent-soft px-4 py-3">
          <p role="status" className="text-balance text-center">
            {t('asks', { name: firstName(written.agentName) })}
          </p>
          <Button variant="primary" size="lg" busy={busy} onClick={() => run('talk')}>
            <Phone aria-hidden />
            {t('start-call')}
          </Button>
        </section>
      )}
      {problem !== null && (
        <Notice kind="error" title={t('not-switched')}>
          {problem}
        </Notice>
      )}
      {chat !== null && phase !== null && <Texts chat={chat} waiting={waits} />}
      <ButtonRow>
        {waits && (
          <Button size="lg" busy={busy} onClick={() => run('voice')}>
            <Phone aria-hidden />
            {t('call-instead')}
          </Button>
        )}
        {written !== null && written.talkAskedAt === undefined && (
          <Button size="lg" busy={busy} disabled={!online} onClick={() => run(proposed ? 'withdraw' : 'propose')}>
            {proposed ? <MessageSquare aria-hidden /> : <Phone aria-hidden />}
            {talk(proposed ? 'keep-writing' : 'talk-instead')}
          </Button>
        )}
        <Button size="lg" onClick={onHangUp}>
          <X aria-hidden />
          {t(waits ? 'leave' : 'end')}
        </Button>
      </ButtonRow>
    </>
  );
}

function Texts({ chat, waiting }: { chat: TextChat; waiting: boolean }) {
  const t = useTranslations('texts');
  const log = useTextLog(chat);
  return (
    <section aria-label={t('title')} className="grid gap-3">
      <TextList chat={chat} log={log} empty={t(waiting ? 'emptyWhileWaiting' : 'emptyForCaller')} className={waiting ? 'h-40' : 'h-64'} />
      <TextComposer onSend={(text) => chat.send(text)} />
    </section>
  );
}
