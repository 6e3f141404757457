import type { WorkstationWork } from '../../../server/protocol/workstation.ts';
import { Banner } from '../../components/ui/banner.tsx';
import { type Link, lostWords } from './view-model.ts';

export function LostBanner({ link, work }: { link: Link; work: WorkstationWork }) {
  if (link.kind !== 'lost') return null;
  return (
    // Over the page and not in it: nothing moves away under the agent's hand.
    <div className="pointer-events-none fixed inset-x-4 bottom-4 z-40 flex animate-slide-up justify-center">
      <Banner kind="error" title="The connection to your center is lost" className="max-w-xl border border-missed/40 shadow-raised">
        {lostWords(work)}
      </Banner>
    </div>
  );
}
