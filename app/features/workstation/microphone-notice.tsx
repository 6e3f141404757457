import { Banner } from '../../components/ui/banner.tsx';
import { Button } from '../../components/ui/button.tsx';
import { type MicrophoneMoment, microphoneWords } from './microphone-words.ts';
import type { Softphone } from './use-softphone.ts';

interface MicrophoneNoticeProps {
  phone: Softphone;
  moment: MicrophoneMoment;
  className?: string;
}

/** What is wrong with the microphone and what to do; nothing while nothing is wrong. */
export function MicrophoneNotice({ phone, moment, className }: MicrophoneNoticeProps) {
  if (phone.microphoneProblem === null) return null;
  const words = microphoneWords(phone.microphoneProblem, moment);
  return (
    <Banner
      kind="error"
      title={words.title}
      className={className}
      action={
        <Button size="sm" onClick={phone.tryMicrophone}>
          Try again
        </Button>
      }
    >
      {words.advice}
    </Banner>
  );
}
