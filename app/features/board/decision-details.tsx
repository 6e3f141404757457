import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '../../components/ui/badge.tsx';
import { SectionTitle } from '../../components/ui/panel.tsx';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../components/ui/table.tsx';
import { duration, percent } from '../../lib/format.ts';
import type { DecisionView } from './decision-view.ts';
import { ageText } from './freshness.ts';

/** One decision: the reasons in words, then all that they were drawn from. */
export function DecisionDetails({ decision }: { decision: DecisionView }) {
  return (
    <div className="flex flex-col gap-5">
      <ul className="flex flex-col gap-1">
        {decision.why.map((reason) => (
          <li key={reason} className="flex gap-2">
            <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-available" />
            {reason}
          </li>
        ))}
      </ul>
      <Part title={`Candidates, ${decision.strategy}`}>
        <Candidates rows={decision.candidates} />
        <More count={decision.unnamed.candidates} />
      </Part>
      {decision.centers.length > 0 && (
        <Part title="Centers as they stood">
          <Centers rows={decision.centers} />
        </Part>
      )}
      {decision.passedOver.length > 0 && (
        <Part title="Passed over">
          <PassedOver rows={decision.passedOver} />
          <More count={decision.unnamed.passedOver} />
        </Part>
      )}
    </div>
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
    <Table aria-label="Candidates" boxClassName="rounded-lg border border-line" className="min-w-[38rem]">
      <TableHead>
        <tr>
          <TableHeader>Agent</TableHeader>
          <TableHeader>Center</TableHeader>
          <TableHeader numeric>Idle for</TableHeader>
          <TableHeader numeric>Compared by</TableHeader>
          <TableHeader numeric title="What the center’s load, way and data took off">
            Center factor
          </TableHeader>
          <TableHeader numeric title="What was compared times the center’s factor, as a share of the best">
            Score
          </TableHeader>
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
            <TableCell numeric>{row.measure}</TableCell>
            <TableCell numeric>{percent(row.factor)}</TableCell>
            <TableCell numeric>{percent(row.share)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Centers({ rows }: { rows: DecisionView['centers'] }) {
  return (
    <Table aria-label="Centers" boxClassName="rounded-lg border border-line" className="min-w-[38rem]">
      <TableHead>
        <tr>
          <TableHeader>Center</TableHeader>
          <TableHeader numeric title="Share of its signed-in agents who ring or talk">
            Load
          </TableHeader>
          <TableHeader numeric title="From the caller to its media">
            Round trip
          </TableHeader>
          <TableHeader numeric>Age of its data</TableHeader>
          <TableHeader numeric>Factor</TableHeader>
          <TableHeader>Offers</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.centerId}>
            <TableCell>{row.centerName}</TableCell>
            <TableCell numeric>{percent(row.load)}</TableCell>
            <TableCell numeric>{row.roundTripMs === null ? 'unknown' : `${Math.round(row.roundTripMs)} ms`}</TableCell>
            <TableCell numeric>{ageText(row.dataAgeMs)}</TableCell>
            <TableCell numeric>{percent(row.factor)}</TableCell>
            <TableCell>{row.refused ?? 'could get it'}</TableCell>
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
