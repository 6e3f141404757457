import { useTranslations } from 'use-intl/react';
import { Banner } from '../../components/ui/banner.tsx';
import { Button } from '../../components/ui/button.tsx';
import { useWords } from '../../lib/i18n/words.ts';
import { type MicrophoneMoment, microphoneWords } from './microphone-words.ts';
import type { Softphone } from './use-softphone.ts';

interface MicrophoneNoticeProps {
  phone: Softphone;
  moment: MicrophoneMoment;
  className?: string;
}

/** What is wrong with the microphone and what to do; nothing while nothing is wrong. */
export function MicrophoneNotice({ phone, moment, className }: MicrophoneNoticeProps) {
  const say = useWords();
  const t = useTranslations('workstation-devices.sound');
  if (phone.microphoneProblem === null) return null;
  const { title, remedy, meanwhile } = microphoneWords(phone.microphoneProblem, moment);
  return (
    <Banner
      kind="error"
      title={say(title)}
      className={className}
      action={
        <Button size="sm" onClick={phone.tryMicrophone}>
          {t('try-again')}
        </Button>
      }
    >
      {say(remedy)} {say(meanwhile)}
    </Banner>
  );
}
