import { startRing, unlockRing } from '../workstation/ring.ts';

/** At the press by which somebody wants to be rung: lets the page sound later, and asks whether it may show a notification. */
export function prepareTabRing(): void {
  unlockRing();
  // In a frame of another site's page the browser says no by itself: the ring and the page's title are left then.
  if ('Notification' in window && Notification.permission === 'default') void Notification.requestPermission().catch(() => undefined);
}

/** Rings, with a notification where that is allowed, until the function that it returns is called. */
export function ringTab(title: string): () => void {
  const stop = startRing('');
  const notification = notify(title);
  return () => {
    stop();
    notification?.close();
  };
}

function notify(title: string): Notification | null {
  if (!('Notification' in window) || Notification.permission !== 'granted') return null;
  try {
    const notification = new Notification(title, { tag: 'tandem-ring-back', requireInteraction: true });
    notification.onclick = () => window.focus();
    return notification;
  } catch {
    return null; // telephones have it in workers alone
  }
}
