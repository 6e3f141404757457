import type { WorkstationState } from '../../../server/protocol/workstation.ts';
import { Panel } from '../../components/ui/panel.tsx';
import { Elapsed } from '../../components/ui/time.tsx';
import { cn } from '../../lib/cn.ts';
import { durationOr } from '../../lib/format.ts';
import { SkillList } from './skill-list.tsx';
import type { Link } from './view-model.ts';

/** What is coming, and how the day has been. */
export function NextColumn({ state, link, className }: { state: WorkstationState; link: Link; className?: string }) {
  const { today, agent } = state;
  // What nobody can tell now is not shown as if it were known.
  const next = link.kind === 'up' ? state.next : null;
  return (
    <section aria-label="Next" className={cn('flex min-w-0 flex-col gap-4 lg:overflow-y-auto', className)}>
      <Panel title="Next">
        <Rows
          rows={[
            ['Waiting for you', next === null ? '–' : next.waiting],
            ['Longest wait', next === null || next.oldestEnqueuedAt === null ? '–' : <Elapsed since={next.oldestEnqueuedAt} />],
          ]}
        />
        {link.kind === 'up' && next === null && (
          <p className="mt-2 text-muted text-xs">
            The routing server can’t be reached, so nobody knows who is waiting. It comes back by itself.
          </p>
        )}
      </Panel>
      <Panel title="Your day">
        <Rows
          rows={[
            ['Calls', today.calls],
            [
              <abbr key="aht" title="Average handle time: talk, hold and wrap-up of a call" className="no-underline">
                AHT
              </abbr>,
              durationOr(today.ahtMs),
            ],
            ['Missed', today.missed],
          ]}
        />
      </Panel>
      <Panel title="Your skills">
        <SkillList skills={agent.skills} />
      </Panel>
    </section>
  );
}

function Rows({ rows }: { rows: readonly (readonly [React.ReactNode, React.ReactNode])[] }) {
  return (
    <dl className="grid gap-2">
      {rows.map(([name, value], index) => (
        <div key={index} className="flex items-baseline justify-between gap-4">
          <dt className="text-muted">{name}</dt>
          <dd className="figures font-semibold text-lg">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
