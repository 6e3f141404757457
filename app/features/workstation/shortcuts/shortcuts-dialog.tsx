'use client';

import { Fragment } from 'react';
import { useTranslations } from 'use-intl/react';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Switch } from '../../../components/ui/switch.tsx';
import { cn } from '../../../lib/cn.ts';
import { type KeyLabels, SHORTCUT_GROUPS, SHORTCUT_IDS, SHORTCUTS, type ShortcutGroup, type ShortcutId } from './shortcuts.ts';
import { useShortcuts } from './use-shortcut.tsx';

interface ShortcutsDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Every shortcut, what can be done now in full ink. */
export default function ShortcutsDialog({ open, onOpenChange }: ShortcutsDialogProps) {
  const t = useTranslations('workstation-devices.shortcuts');
  const { letters, setLetters } = useShortcuts();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('title')} description={t('description')} className="max-w-3xl">
      <div className="grid gap-6 pb-2">
        <Switch label={t('letters')} hint={t('letters-hint')} checked={letters} onChange={setLetters} />
        <div className="gap-x-10 sm:columns-2">
          {SHORTCUT_GROUPS.map((group) => (
            <Group key={group} group={group} />
          ))}
        </div>
      </div>
    </Dialog>
  );
}

function Group({ group }: { group: ShortcutGroup }) {
  const t = useTranslations('workstation-devices.shortcuts');
  return (
    <section aria-label={t(`group.${group}`)} className="mb-6 break-inside-avoid">
      <h3 className="mb-1 font-semibold">{t(`group.${group}`)}</h3>
      <dl>
        {SHORTCUT_IDS.filter((id) => SHORTCUTS[id].group === group).map((id) => (
          <Row key={id} id={id} />
        ))}
      </dl>
    </section>
  );
}

function Row({ id }: { id: ShortcutId }) {
  const t = useTranslations('workstation-devices.shortcuts');
  const { active, keys } = useShortcuts();
  const now = active.has(id);
  const ways = keys(id);
  return (
    <div className="flex min-h-8 items-center justify-between gap-4 border-line border-b last:border-b-0">
      <dt className={cn('min-w-0', !now && 'text-muted')}>
        {t(`id.${id}`)}
        {!now && <span className="sr-only"> ({t('not-now')})</span>}
      </dt>
      <dd className="flex shrink-0 items-center gap-1.5 text-muted text-xs">
        {ways.length === 0 && t('none')}
        {ways.map((way, index) => (
          <Fragment key={way.join()}>
            {index > 0 && t('or')}
            <Keys labels={way} />
          </Fragment>
        ))}
      </dd>
    </div>
  );
}

function Keys({ labels }: { labels: KeyLabels }) {
  return (
    <span className="inline-flex gap-0.5">
      {labels.map((label) => (
        <kbd key={label} className="min-w-5 rounded-sm border border-control/60 bg-sunken px-1 text-center font-sans text-ink text-xs">
          {label}
        </kbd>
      ))}
    </span>
  );
}
