'use client';

import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Me } from '../../../server/protocol/api.ts';
import { ClockProvider } from '../../lib/clock.ts';
import { cn } from '../../lib/cn.ts';
import { useFetchedWhenIdle } from '../../lib/later.tsx';
import { CallColumn } from './call-column.tsx';
import { ColumnTabs } from './column-tabs.tsx';
import { Connecting } from './connecting.tsx';
import { IDLE } from './conversations/conversations-view.ts';
import { useConversations } from './conversations/use-conversations.ts';
import { CustomerColumn } from './customer-column.tsx';
import { faviconOf, useFavicon } from './favicon.ts';
import { LostBanner } from './lost-banner.tsx';
import { NextColumn } from './next-column.tsx';
import { OwnShareBar, PARTS } from './parts.ts';
import { partyName } from './party-name.ts';
import { ReadyCheck } from './ready/ready-check.tsx';
import { RefusedScreen, TakenOverScreen } from './shut-off-screens.tsx';
import { useSoundNews } from './sound/sound-news.tsx';
import { SupervisorMessages } from './supervisor-messages.tsx';
import { useColumnKeys } from './use-column-keys.ts';
import { useOfferNotice } from './use-offer-notice.ts';
import { useLeaveQuestion, usePageTitle, useRingUnlock } from './use-page-signs.ts';
import { useSoftphone } from './use-softphone.ts';
import { useWorkstation } from './use-workstation.ts';
import { type Column, columnFor } from './view-model.ts';
import { WorkstationHeader } from './workstation-header.tsx';

/** The whole of /agent for somebody who is signed in. */
export function Workstation({ me, centerId }: { me: Me; centerId: string }) {
  const t = useTranslations('workstation-shell');
  const { clock, connection, link, state } = useWorkstation(centerId);
  const voice = state?.work ?? IDLE;
  const shutOff = link.kind === 'taken-over' || link.kind === 'refused';
  const phone = useSoftphone(shutOff ? IDLE : voice);
  const conversations = useConversations(state, connection, link.kind === 'up');
  const { shown: work, offer, held, chat, unread: newTexts } = conversations;
  const [column, setColumn] = useFrontColumn(offer?.kind ?? work.kind);
  const toFront = () => setColumn('call');
  // On a phone the list is in another column than what it brings into sight.
  const inFront = {
    ...conversations,
    choose: (callId: string) => {
      conversations.choose(callId);
      toFront();
    },
    next: () => {
      conversations.next();
      toFront();
    },
  };
  // What rings is said first, whatever is in the middle; then the call.
  const told = state && { ...state, work: offer ?? (voice.kind === 'idle' ? work : voice) };
  usePageTitle(link, told, clock, conversations.unreadByText);
  useOfferNotice(shutOff ? IDLE : (offer ?? IDLE));
  useFavicon(faviconOf(link, told));
  useLeaveQuestion(held.some(({ kind }) => kind === 'call') && !shutOff);
  useRingUnlock();
  useSoundNews();
  const main = useColumnKeys(setColumn);
  useFetchedWhenIdle(PARTS);
  const [lookedUp, setLookedUp] = useState<string | null>(null);
  const lookUp = (customerId: string | null) => {
    setLookedUp(customerId);
    if (customerId !== null) setColumn('customer');
  };

  if (link.kind === 'taken-over') return <TakenOverScreen onUseThisOne={() => connection?.useThisOne()} />;
  if (link.kind === 'refused') return <RefusedScreen me={me} onRetry={() => connection?.useThisOne()} />;
  return (
    <ClockProvider value={clock}>
      <div className="flex min-h-dvh flex-col lg:h-dvh">
        {/* The same one before and after: a menu that was opened while it connects stays open. */}
        <WorkstationHeader me={me} link={link} state={state} connection={connection} phone={phone} />
        {state === null || connection === null ? (
          <Connecting />
        ) : (
          <>
            <LostBanner link={link} work={voice.kind === 'call' ? voice : work} audio={phone.situation} />
            <SupervisorMessages
              setBy={state.setBy}
              messages={state.messages}
              onDismiss={(messageId) => connection.dismissMessage(messageId)}
            />
            <ReadyCheck connection={connection} />
            <ColumnTabs column={column} onChange={setColumn} work={offer ?? work} newTexts={newTexts} />
            <main
              ref={main}
              className="mx-auto grid min-h-0 w-full max-w-[110rem] flex-1 gap-4 p-4 lg:grid-cols-[15rem_minmax(0,1fr)_22rem] lg:overflow-hidden"
            >
              <h1 className="sr-only">{t('heading')}</h1>
              <NextColumn
                state={state}
                link={link}
                connection={connection}
                conversations={inFront}
                onLookUp={work.kind === 'idle' ? lookUp : null}
                className={cn(column !== 'next' && 'max-lg:hidden')}
              />
              <CallColumn
                state={{ ...state, work }}
                offer={offer}
                onCall={voice.kind !== 'idle'}
                link={link}
                connection={connection}
                phone={phone}
                chat={chat}
                className={cn(column !== 'call' && 'max-lg:hidden')}
              />
              <CustomerColumn
                work={work}
                agentId={state.agent.id}
                lookedUp={lookedUp}
                onLookUp={lookUp}
                link={link}
                connection={connection}
                className={cn(column !== 'customer' && 'max-lg:hidden')}
              />
            </main>
            {voice.kind === 'call' && <OwnShareBar desk={phone.shares} nameOf={partyName(voice.conversation.parties)} />}
          </>
        )}
      </div>
    </ClockProvider>
  );
}

/** On a phone: the column in front. New work brings the middle one there. */
function useFrontColumn(workKind: Parameters<typeof columnFor>[1]) {
  const [column, setColumn] = useState<Column>('call');
  const before = useRef(workKind);
  useEffect(() => {
    setColumn((shown) => columnFor(shown, before.current, workKind));
    before.current = workKind;
  }, [workKind]);
  return [column, setColumn] as const;
}
