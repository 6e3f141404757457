'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { WireError } from '../../../server/protocol/common.ts';
import { ClockProvider } from '../../lib/clock.ts';
import { cn } from '../../lib/cn.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { useTextLog } from '../texts/use-text-log.ts';
import type { LeaveWord } from './before-call.tsx';
import { CallForm } from './call-form.tsx';
import type { FormValues } from './form-values.ts';
import { checkForm, requestOf } from './form-values.ts';
import { frameSettings } from './frame-settings.ts';
import { tellHost, useHostHeight } from './host-page.ts';
import {
  CallSharesView,
  CallView,
  EndedView,
  GoOnUnconfirmed,
  Instead,
  RingBackOffer,
  RingBackView,
  TextCallView,
  TextsView,
  WriteInstead,
} from './later-views.ts';
import { MicrophoneProblemView } from './microphone-problem-view.tsx';
import { MicrophonePrompt } from './microphone-prompt.tsx';
import { takePageColors } from './page-colors.ts';
import { ProofProgress } from './proof/proof-progress.tsx';
import { ReturnView } from './return-view.tsx';
import { fetchTopics } from './topics.ts';
import { useFocusOnChange } from './use-focus-on-change.ts';
import { useHost } from './use-host.ts';
import { useRoundTrips } from './use-round-trips.ts';
import { useWidget } from './use-widget.ts';
import { WidgetHeader } from './widget-header.tsx';
import { isCallActive, isTextCall, mayLeaveLine } from './widget-machine.ts';
import { topicNamed, type WidgetOptions } from './widget-options.ts';
import { statusLine } from './widget-words.ts';

/** No longer than this does a call that the page asked for wait for the names of topics. */
const TOPICS_MS = 5_000;

interface WidgetProps {
  options: WidgetOptions;
  /** What stands before the call instead of the form, for a call that was begun elsewhere. */
  arrival?: (widget: ReturnType<typeof useWidget>) => ReactNode;
  /** At the head of a page of its own; the card has its own words. */
  title?: string;
  /** What is said to its caller until somebody answers. */
  greeting?: string;
}

