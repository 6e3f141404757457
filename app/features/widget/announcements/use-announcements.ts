import { useEffect, useRef, useState } from 'react';
import type { ToldAnnouncement } from '../../../../server/protocol/announcements.ts';
import type { WidgetPhase } from '../../../../server/protocol/widget.ts';
import { useClock } from '../../../lib/clock.ts';
import { useLanguage } from '../../../lib/i18n/translations.tsx';
import { useWords } from '../../../lib/i18n/words.ts';
import { widgetKey } from '../frame-settings.ts';
import { Announcer, type Shown } from './announcer.ts';
import { placeWords } from './place-words.ts';
import { toldIn } from './told-before.ts';
import { createVoice } from './voice.ts';

const LOOK_MS = 250;
const AGAIN_MS = 5_000;

/** What a queue announces to a caller who waits in it. */
export interface Announced {
  callId: string;
  /** Another one with each change of the list. */
  rev: string;
  fetch: () => Promise<ToldAnnouncement[]>;
}

/**
 * Tells what is announced, while the caller waits.
 * @param audible whether they want to hear it
 * @param duck makes the music softer
 * @returns the words that stand there
 */
export function useAnnouncements(
  { callId, rev, fetch }: Announced,
  phase: WidgetPhase | null,
  audible: boolean,
  duck: (on: boolean) => void,
): Shown | null {
  const clock = useClock();
  const say = useWords();
  const { locale } = useLanguage();
  const [shown, setShown] = useState<Shown | null>(null);
  const [list, setList] = useState<readonly ToldAnnouncement[]>([]);
  const latest = useRef({ phase, audible, list, duck, say });
  latest.current = { phase, audible, list, duck, say };
  const lookNow = useRef(() => {});

  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is asked for anew when it is another one, which `rev` says.
  useEffect(() => {
    let left = false;
    let again: ReturnType<typeof setTimeout> | undefined;
    const ask = () => {
      fetch().then(
        (found) => !left && setList(found),
        () => {
          if (!left) again = setTimeout(ask, AGAIN_MS);
        },
      );
    };
    ask();
    return () => {
      left = true;
      clearTimeout(again);
    };
  }, [rev, fetch]);

  useEffect(() => {
    const announcer = new Announcer({
      ...{ voice: createVoice(), locale, now: () => clock.now(), onShown: setShown, told: toldIn(callId) },
      placeWords: () => placeWords(latest.current.phase).map(latest.current.say).join(' '),
      addressOf: (hash) => soundAddress(hash, callId),
      duck: (on) => latest.current.duck(on),
    });
    const look = () => {
      const now = latest.current;
      announcer.set(now.list);
      const line = now.phase?.kind === 'waiting' && !now.phase.ringBack ? now.phase : null;
      announcer.look(line && { since: line.since, wait: line.estimatedWaitMs, audible: now.audible });
    };
    lookNow.current = look;
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => {
      clearInterval(timer);
      announcer.close();
    };
  }, [callId, clock, locale]);
  // An agent who is being asked ends it in this moment, not at the next look.
  const waits = phase?.kind === 'waiting';
  // biome-ignore lint/correctness/useExhaustiveDependencies: it looks when one of these is another.
  useEffect(() => lookNow.current(), [waits, audible]);
  return shown;
}

function soundAddress(hash: string, callId: string): string {
  const key = widgetKey();
  return `/api/widget/announcements/${hash}?${new URLSearchParams({ ...(key !== null && { key }), call: callId })}`;
}
