'use client';

import { BellRing, Circle, CircleCheck, CircleX, LoaderCircle, type LucideIcon, Mic, Route, TriangleAlert } from 'lucide-react';
import { type ReactNode, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { cn } from '../../../lib/cn.ts';
import type { WorkstationConnection } from '../connection.ts';
import { askForNotifications } from '../notifications.ts';
import { useAction } from '../use-action.ts';
import { type Mark, microphoneMark, notificationsMark, pathMark, type Readiness } from './readiness.ts';
import type { ReadyStore } from './ready-store.ts';

interface ReadyDialogProps {
  store: Pick<ReadyStore, 'get' | 'subscribe' | 'goWithout' | 'hide' | 'lookAtNotifications'>;
  connection: Pick<WorkstationConnection, 'setStatus'>;
}

/** Microphone, way of the sound, notifications: each well, or what fails and what to do. */
export default function ReadyDialog({ store, connection }: ReadyDialogProps) {
  const t = useTranslations('workstation-devices.ready');
  const { readiness, verdict } = useSyncExternalStore(store.subscribe, store.get, store.get);
  const go = useAction(connection.setStatus);
  const goAvailable = () => void go.run('available');
  const allow = async () => {
    await askForNotifications();
    store.lookAtNotifications();
    if (store.get().verdict === 'ready') goAvailable();
  };
  return (
    <Dialog
      open
      onOpenChange={store.hide}
      title={t(`title.${verdict}`)}
      description={t(`description.${verdict}`)}
      actions={
        <>
          <Button onClick={store.hide}>{t('not-now')}</Button>
          {verdict === 'ask' && (
            <Button
              onClick={() => {
                store.goWithout();
                goAvailable();
              }}
            >
              {t('anyway')}
            </Button>
          )}
          {verdict === 'ask' && readiness.notifications === 'prompt' ? (
            <Button variant="primary" onClick={() => void allow()}>
              {t('allow')}
            </Button>
          ) : (
            <Button variant="primary" busy={verdict === 'checking' || go.busy} onClick={goAvailable}>
              {t('again')}
            </Button>
          )}
        </>
      }
    >
      <ul className="grid gap-4 pb-2">
        <Line icon={Mic} mark={microphoneMark(readiness)} title={t('microphone')}>
          <MicrophoneText readiness={readiness} />
        </Line>
        <Line icon={Route} mark={pathMark(readiness)} title={t('path')}>
          {t(`path-state.${readiness.path}`)}
        </Line>
        <Line icon={BellRing} mark={notificationsMark(readiness)} title={t('notifications')}>
          {t(`notifications-state.${readiness.notifications}`)}
        </Line>
      </ul>
    </Dialog>
  );
}

function MicrophoneText({ readiness: { microphone } }: { readiness: Readiness }) {
  const t = useTranslations('workstation-devices');
  if (microphone === 'checking' || microphone === 'ok') return t(`ready.microphone-state.${microphone}`);
  return (
    <>
      {t(`sound.problem.${microphone}.title`)}. {t(`sound.problem.${microphone}.remedy`)}
    </>
  );
}

const MARKS: Record<Mark, { icon: LucideIcon; ink: string }> = {
  waits: { icon: Circle, ink: 'text-muted' },
  checking: { icon: LoaderCircle, ink: 'animate-spin text-muted motion-reduce:animate-none' },
  ok: { icon: CircleCheck, ink: 'text-available' },
  failed: { icon: CircleX, ink: 'text-missed' },
  advice: { icon: TriangleAlert, ink: 'text-not-ready' },
};

function Line({ icon: Icon, mark, title, children }: { icon: LucideIcon; mark: Mark; title: string; children: ReactNode }) {
  const t = useTranslations('workstation-devices.ready.mark');
  const { icon: Sign, ink } = MARKS[mark];
  return (
    <li className="grid grid-cols-[1.25rem_minmax(0,1fr)_1.25rem] gap-x-3">
      <Icon aria-hidden className="mt-0.5 size-4 text-muted" />
      <div>
        <p className="font-medium">{title}</p>
        <p className={cn('text-sm', mark === 'failed' ? 'text-missed' : 'text-muted')}>{children}</p>
      </div>
      <span>
        <Sign aria-hidden className={cn('mt-0.5 size-4', ink)} />
        <span className="sr-only">{t(mark)}</span>
      </span>
    </li>
  );
}
