/** What the browser allows of desktop notifications. `unsupported`: it has none, as on most phones. */
export type NotificationPermissionState = 'granted' | 'denied' | 'prompt' | 'unsupported';

const listeners = new Set<() => void>();

export function notificationPermission(): NotificationPermissionState {
  if (typeof Notification === 'undefined') return 'unsupported';
  return Notification.permission === 'default' ? 'prompt' : Notification.permission;
}

/** Returns how to stop. */
export function subscribeNotificationPermission(listener: () => void): () => void {
  listeners.add(listener);
  let status: PermissionStatus | null = null;
  let left = false;
  // Also when it is changed in the browser's own settings, where the browser tells.
  navigator.permissions?.query({ name: 'notifications' }).then(
    (found) => {
      if (left) return;
      status = found;
      status.addEventListener('change', listener);
    },
    () => undefined,
  );
  return () => {
    left = true;
    listeners.delete(listener);
    status?.removeEventListener('change', listener);
  };
}

/** Asks the user. To be called in a press: browsers refuse pages that ask by themselves. */
export async function askForNotifications(): Promise<void> {
  if (typeof Notification === 'undefined') return;
  await Notification.requestPermission().catch(() => undefined);
  for (const listener of listeners) listener();
}

/** Shows one until it is closed by what this returns. A press on it brings the page to the front. */
export function notify(title: string, options: { body: string; tag: string }): () => void {
  if (notificationPermission() !== 'granted') return () => undefined;
  try {
    // Silent: the page rings by itself, on the device that was chosen for it.
    const shown = new Notification(title, { ...options, icon: '/icon.svg', requireInteraction: true, silent: true });
    shown.onclick = () => {
      window.focus();
      shown.close();
    };
    return () => shown.close();
  } catch {
    return () => undefined; // a browser that has notifications for service workers only
  }
}
