'use client';

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { Socket } from 'socket.io-client';
import { useTranslations } from 'use-intl/react';
import {
  ALERTS_NAMESPACE,
  type Alert,
  type AlertFigures,
  type AlertsToServer,
  type ServerToAlerts,
} from '../../../server/protocol/alerts.ts';
import { useToast } from '../../components/ui/toast.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { keepConnected } from '../../lib/keep-connected.ts';
import { openSocket } from '../../lib/socket.ts';
import { soundAlert } from './alert-sound.ts';

interface OpenAlerts {
  /** Those that are not over, oldest first; null until they are known. */
  alerts: readonly Alert[] | null;
  /** What their figures are now, by their ids. */
  figures: AlertFigures;
  acknowledge: (id: string) => void;
}

const AlertsContext = createContext<OpenAlerts>({ alerts: null, figures: {}, acknowledge: () => undefined });
export const useAlerts = () => useContext(AlertsContext);

/** The alerts that are one's own, as they fire and clear, for all that is inside. New ones are heard. */
export function AlertsProvider({ children }: { children: ReactNode }) {
  const t = useTranslations('supervisor.alerts');
  const errorWords = useErrorWords();
  const toast = useToast();
  const [alerts, setAlerts] = useState<readonly Alert[] | null>(null);
  const [figures, setFigures] = useState<AlertFigures>({});
  const socket = useRef<Socket<ServerToAlerts, AlertsToServer> | null>(null);

  useEffect(() => {
    const opened = openSocket<ServerToAlerts, AlertsToServer>(ALERTS_NAMESPACE);
    const stopKeeping = keepConnected(opened);
    socket.current = opened;
    let known: Set<string> | null = null;
    opened.on('alerts', (now) => {
      const before = known;
      known = new Set(now.alerts.map(({ id }) => id));
      setAlerts(now.alerts);
      // What had fired before the page was opened has been heard.
      const isNew = ({ id, rule, acknowledged }: Alert) => rule.sound && !acknowledged && before !== null && !before.has(id);
      if (now.alerts.some(isNew)) soundAlert().catch(() => {});
    });
    opened.on('figures', (now) => setFigures(now.figures));
    // Those of before are not those of now.
    opened.on('disconnect', () => setFigures({}));
    return () => {
      stopKeeping();
      opened.disconnect();
      socket.current = null;
    };
  }, []);

  const acknowledge = useCallback(
    (id: string) => {
      socket.current?.timeout(10_000).emit('acknowledge', { id }, (late, answer) => {
        if (late) toast({ kind: 'error', title: t('not-acknowledged') });
        else if (!answer.ok) toast({ kind: 'error', title: t('not-acknowledged'), description: errorWords(answer.error) });
      });
    },
    [toast, t, errorWords],
  );
  const value = useMemo(() => ({ alerts, figures, acknowledge }), [alerts, figures, acknowledge]);
  return <AlertsContext.Provider value={value}>{children}</AlertsContext.Provider>;
}
