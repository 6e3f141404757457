'use client';

import { useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../../components/ui/button.tsx';
import { askForNotifications, notificationPermission, subscribeNotificationPermission } from '../notifications.ts';

/** Whether a call is shown on the desktop while the agent looks elsewhere. The browser is asked by a press, never by itself. */
export function NotificationRow() {
  const t = useTranslations('workstation-devices.ready');
  const permission = useSyncExternalStore(subscribeNotificationPermission, notificationPermission, () => 'unsupported' as const);
  return (
    <div className="flex items-start justify-between gap-x-4 gap-y-2 max-sm:flex-col">
      <div className="min-w-0">
        <p className="font-medium text-sm">{t('notifications')}</p>
        <p className="text-muted text-xs">{t(`notifications-state.${permission}`)}</p>
      </div>
      {permission === 'prompt' && (
        <Button size="sm" onClick={() => void askForNotifications()}>
          {t('allow')}
        </Button>
      )}
    </div>
  );
}
