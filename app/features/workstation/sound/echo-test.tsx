'use client';

import { AudioLines, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../../components/ui/button.tsx';
import { LevelMeter } from '../../../components/ui/level-meter.tsx';
import { useErrorWords } from '../../../lib/i18n/error-words.ts';
import type { EchoTest as Echo, EchoState } from '../../../lib/media/echo-test.ts';
import type { WorkstationConnection } from '../connection.ts';
import { sound } from './sound.ts';

type Shown = { kind: 'idle' } | { kind: 'refused'; words: string } | { kind: 'running'; echo: Echo; state: EchoState };

interface EchoTestProps {
  /** null while there is none to send. */
  microphone: MediaStream | null;
  echoTicket: WorkstationConnection['echoTicket'];
}

/** A call to oneself: what the media server got is heard a second later. */
export function EchoTest({ microphone, echoTicket }: EchoTestProps) {
  const t = useTranslations('workstation-devices.echo');
  const errorWords = useErrorWords();
  const [shown, setShown] = useState<Shown>({ kind: 'idle' });
  const [asking, setAsking] = useState(false);
  const echo = shown.kind === 'running' ? shown.echo : null;
  const state = shown.kind === 'running' ? shown.state : null;
  const runs = state?.kind === 'connecting' || state?.kind === 'heard';

  useEffect(() => {
    if (echo === null) return;
    const stop = echo.subscribe(() => setShown({ kind: 'running', echo, state: echo.state() }));
    return () => {
      stop();
      echo.close();
    };
  }, [echo]);
  // Another microphone, or none: what is heard would not be what is chosen.
  useEffect(() => {
    if (echo !== null && microphone === null) echo.close();
    return () => echo?.close();
  }, [echo, microphone]);

  const start = async () => {
    if (microphone === null) return;
    setAsking(true);
    try {
      const [{ ticket }, { openEchoTest }] = await Promise.all([echoTicket(), import('../../../lib/media/echo-test.ts')]);
      const opened = openEchoTest({ ticket, microphone, output: sound.deviceId('speaker') ?? '' });
      setShown({ kind: 'running', echo: opened, state: opened.state() });
    } catch (error) {
      setShown({ kind: 'refused', words: errorWords(error) });
    } finally {
      setAsking(false);
    }
  };

  return (
    <section aria-label={t('title')} className="grid grid-cols-[minmax(0,1fr)] gap-2 border-line border-t pt-4">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <h3 className="font-medium text-sm">{t('title')}</h3>
          <p className="text-muted text-xs">{t('hint')}</p>
        </div>
        {runs ? (
          <Button size="sm" onClick={() => echo?.close()}>
            <Square aria-hidden />
            {t('stop')}
          </Button>
        ) : (
          <Button size="sm" disabled={microphone === null} busy={asking} onClick={() => void start()}>
            {!asking && <AudioLines aria-hidden />}
            {t('start')}
          </Button>
        )}
      </div>
      <div role="status" className="flex min-h-5 flex-wrap items-center gap-x-4 text-sm">
        {shown.kind === 'refused' && <p className="text-missed">{shown.words}</p>}
        {state?.kind === 'connecting' && <p className="text-muted">{t('connecting')}</p>}
        {state?.kind === 'failed' && <p className="text-missed">{t(`problem.${state.problem}`)}</p>}
        {state?.kind === 'heard' && echo !== null && (
          <>
            <LevelMeter label={t('back')} read={() => echo.levels().back} />
            <p className="text-muted">{state.roundTripMs === null ? t('heard') : t('heard-in', { ms: Math.round(state.roundTripMs) })}</p>
          </>
        )}
      </div>
    </section>
  );
}
