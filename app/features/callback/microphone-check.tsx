'use client';

import { Mic } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { LevelMeter } from '../../components/ui/level-meter.tsx';
import { loadAudioSettings } from '../../lib/media/audio-settings.ts';
import { createMeters, type Meters } from '../../lib/media/meter.ts';
import { MicrophoneError, type MicrophoneProblem, openMicrophone } from '../../lib/media/microphone.ts';
import { Notice } from '../widget/notice.tsx';

type Check = { kind: 'none' } | { kind: 'asking' } | { kind: 'open' } | { kind: 'problem'; problem: MicrophoneProblem };

interface Open {
  stream: MediaStream;
  meters: Meters;
}

function close(open: Open | null): void {
  for (const track of open?.stream.getTracks() ?? []) track.stop();
  open?.meters.close();
}

/**
 * Before the call: the browser asks now and not when it rings, and one sees that one is heard.
 * @param atOnce it was asked for already, by the press that brought it here
 */
export function MicrophoneCheck({ atOnce = false }: { atOnce?: boolean }) {
  const t = useTranslations('callbacks.microphone');
  const problems = useTranslations('widget-message.recording.no-microphone');
  const [check, setCheck] = useState<Check>({ kind: atOnce ? 'asking' : 'none' });
  const open = useRef<Open | null>(null);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
      close(open.current);
    };
  }, []);
  const start = async () => {
    setCheck({ kind: 'asking' });
    try {
      const stream = await openMicrophone(loadAudioSettings());
      const meters = createMeters();
      const [track] = stream.getAudioTracks();
      if (track) meters.attach('own', track);
      open.current = { stream, meters };
      if (gone.current) return close(open.current);
      setCheck({ kind: 'open' });
    } catch (error) {
      setCheck({ kind: 'problem', problem: error instanceof MicrophoneError ? error.kind : 'unsupported' });
    }
  };
  const first = useRef(start);
  useEffect(() => {
    if (atOnce) void first.current();
  }, [atOnce]);
  return (
    <div className="flex flex-col gap-2 rounded-lg bg-sunken px-3 py-3">
      {check.kind === 'problem' && (
        <Notice kind="error" title={problems(check.problem)}>
          {t('help')}
        </Notice>
      )}
      {check.kind === 'open' ? (
        <>
          <LevelMeter label={t('you')} read={() => open.current?.meters.level('own') ?? 0} />
          <p role="status" className="text-sm">
            {t('works')}
          </p>
        </>
      ) : (
        <Button busy={check.kind === 'asking'} onClick={() => void start()}>
          <Mic aria-hidden />
          {t('check')}
        </Button>
      )}
    </div>
  );
}
