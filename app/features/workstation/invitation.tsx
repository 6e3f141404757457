import { useTranslations } from 'use-intl/react';
import type { Invitation } from '../../../server/protocol/conversation.ts';
import { cn } from '../../lib/cn.ts';

/** Which agent sent the call, how, and what they wrote to the next one. */
export function InvitationText({ invitation, className }: { invitation: Invitation; className?: string }) {
  const t = useTranslations('workstation-call.invitation');
  const { how, byName, byCenterName, note } = invitation;
  return (
    <div className={cn('rounded-md bg-accent-soft px-4 py-3', className)}>
      <p className="font-medium">{t(how, { name: byName, center: byCenterName })}</p>
      {note !== null && note !== '' && <p className="mt-1 whitespace-pre-wrap break-words">“{note}”</p>}
    </div>
  );
}
