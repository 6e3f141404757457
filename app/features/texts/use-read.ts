import { type RefObject, useEffect } from 'react';
import type { TextChat } from '../../lib/texts/text-chat.ts';

/** Tells the chat that its texts have been in sight: the list is on screen, and the page in front. */
export function useRead(chat: TextChat, list: RefObject<HTMLElement | null>, count: number): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new text is what has to be seen anew
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    let onScreen = false;
    const look = () => onScreen && document.visibilityState === 'visible' && chat.read();
    const observer = new IntersectionObserver(([entry]) => {
      onScreen = entry?.isIntersecting ?? false;
      look();
    });
    observer.observe(element);
    document.addEventListener('visibilitychange', look);
    return () => {
      observer.disconnect();
      document.removeEventListener('visibilitychange', look);
    };
  }, [chat, list, count]);
}
