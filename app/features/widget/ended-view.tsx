import { Phone } from 'lucide-react';
import { Button } from '../../components/ui/button.tsx';
import type { Ending } from './widget-machine.ts';
import { endingReason } from './widget-words.ts';

export function EndedView({ ending, onCallAgain }: { ending: Ending; onCallAgain: () => void }) {
  const reason = endingReason(ending);
  return (
    <>
      {reason !== null && <p className="text-balance text-center text-muted">{reason}</p>}
      <Button variant="primary" size="lg" onClick={onCallAgain}>
        <Phone aria-hidden />
        Call again
      </Button>
    </>
  );
}
