import { MonitorSmartphone } from 'lucide-react';
import type { Me } from '../../../server/protocol/api.ts';
import { AppHeader } from '../../components/ui/app-header.tsx';
import { Button } from '../../components/ui/button.tsx';
import { EmptyState, ErrorState } from '../../components/ui/states.tsx';

/** One agent, one workstation: the younger one has the calls. */
export function TakenOverScreen({ onUseThisOne }: { onUseThisOne: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div role="alert">
        <EmptyState
          icon={MonitorSmartphone}
          title={<h1 className="font-semibold text-xl">Your workstation is open somewhere else</h1>}
          action={
            <Button variant="primary" size="lg" onClick={onUseThisOne}>
              Use this one instead
            </Button>
          }
        >
          Calls come to one workstation at a time, and the other one has them now. A call in progress goes on there.
        </EmptyState>
      </div>
    </main>
  );
}

export function RefusedScreen({ me, message, onRetry }: { me: Me; message: string; onRetry: () => void }) {
  return (
    <>
      <AppHeader me={me} />
      <main>
        <ErrorState title={<h1>This workstation can’t be used</h1>} message={message} onRetry={onRetry} className="pt-[20vh]" />
      </main>
    </>
  );
}
