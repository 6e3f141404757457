import { ShieldCheck, ShieldQuestion } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Badge } from '../../components/ui/badge.tsx';
import type { CallerIdentity } from './caller-identity.ts';

/** Whether who is calling is known, or only said. @param name of the caller, where the record beside it is of somebody else */
export function IdentityMark({ identity, name, className }: { identity: CallerIdentity; name: string; className?: string }) {
  const t = useTranslations('callers.identity');
  const Icon = identity === 'claimed' ? ShieldQuestion : ShieldCheck;
  const tone = ({ verified: 'available', 'other-record': 'not-ready', claimed: 'neutral' } as const)[identity];
  return (
    <Badge tone={tone} title={t(`${identity}-means`, { name })} className={className}>
      <Icon aria-hidden />
      <span>{t(identity, { name })}</span>
    </Badge>
  );
}
