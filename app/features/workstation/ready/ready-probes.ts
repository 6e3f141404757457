import { WireFailure } from '../../../lib/failure.ts';
import { MicrophoneError, openMicrophone } from '../../../lib/media/microphone.ts';
import type { WorkstationConnection } from '../connection.ts';
import { notificationPermission } from '../notifications.ts';
import { sound } from '../sound/sound.ts';
import type { PathProblem } from './readiness.ts';
import type { ReadyProbes } from './ready-store.ts';

const KEY = 'tandem.ready';
interface OpenMicrophone {
  stream: MediaStream;
  close(): void;
}

/** The check with the real browser and center. */
export function browserProbes(echoTicket: WorkstationConnection['echoTicket']): ReadyProbes<OpenMicrophone> {
  return {
    microphone: async () => {
      const stream = await openMicrophone(sound.get().settings, sound.deviceId('microphone'));
      void sound.look();
      return {
        stream,
        close: () => {
          for (const track of stream.getTracks()) track.stop();
        },
      };
    },
    problemOf: (error) => (error instanceof MicrophoneError ? error.kind : 'unsupported'),
    path: async ({ stream }) => {
      try {
        const first = await tryPath(echoTicket, stream);
        // One try that got lost proves nothing.
        return first === 'no-path' || first === 'no-server' ? await tryPath(echoTicket, stream) : first;
      } catch (error) {
        // Three at a time are allowed: whoever tests that much has seen that it works.
        if (error instanceof WireFailure && error.code === 'too-many') return 'ok';
        return 'no-server';
      }
    },
    notifications: notificationPermission,
    loadWithout: () => {
      try {
        return (
          (JSON.parse(localStorage.getItem(KEY) ?? 'null') as { withoutNotifications?: unknown } | null)?.withoutNotifications === true
        );
      } catch {
        return false;
      }
    },
    saveWithout: () => {
      try {
        localStorage.setItem(KEY, JSON.stringify({ withoutNotifications: true }));
      } catch {
        // Without storage it is asked again another time.
      }
    },
  };
}

async function tryPath(echoTicket: WorkstationConnection['echoTicket'], microphone: MediaStream): Promise<'ok' | PathProblem> {
  const [{ ticket }, { openEchoTest }] = await Promise.all([echoTicket(), import('../../../lib/media/echo-test.ts')]);
  return await thereAndBack(openEchoTest({ ticket, microphone, output: null }));
}

type EchoTest = ReturnType<typeof import('../../../lib/media/echo-test.ts')['openEchoTest']>;

function thereAndBack(test: EchoTest): Promise<'ok' | PathProblem> {
  return new Promise((resolve) => {
    const look = () => {
      const state = test.state();
      if (state.kind === 'connecting') return;
      stop();
      test.close();
      if (state.kind === 'heard') resolve('ok');
      else if (state.kind === 'failed' && state.problem === 'unsupported') resolve('unsupported');
      else resolve(state.kind === 'failed' && state.problem === 'refused' ? 'no-server' : 'no-path');
    };
    const stop = test.subscribe(look);
    look();
  });
}
