'use client';

import { useTranslations } from 'use-intl/react';
import type { AgentStatus } from '../../../server/protocol/common.ts';
import type { WorkstationState } from '../../../server/protocol/workstation.ts';
import { tone } from '../../components/ui/badge.tsx';
import { Button } from '../../components/ui/button.tsx';
import { codeOf, StatusIcon } from '../../components/ui/status.tsx';
import { useTicking } from '../../lib/clock.ts';
import { cn } from '../../lib/cn.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { statusHue } from '../../lib/status.ts';
import type { WorkstationConnection } from './connection.ts';
import { idleView } from './idle-view.ts';
import { MicrophoneNotice } from './microphone-notice.tsx';
import { isTakenShown } from './taken-words.ts';
import { useAction } from './use-action.ts';
import type { Softphone } from './use-softphone.ts';

interface IdlePanelProps {
  status: AgentStatus;
  /** The last offer, when another agent answered it first. */
  taken: WorkstationState['answeredElsewhere'];
  ready: boolean;
  connection: WorkstationConnection;
  phone: Softphone;
}

export function IdlePanel({ status, taken, ready, connection, phone }: IdlePanelProps) {
  const say = useWords();
  const view = idleView(status, ready);
  const change = useAction(connection.setStatus);
  const hue = ready ? statusHue(status) : 'offline';
  const goAvailable = () => {
    phone.prepare();
    void change.run('available');
  };
  return (
    <div className="flex flex-1 flex-col gap-4 rounded-lg border border-line bg-surface p-4">
      <MicrophoneNotice phone={phone} moment="idle" />
      <div
        role={status.kind === 'missed' ? 'alert' : 'status'}
        className="flex flex-1 flex-col items-center justify-center gap-3 px-4 py-12 text-center"
      >
        <span className={cn('grid size-14 place-items-center rounded-full', tone({ tone: hue }))}>
          <StatusIcon hue={hue} code={ready ? codeOf(status) : undefined} className="size-6 text-current" />
        </span>
        <p className="font-semibold text-xl">{say(view.title)}</p>
        <p className="max-w-sm text-balance text-muted">{say(view.text)}</p>
        <Taken taken={taken} />
        {view.action !== null && (
          <Button variant="primary" size="lg" className="mt-3" disabled={!ready} busy={change.busy} onClick={goAvailable}>
            {say(view.action)}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Always of one height: it comes and goes by itself. */
function Taken({ taken }: { taken: IdlePanelProps['taken'] }) {
  const t = useTranslations('workstation-desk.idle');
  const shown = useTicking((now) => isTakenShown(taken, now));
  return <p className="min-h-6 font-medium text-sm">{shown && taken !== null && t('taken', { name: taken.callerName })}</p>;
}
