import {
  CircleOff,
  Coffee,
  GraduationCap,
  type LucideIcon,
  PenLine,
  PhoneCall,
  PhoneMissed,
  UserCheck,
  Users,
  Utensils,
} from 'lucide-react';
import type { AgentStatus, NotReadyCode } from '../../../server/protocol/common.ts';
import { cn } from '../../lib/cn.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { type StatusHue, statusHue, statusWords } from '../../lib/status.ts';
import { Badge } from './badge.tsx';

const ICONS: Record<StatusHue, LucideIcon> = {
  available: UserCheck,
  'on-call': PhoneCall,
  wrapup: PenLine,
  'not-ready': Coffee,
  missed: PhoneMissed,
  offline: CircleOff,
};

const NOT_READY_ICONS: Record<NotReadyCode, LucideIcon> = { break: Coffee, lunch: Utensils, training: GraduationCap, meeting: Users };

const INK: Record<StatusHue, string> = {
  available: 'text-available',
  'on-call': 'text-on-call',
  wrapup: 'text-wrapup',
  'not-ready': 'text-not-ready',
  missed: 'text-missed',
  offline: 'text-offline',
};

/** The mark of a status: color and shape. Put its word beside it. `code` gives each kind of not ready its own shape. */
export function StatusIcon({ hue, code, className }: { hue: StatusHue; code?: NotReadyCode | undefined; className?: string }) {
  const Icon = code === undefined ? ICONS[hue] : NOT_READY_ICONS[code];
  return <Icon aria-hidden className={cn('size-4 shrink-0', INK[hue], className)} />;
}

export const codeOf = (status: AgentStatus) => (status.kind === 'not-ready' ? status.code : undefined);

/** What an agent is doing: icon, word and color. */
export function StatusBadge({ status, className }: { status: AgentStatus; className?: string }) {
  const say = useWords();
  const hue = statusHue(status);
  return (
    <Badge tone={hue} className={className}>
      <StatusIcon hue={hue} code={codeOf(status)} className="size-3 text-current" />
      {say(statusWords(status))}
    </Badge>
  );
}

const DOT: Record<StatusHue, string> = {
  available: 'bg-available',
  'on-call': 'bg-on-call',
  wrapup: 'bg-wrapup',
  'not-ready': 'bg-not-ready',
  missed: 'bg-missed',
  offline: 'bg-offline',
};

/** A dot with its word: for things that are no agent, such as a link that is up. */
export function StatusDot({ hue, label, className }: { hue: StatusHue; label: string; className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-1.5 whitespace-nowrap', className)}>
      <span aria-hidden className={cn('size-2 rounded-full', DOT[hue])} />
      {label}
    </span>
  );
}
