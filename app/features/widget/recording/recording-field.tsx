'use client';

import { Mic, Square, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl/react';
import type { CallKey } from '../../../../server/protocol/widget.ts';
import { Button } from '../../../components/ui/button.tsx';
import { LevelMeter } from '../../../components/ui/level-meter.tsx';
import { Remaining } from '../../../components/ui/time.tsx';
import { ClockProvider, ServerClock } from '../../../lib/clock.ts';
import { useErrorWords } from '../../../lib/i18n/error-words.ts';
import { useFormats } from '../../../lib/i18n/formats.ts';
import { Notice } from '../notice.tsx';
import { recordingDeps } from './recording-deps.ts';
import { RecordingStore } from './recording-store.ts';

export interface RecordingFieldProps {
  callKey: CallKey;
  /** What is to be sent with the message; null: nothing is recorded. */
  onChange: (recordingId: string | null) => void;
  /** While it is being recorded: it can't be sent before its end. */
  onBusy: (busy: boolean) => void;
  /** It was sent: it is not thrown away when this leaves the screen. */
  sent: boolean;
}

/** Says a message instead of writing it: record, hear it, record it again. */
export function RecordingField({ callKey, onChange, onBusy, sent }: RecordingFieldProps) {
  const t = useTranslations('widget-message.recording');
  const errorWords = useErrorWords();
  const formats = useFormats();
  const [store] = useState(() => new RecordingStore(recordingDeps(callKey)));
  // The time that is left is this machine's: the server ends it by its own.
  const [clock] = useState(() => new ServerClock());
  const state = useSyncExternalStore(store.subscribe, store.get, store.get);
  const group = useRef<HTMLFieldSetElement>(null);
  const recordedId = state.kind === 'recorded' ? state.id : null;
  const busy = state.kind === 'preparing' || state.kind === 'recording' || state.kind === 'ending';
  const told = useRef({ onChange, onBusy });
  told.current = { onChange, onBusy };

  useEffect(() => told.current.onChange(recordedId), [recordedId]);
  useEffect(() => told.current.onBusy(busy), [busy]);
  useEffect(() => {
    if (sent) store.sent();
  }, [sent, store]);
  useEffect(() => () => store.discard(), [store]);
  // The button that was pressed is gone: the one in its place has the focus.
  const active = useRef(false);
  useEffect(() => {
    if (!active.current || (state.kind !== 'recording' && state.kind !== 'recorded')) return;
    group.current?.querySelector<HTMLElement>('[data-next]')?.focus();
  }, [state.kind]);
  const start = () => {
    active.current = true;
    void store.start();
  };

  return (
    <ClockProvider value={clock}>
      <fieldset ref={group} className="flex flex-col gap-2 rounded-lg bg-sunken px-3 py-3">
        <legend className="float-left font-medium text-sm">{t('title')}</legend>
        <div className="clear-both flex flex-col gap-2">
          {state.kind === 'no-microphone' && (
            <Notice kind="info" title={t(`no-microphone.${state.problem}`)}>
              {t('write-instead')}
            </Notice>
          )}
          {state.kind === 'failed' && (
            <Notice kind="error" title={t('failed')}>
              {errorWords(state.error)}
            </Notice>
          )}
          {state.kind === 'recording' && (
            <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
              <Button variant="danger" size="lg" data-next onClick={() => void store.stop()}>
                <Square aria-hidden />
                {t('stop')}
              </Button>
              <LevelMeter label={t('you')} hideLabel read={store.level} />
              <span className="text-muted text-sm">{t.rich('left', { time: () => <Remaining until={state.until} /> })}</span>
            </div>
          )}
          {state.kind === 'recorded' && (
            <>
              {/* biome-ignore lint/a11y/useMediaCaption: these are the caller’s own words of a moment ago. */}
              <audio
                controls
                preload="metadata"
                src={`/api/widget/recordings/${state.id}`}
                aria-label={t('listen', { time: formats.duration(state.durationMs) })}
                className="w-full"
              />
              <div className="flex flex-wrap gap-x-1 gap-y-2">
                <Button className="px-3" data-next onClick={start}>
                  <Mic aria-hidden />
                  {t('again')}
                </Button>
                <Button variant="quiet" className="px-3" onClick={() => store.discard()}>
                  <Trash2 aria-hidden />
                  {t('discard')}
                </Button>
              </div>
            </>
          )}
          {state.kind !== 'recording' && state.kind !== 'recorded' && (
            <Button className="self-start" busy={state.kind === 'preparing' || state.kind === 'ending'} onClick={start}>
              <Mic aria-hidden />
              {t(state.kind === 'preparing' ? 'preparing' : state.kind === 'ending' ? 'ending' : 'record')}
            </Button>
          )}
          <p role="status" className="sr-only">
            {state.kind === 'recording' && t('goes-on')}
            {state.kind === 'recorded' && t('done', { time: formats.duration(state.durationMs) })}
          </p>
        </div>
      </fieldset>
    </ClockProvider>
  );
}
