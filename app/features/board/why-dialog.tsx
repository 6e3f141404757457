'use client';

import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '../../components/ui/badge.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { SectionTitle } from '../../components/ui/panel.tsx';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../components/ui/table.tsx';
import { duration, percent } from '../../lib/format.ts';
import type { CallRow } from './board-view.ts';
import type { DecisionView } from './decision-view.ts';
import { ageText } from './freshness.ts';

export interface Why {
  call: CallRow;
  decision: DecisionView;
}

/** Why this agent: what the routing server knew when it chose, as it was then. */
export function WhyDialog({ why, onClose }: { why: Why | null; onClose: () => void }) {
  if (why === null) return null;
  const { call, decision } = why;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Why ${decision.chosenName}`}
      description={`${call.callerName}, ${call.queueName}. Chosen at ${timeOf(decision.at)}.`}
      className="max-w-2xl"
    >
      <div className="flex flex-col gap-5">
        <ul className="flex flex-col gap-1">
          {decision.why.map((reason) => (
            <li key={reason} className="flex gap-2">
              <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-available" />
              {reason}
            </li>
          ))}
        </ul>
        <Part title="Candidates">
          <Candidates rows={decision.candidates} />
          <More count={decision.unnamed.candidates} />
        </Part>
        {decision.passedOver.length > 0 && (
          <Part title="Passed over">
            <PassedOver rows={decision.passedOver} />
            <More count={decision.unnamed.passedOver} />
          </Part>
        )}
        <Part title="Age of the data it was decided from">
          <ul className="figures flex flex-wrap gap-x-6 gap-y-1">
            {decision.dataAges.map(({ centerName, ageMs }) => (
              <li key={centerName}>
                {centerName} <span className="text-muted">{ageText(ageMs)}</span>
              </li>
            ))}
          </ul>
        </Part>
      </div>
    </Dialog>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-1.5">
      <SectionTitle>{title}</SectionTitle>
      {children}
    </section>
  );
}

function More({ count }: { count: number }) {
  return count > 0 ? <p className="text-muted text-sm">and {count} more</p> : null;
}

function Candidates({ rows }: { rows: DecisionView['candidates'] }) {
  return (
    <Table aria-label="Candidates" boxClassName="rounded-lg border border-line" className="min-w-[32rem]">
      <TableHead>
        <tr>
          <TableHeader>Agent</TableHeader>
          <TableHeader>Center</TableHeader>
          <TableHeader numeric>Idle for</TableHeader>
          <TableHeader numeric>Center load</TableHeader>
          <TableHeader numeric>Idle, corrected</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.agentId}>
            <TableCell>
              <span className="flex items-center gap-2">
                {row.agentName}
                {row.chosen && <Badge tone="available">chosen</Badge>}
              </span>
            </TableCell>
            <TableCell>{row.centerName}</TableCell>
            <TableCell numeric>{duration(row.idleMs)}</TableCell>
            <TableCell numeric>{percent(row.centerLoad)}</TableCell>
            <TableCell numeric>{duration(row.score)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function PassedOver({ rows }: { rows: DecisionView['passedOver'] }) {
  return (
    <Table aria-label="Passed over" boxClassName="rounded-lg border border-line" className="min-w-[26rem]">
      <TableHead>
        <tr>
          <TableHeader>Agent</TableHeader>
          <TableHeader>Center</TableHeader>
          <TableHeader>Reason</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.agentId}>
            <TableCell>{row.agentName}</TableCell>
            <TableCell>{row.centerName}</TableCell>
            <TableCell>{row.reason}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

const timeOf = (at: number) => new Date(at).toLocaleTimeString('en-GB');