/** The card: one thing at a time. What was typed is kept here, so that it is still there after a call. */
export function Widget({ options, arrival, title, greeting }: WidgetProps) {
  const t = useTranslations('widget');
  const say = useWords();
  const widget = useWidget();
  const { state, clock } = widget;
  const [values, setValues] = useState<FormValues>({ queueId: '', name: options.name, email: options.email, question: '' });
  const roundTrips = useRoundTrips();
  const [consent] = useState(consentText);
  const active = isCallActive(state);
  const line = statusLine(state);
  const byText = isTextCall(state);
  const waits = state.kind === 'call' && (state.call.phase.kind === 'waiting' || state.call.phase.kind === 'ringing');
  const ringBack = state.kind === 'call' && state.call.phase.kind === 'waiting' ? state.call.phase.ringBack : null;
  const { fetchAnnouncements: fetch } = widget;
  const announced =
    state.kind !== 'call' || state.call.announced === undefined ? null : { callId: state.key.callId, rev: state.call.announced, fetch };
  const content = useHostHeight(options.origin);
  const view = useFocusOnChange(state.kind);

  useEffect(() => takePageColors(options), [options]);
  const [accepted, setAccepted] = useState(false);
  const lastHow = useRef<'voice' | 'text' | LeaveWord>('voice');
  const start = (from: FormValues, how: 'voice' | 'text' | LeaveWord = 'voice', identified = true) => {
    lastHow.current = how;
    const request = requestOf(from, options, roundTrips.known.current, how === 'text' ? 'text' : 'voice');
    const instead = how === 'voice' || how === 'text' ? {} : { instead: how };
    const { context, identifies } = known.current;
    widget.start({ ...request, ...instead, ...(consent !== null && accepted && { consent }), context }, identified && identifies);
  };
  const placeCall = async (wanted: string | null) => {
    if (state.kind === 'ended') widget.callAgain();
    else if (state.kind !== 'form') return;
    // Without the topics the form says so by itself.
    const { topics } = await fetchTopics(AbortSignal.timeout(TOPICS_MS)).catch(() => ({ topics: [] }));
    const next = { ...values, queueId: topicNamed(topics, wanted)?.id ?? values.queueId };
    setValues(next);
    if (consent === null && Object.keys(checkForm(next)).length === 0) start(next);
  };
  const { known } = useHost(options.origin, state, useTextLog(widget.chat), {
    onShown: (shown) => shown && view.current?.focus(),
    onPlaceCall: (wanted) => void placeCall(wanted),
    onHangUp: () => (state.kind === 'call' ? widget.hangUp() : widget.giveUp()),
    onKept: widget.hostKept,
  });
  const close = () => tellHost(options.origin, { tandem: 'close' });

  return (
    <ClockProvider value={clock}>
      <main
        aria-label={title ?? t('title')}
        className={cn('min-h-dvh bg-surface', title !== undefined && 'sm:bg-canvas sm:py-10')}
        onKeyDown={(event) => event.key === 'Escape' && close()}
      >
        <div
          ref={content}
          className={cn(
            'mx-auto flex max-w-md flex-col gap-4 bg-surface p-5',
            title !== undefined && 'sm:overflow-clip sm:rounded-xl sm:border sm:border-line sm:shadow-sm',
          )}
        >
          <WidgetHeader title={title ?? t('title')} active={active} onClose={options.origin === null ? undefined : close} />
          {/* Always there, so that what is put into it is read out. */}
          <p role="status" className={cn(line === null ? 'sr-only' : 'text-balance text-center font-semibold text-lg')}>
            {line !== null && say(line)}
          </p>
          <div ref={view} tabIndex={-1} className="flex flex-col gap-4 outline-none">
            {state.kind === 'form' && arrival !== undefined && arrival(widget)}
            {state.kind === 'form' && arrival === undefined && (
              <CallForm
                wantedTopic={options.topic}
                values={values}
                onChange={setValues}
                failure={state.failure}
                onCenters={roundTrips.measure}
                consent={consent}
                accepted={accepted}
                onAccept={setAccepted}
                onSubmit={(how) => start(values, how)}
              />
            )}
            {state.kind === 'form' && mayGoOnUnconfirmed(state.failure) && (
              <GoOnUnconfirmed onGoOn={() => start(values, lastHow.current, false)} />
            )}
            {state.kind === 'offer-return' && <ReturnView onReturn={widget.returnToCall} onHangUp={widget.giveUp} />}
            {state.kind === 'asking-microphone' && <MicrophonePrompt onCancel={widget.giveUp} />}
            {state.kind === 'no-microphone' && (
              <MicrophoneProblemView
                problem={state.problem}
                queueId={state.goal.kind === 'start' ? state.goal.request.queueId : null}
                onWayOn={(how) => start(values, how)}
                onRetry={widget.retryMicrophone}
                onBack={widget.giveUp}
              />
            )}
            {greeting !== undefined && state.kind === 'call' && mayLeaveLine(state.call) && (
              <p className="text-balance text-center font-medium">{greeting}</p>
            )}
            {state.kind === 'joining' && state.proving !== undefined && <ProofProgress share={state.proving} />}
            {isCallActive(state) && byText && (
              <TextCallView
                phase={state.kind === 'call' ? state.call.phase : null}
                online={state.online}
                chat={widget.chat}
                onSwitch={widget.switchTo}
                onHangUp={state.kind === 'call' ? widget.hangUp : widget.giveUp}
              />
            )}
            {state.kind === 'call' && ringBack && (
              <RingBackView
                ringBack={ringBack}
                online={state.online}
                origin={options.origin}
                onComeBack={widget.comeBack}
                onHangUp={widget.hangUp}
              />
            )}
            {isCallActive(state) && !byText && !ringBack && (
              <CallView
                phase={state.kind === 'call' ? state.call.phase : null}
                online={state.online}
                sound={widget.sound}
                announced={announced}
                onRetrySound={widget.retrySound}
                onHangUp={state.kind === 'call' ? widget.hangUp : widget.giveUp}
              />
            )}
            {/* Who is rung has one thing to do. */}
            {ringBack?.kind !== 'rung' && (
              <div className="flex flex-col gap-2 empty:hidden">
                {state.kind === 'call' && !byText && !ringBack && mayLeaveLine(state.call) && (
                  <RingBackOffer onWant={widget.wantRingBack} />
                )}
                {arrival === undefined && state.kind === 'call' && mayLeaveLine(state.call) && <Instead onLeave={widget.leaveLine} />}
                {state.kind === 'call' && !byText && state.call.takesTexts && waits && <WriteInstead onSwitch={widget.switchTo} />}
              </div>
            )}
            {state.kind === 'call' && widget.sound !== null && <CallSharesView phase={state.call.phase} sound={widget.sound} />}
            {state.kind === 'call' && !byText && widget.chat !== null && <TextsView chat={widget.chat} waiting={waits} />}
            {state.kind === 'ended' && (
              <EndedView
                key={state.key.callId}
                callKey={state.key}
                ending={state.ending}
                known={values}
                chat={widget.chat}
                onCallAgain={widget.callAgain}
              />
            )}
          </div>
        </div>
      </main>
    </ClockProvider>
  );
}

/** The site could not say who they are, and its key takes calls from anybody. */
function mayGoOnUnconfirmed(failure: WireError | null): boolean {
  const settings = frameSettings();
  return failure?.code === 'forbidden' && failure.field === 'identity' && settings.ok && !settings.needsIdentity;
}

/** What the company has callers told before they start. */
function consentText(): string | null {
  const settings = frameSettings();
  return settings.ok ? settings.consent : null;
}
