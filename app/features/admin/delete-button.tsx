'use client';

import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Banner } from '../../components/ui/banner.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { api, messageOf } from '../../lib/api.ts';

interface DeleteButtonProps {
  path: `/api/${string}`;
  /** "the skill “French”" */
  what: string;
  /** What goes along with it. */
  consequence: string;
  onDeleted: () => void;
}

/** Deleting asks once, and says why when it can't be done. */
export function DeleteButton({ path, what, consequence, onDeleted }: DeleteButtonProps) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const remove = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await api(path, { method: 'DELETE' });
      onDeleted();
    } catch (error) {
      setFailure(messageOf(error));
      setBusy(false);
    }
  };
  const close = () => {
    setAsking(false);
    setFailure(null);
  };

  return (
    <>
      <Button variant="quiet" className="text-missed" onClick={() => setAsking(true)}>
        <Trash2 aria-hidden />
        Delete
      </Button>
      <Dialog
        open={asking}
        onOpenChange={(open) => !open && close()}
        title={`Delete ${what}?`}
        description={consequence}
        actions={
          <>
            <Button onClick={close}>Cancel</Button>
            <Button variant="danger" busy={busy} onClick={() => void remove()}>
              Delete
            </Button>
          </>
        }
      >
        {failure === null ? undefined : <Banner kind="error" title={failure} />}
      </Dialog>
    </>
  );
}
