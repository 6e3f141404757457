'use client';

import { Ban, Check } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import type { AuditEntry } from '../../../server/protocol/audit.ts';
import { ERROR_CODES } from '../../../server/protocol/codes.ts';
import type { ErrorCode } from '../../../server/protocol/common.ts';
import { Badge } from '../../components/ui/badge.tsx';
import { Table, TableBody, TableCell, TableColumns, TableRow } from '../../components/ui/table.tsx';
import { WireFailure } from '../../lib/failure.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { detailLines } from './audit-details.ts';

interface AuditTableProps {
  entries: readonly AuditEntry[];
  centers: readonly { id: string; name: string }[];
}

const COLUMNS = ['time', 'person', 'action', 'subject', 'center', 'outcome', 'details'] as const;

export function AuditTable({ entries, centers }: AuditTableProps) {
  const t = useTranslations('audit');
  const { moment, timeWithSeconds } = useFormats();
  return (
    <Table aria-label={t('entries')} className="min-w-[64rem]">
      <TableColumns names={COLUMNS.map((column) => t(`columns.${column}`))} />
      <TableBody>
        {entries.map((entry) => (
          <TableRow key={entry.id}>
            <TableCell>
              <time dateTime={new Date(entry.at).toISOString()} title={timeWithSeconds(entry.at)} className="figures whitespace-nowrap">
                {moment(entry.at, entry.at)}
              </time>
            </TableCell>
            <TableCell className="font-medium">{entry.actor.name}</TableCell>
            <TableCell>{t(`actions.${entry.action}`)}</TableCell>
            <TableCell>{entry.subject?.name ?? '–'}</TableCell>
            <TableCell>{centers.find(({ id }) => id === entry.centerId)?.name ?? entry.centerId ?? '–'}</TableCell>
            <TableCell>
              <Outcome outcome={entry.outcome} />
            </TableCell>
            <TableCell className="max-w-md break-words text-muted">
              <Details details={entry.details} centers={centers} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Outcome({ outcome }: Pick<AuditEntry, 'outcome'>) {
  const t = useTranslations('audit.outcomes');
  const Icon = outcome === 'done' ? Check : Ban;
  return (
    <Badge tone={outcome === 'done' ? 'available' : 'missed'}>
      <Icon aria-hidden />
      {t(outcome)}
    </Badge>
  );
}

/** What the act was about. Why it was refused is a sentence of the server, in this language where it has it. */
function Details({ details, centers }: Pick<AuditEntry, 'details'> & Pick<AuditTableProps, 'centers'>) {
  const t = useTranslations('audit');
  const say = useWords();
  const errorWords = useErrorWords();
  const lines = detailLines(details, centers).map(say);
  const { refused = null, code = null } = details;
  if (refused !== null) {
    const value = errorWords(new WireFailure({ code: codeOf(code), message: String(refused) }));
    lines.push(t('line', { label: t('details.refused'), value }));
  }
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

const codeOf = (code: unknown): ErrorCode => ERROR_CODES.find((one) => one === code) ?? 'forbidden';
