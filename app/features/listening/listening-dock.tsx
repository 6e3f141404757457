'use client';

import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl/react';
import { useToast } from '../../components/ui/toast.tsx';
import { ClockProvider } from '../../lib/clock.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { listening } from './listening.ts';
import { ListeningPanel } from './listening-panel.tsx';
import { newsTitle } from './listening-view.ts';

/** At the bottom of each page of the supervisors' room, for as long as one listens in. */
export function ListeningDock() {
  const t = useTranslations('supervisor');
  const state = useSyncExternalStore(listening.subscribe, listening.get, listening.get);
  const dock = useRef<HTMLElement>(null);
  const open = state.kind === 'listening';
  useEffect(() => {
    void listening.comeBack();
    return listening.shown();
  }, []);
  useNews(state.kind === 'idle' ? state.news : null);
  useRoomBelow(dock, open);

  // To what was just begun, and back to where one was, unless one has gone elsewhere by then.
  const before = useRef<Element | null>(null);
  useEffect(() => {
    if (!open) return;
    before.current = document.activeElement;
    const shown = dock.current;
    shown?.focus({ preventScroll: true });
    return () => {
      const inside = document.activeElement === document.body || shown?.contains(document.activeElement);
      if (inside && before.current instanceof HTMLElement && before.current.isConnected) before.current.focus({ preventScroll: true });
    };
  }, [open]);

  if (!open) return null;
  return (
    <section
      ref={dock}
      tabIndex={-1}
      aria-label={t(state.session.channel === 'text' ? 'reading.region' : 'listening.region')}
      className="fixed inset-x-0 bottom-0 z-40 border-line border-t bg-raised shadow-raised outline-none"
    >
      <ClockProvider value={listening.clock}>
        <ListeningPanel state={state} />
      </ClockProvider>
    </section>
  );
}

function useNews(news: Parameters<typeof newsTitle>[0] | null): void {
  const toast = useToast();
  const say = useWords();
  const errorWords = useErrorWords();
  useEffect(() => {
    if (news === null) return;
    toast({
      kind: news.kind === 'failed' ? 'error' : 'info',
      title: say(newsTitle(news)),
      ...(news.kind === 'failed' ? { description: errorWords(news.error) } : {}),
    });
    listening.forgetNews();
  }, [news, toast, say, errorWords]);
}

/** The page can be scrolled until its last line, and what has the focus, stand above the dock. */
function useRoomBelow(dock: React.RefObject<HTMLElement | null>, open: boolean): void {
  useEffect(() => {
    const element = dock.current;
    if (!open || element === null) return;
    const { style } = document.documentElement;
    const watch = new ResizeObserver(() => {
      style.scrollPaddingBottom = `${element.offsetHeight + 8}px`;
      document.body.style.paddingBottom = `${element.offsetHeight}px`;
    });
    watch.observe(element);
    return () => {
      watch.disconnect();
      style.scrollPaddingBottom = '';
      document.body.style.paddingBottom = '';
    };
  }, [dock, open]);
}
