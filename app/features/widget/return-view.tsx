import { Phone, PhoneOff } from 'lucide-react';
import { Button } from '../../components/ui/button.tsx';

/** The page was gone for a moment and the call goes on without it. A press is needed: browsers play no sound without one. */
export function ReturnView({ onReturn, onHangUp }: { onReturn: () => void; onHangUp: () => void }) {
  return (
    <>
      <div className="py-2">
        <h2 className="font-semibold text-lg">Your call is still here</h2>
        <p className="mt-1 text-muted">This page was closed while you were on a call. Go back to it, or hang up.</p>
      </div>
      <div className="grid grid-cols-2 gap-2">
        <Button size="lg" onClick={onHangUp}>
          <PhoneOff aria-hidden />
          Hang up
        </Button>
        <Button variant="primary" size="lg" onClick={onReturn}>
          <Phone aria-hidden />
          Return
        </Button>
      </div>
    </>
  );
}
