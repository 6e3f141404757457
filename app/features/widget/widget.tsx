'use client';

import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { ClockProvider } from '../../lib/clock.ts';
import { cn } from '../../lib/cn.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { later } from '../../lib/later.tsx';
import { unread } from '../../lib/texts/text-log.ts';
import { useTextLog } from '../texts/use-text-log.ts';
import { CallForm } from './call-form.tsx';
import { CallView } from './call-view.tsx';
import { EndedView } from './ended-view.tsx';
import type { FormValues } from './form-values.ts';
import { requestOf } from './form-values.ts';
import { tellHost, useHostHeight, useHostMessages } from './host-page.ts';
import { MessageInstead } from './message-instead.tsx';
import { MicrophoneProblemView } from './microphone-problem-view.tsx';
import { MicrophonePrompt } from './microphone-prompt.tsx';
import { takePageColors } from './page-colors.ts';
import { ReturnView } from './return-view.tsx';
import { useFocusOnChange } from './use-focus-on-change.ts';
import { useRoundTrips } from './use-round-trips.ts';
import { useWidget } from './use-widget.ts';
import { WidgetHeader } from './widget-header.tsx';
import { isCallActive, mayLeaveLine } from './widget-machine.ts';
import type { WidgetOptions } from './widget-options.ts';
import { statusLine } from './widget-words.ts';

// With the first call, not with the form: they bring what finds links and shows pictures.
const TextsView = later(() => import('./texts-view.tsx').then((module) => module.TextsView));
const CallSharesView = later(() => import('./call-shares-view.tsx').then((module) => module.CallSharesView));

/** The card: one thing at a time. What was typed is kept here, so that it is still there after a call. */
export function Widget({ options }: { options: WidgetOptions }) {
  const t = useTranslations('widget');
  const say = useWords();
  const widget = useWidget();
  const { state, clock } = widget;
  const [values, setValues] = useState<FormValues>({ queueId: '', name: options.name, email: options.email, question: '' });
  const roundTrips = useRoundTrips();
  const active = isCallActive(state);
  const news = unread(useTextLog(widget.chat));
  const line = statusLine(state);
  const content = useHostHeight(options.origin);
  const view = useFocusOnChange(state.kind);

  useEffect(() => takePageColors(options), [options]);
  useEffect(() => tellHost(options.origin, { tandem: 'call', active, unread: news }), [options.origin, active, news]);
  useHostMessages(options.origin, (shown) => shown && view.current?.focus());
  const close = () => tellHost(options.origin, { tandem: 'close' });

  return (
    <ClockProvider value={clock}>
      <main aria-label={t('title')} className="min-h-dvh bg-surface" onKeyDown={(event) => event.key === 'Escape' && close()}>
        <div ref={content} className="mx-auto flex max-w-md flex-col gap-4 p-5">
          <WidgetHeader active={active} onClose={options.origin === null ? undefined : close} />
          {/* Always there, so that what is put into it is read out. */}
          <p role="status" className={cn(line === null ? 'sr-only' : 'text-balance text-center font-semibold text-lg')}>
            {line !== null && say(line)}
          </p>
          <div ref={view} tabIndex={-1} className="flex flex-col gap-4 outline-none">
            {state.kind === 'form' && (
              <CallForm
                wantedTopic={options.topic}
                values={values}
                onChange={setValues}
                failure={state.failure}
                onCenters={roundTrips.measure}
                onSubmit={() => widget.start(requestOf(values, options, roundTrips.known.current))}
              />
            )}
            {state.kind === 'offer-return' && <ReturnView onReturn={widget.returnToCall} onHangUp={widget.giveUp} />}
            {state.kind === 'asking-microphone' && <MicrophonePrompt onCancel={widget.giveUp} />}
            {state.kind === 'no-microphone' && (
              <MicrophoneProblemView problem={state.problem} onRetry={widget.retryMicrophone} onBack={widget.giveUp} />
            )}
            {isCallActive(state) && (
              <CallView
                phase={state.kind === 'call' ? state.call.phase : null}
                online={state.online}
                sound={widget.sound}
                onRetrySound={widget.retrySound}
                onHangUp={state.kind === 'call' ? widget.hangUp : widget.giveUp}
              />
            )}
            {state.kind === 'call' && mayLeaveLine(state.call) && <MessageInstead onLeave={widget.leaveMessage} />}
            {state.kind === 'call' && widget.sound !== null && <CallSharesView phase={state.call.phase} sound={widget.sound} />}
            {state.kind === 'call' && widget.chat !== null && (
              <TextsView chat={widget.chat} waiting={state.call.phase.kind === 'waiting' || state.call.phase.kind === 'ringing'} />
            )}
            {state.kind === 'ended' && (
              <EndedView key={state.key.callId} callKey={state.key} ending={state.ending} known={values} onCallAgain={widget.callAgain} />
            )}
          </div>
        </div>
      </main>
    </ClockProvider>
  );
}
