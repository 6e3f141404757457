'use client';

import { type ComponentType, type ReactNode, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { useToast } from '../../components/ui/toast.tsx';
import type { TransferDialogProps } from './transfer-dialog.tsx';
import type { Purpose } from './transfer-view.ts';

export interface TransferPicker {
  /** Which of the two is being fetched. */
  loading: Purpose | null;
  open: (purpose: Purpose) => void;
  preload: () => void;
  /** To be put anywhere: it lies over the page. */
  dialog: ReactNode;
}

const load = () => import('./transfer-dialog.tsx').then((module) => module.TransferDialog);

/**
 * The list of where a call can go, fetched when it is first wanted: most calls go nowhere. Without a connection it can't be
 * fetched; then that is said, and the call stays as it is.
 */
export function useTransferPicker(
  connection: TransferDialogProps['connection'],
  callId: string,
  others: boolean,
  asks?: TransferDialogProps['asks'],
): TransferPicker {
  const t = useTranslations('workstation-call.transfer');
  const toast = useToast();
  const [TransferDialog, setDialog] = useState<ComponentType<TransferDialogProps> | null>(null);
  const [loading, setLoading] = useState<Purpose | null>(null);
  const [purpose, setPurpose] = useState<Purpose | null>(null);
  const opened = useRef(0);

  const open = (wanted: Purpose) => {
    opened.current += 1;
    if (TransferDialog !== null) return setPurpose(wanted);
    setLoading(wanted);
    load()
      .then(
        (component) => {
          setDialog(() => component);
          setPurpose(wanted);
        },
        () => toast({ kind: 'error', title: t('not-loaded') }),
      )
      .finally(() => setLoading(null));
  };

  return {
    loading,
    open,
    preload: () => void load().catch(() => undefined),
    dialog: TransferDialog !== null && purpose !== null && (
      // A new one each time: nothing is left over from the last.
      <TransferDialog
        key={opened.current}
        purpose={purpose}
        others={others}
        {...(asks && { asks })}
        callId={callId}
        connection={connection}
        onClose={() => setPurpose(null)}
      />
    ),
  };
}
