'use client';

import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Banner } from '../../components/ui/banner.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { DiscardDialog } from './discard-dialog.tsx';

interface EditorProps {
  title: string;
  description?: string;
  submitLabel: string;
  /** Whether something was changed that is not saved. */
  dirty: boolean;
  busy: boolean;
  /** What is wrong with the whole, not with one field. */
  failure: string | null;
  /** How often somebody tried to save: after each time, the first field that is wrong gets the focus. */
  attempt: number;
  /** For forms with lists in them. */
  wide?: boolean;
  onSubmit: (event: React.SyntheticEvent) => void;
  onClose: () => void;
  /** At the left of the buttons: deleting. */
  extra?: ReactNode;
  children: ReactNode;
}

/** A form in a sheet at the side. It does not let go of changes without being told to. */
export function Editor({
  title,
  description,
  submitLabel,
  dirty,
  busy,
  failure,
  attempt,
  wide = false,
  onSubmit,
  onClose,
  extra,
  children,
}: EditorProps) {
  const t = useTranslations('common');
  const form = useId();
  const element = useRef<HTMLFormElement>(null);
  useFocusOnWrong(element, attempt);
  const [asking, setAsking] = useState(false);
  useUnloadWarning(dirty);
  // Escape while the question comes up may still be meant for the form: it takes the question back.
  const leave = () => (dirty ? setAsking(!asking) : onClose());

  return (
    <>
      <Dialog
        open
        placement="side"
        onOpenChange={(open) => !open && leave()}
        title={title}
        description={description}
        className={wide ? 'max-w-2xl' : undefined}
        actions={
          <>
            {extra !== undefined && <span className="mr-auto">{extra}</span>}
            <Button onClick={leave}>{t('actions.cancel')}</Button>
            <Button type="submit" form={form} variant="primary" busy={busy}>
              {submitLabel}
            </Button>
          </>
        }
      >
        <form ref={element} id={form} noValidate onSubmit={onSubmit} className="flex flex-col gap-5 pt-1">
          {failure !== null && <Banner kind="error" title={failure} />}
          {children}
        </form>
      </Dialog>
      <DiscardDialog open={asking} onKeep={() => setAsking(false)} onDiscard={onClose} />
    </>
  );
}

const WRONG = '[aria-invalid="true"], [data-invalid] :is(input, button, textarea)';

function useFocusOnWrong(form: RefObject<HTMLFormElement | null>, attempt: number): void {
  useEffect(() => {
    if (attempt > 0) form.current?.querySelector<HTMLElement>(WRONG)?.focus();
  }, [form, attempt]);
}

function useUnloadWarning(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [dirty]);
}
