import type { Me } from '../../../server/protocol/api.ts';
import type { WorkstationState } from '../../../server/protocol/workstation.ts';
import { AppHeader } from '../../components/ui/app-header.tsx';
import type { WorkstationConnection } from './connection.ts';
import { NetworkIndicator } from './network-indicator.tsx';
import { ShortcutsButton } from './shortcuts/shortcuts-button.tsx';
import { SoundButton } from './sound/sound-button.tsx';
import { StatusMenu } from './status-menu.tsx';
import { useSignOut } from './use-sign-out.ts';
import type { Softphone } from './use-softphone.ts';
import type { Link } from './view-model.ts';

interface WorkstationHeaderProps {
  me: Me;
  link: Link;
  state: WorkstationState | null;
  connection: WorkstationConnection | null;
  phone: Softphone;
}

export function WorkstationHeader({ me, link, state, connection, phone }: WorkstationHeaderProps) {
  const leave = useSignOut(connection, state);
  return (
    <AppHeader
      place={me.centerName}
      me={{ name: me.name, email: me.email }}
      onSignOut={leave}
      tools={
        <>
          <NetworkIndicator link={link} roundTripMs={state?.roundTripMs ?? null} />
          {/* Not before the page has come to rest: what is opened while it connects would be gone again. */}
          {state !== null && connection !== null && (
            <>
              <SoundButton connection={connection} />
              <ShortcutsButton />
            </>
          )}
        </>
      }
    >
      {state !== null && connection !== null && (
        <StatusMenu
          status={state.status}
          afterwards={state.afterwards}
          disabled={link.kind !== 'up'}
          connection={connection}
          phone={phone}
          onSignOut={leave}
        />
      )}
    </AppHeader>
  );
}
