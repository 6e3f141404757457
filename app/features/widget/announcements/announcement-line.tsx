import { Megaphone } from 'lucide-react';
import type { WidgetPhase } from '../../../../server/protocol/widget.ts';
import { LOCALE_TAGS } from '../../../lib/i18n/locale-tags.ts';
import { type Announced, useAnnouncements } from './use-announcements.ts';

interface AnnouncementLineProps {
  announced: Announced;
  phase: WidgetPhase | null;
  audible: boolean;
  duck: (on: boolean) => void;
}

/** The words of what is announced. Its room is kept while there are none, so that nothing else moves. */
export function AnnouncementLine({ announced, phase, audible, duck }: AnnouncementLineProps) {
  const shown = useAnnouncements(announced, phase, audible, duck);
  return (
    <div aria-live="polite" data-announcement-line className="flex min-h-16 items-center justify-center">
      {shown !== null && (
        <p lang={LOCALE_TAGS[shown.locale]} className="flex items-start gap-2 text-pretty text-sm">
          <Megaphone aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
          <span className="whitespace-pre-line">{shown.words}</span>
        </p>
      )}
    </div>
  );
}
