import { MessageSquare, Phone } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../../components/ui/button.tsx';
import { Field } from '../../../components/ui/field.tsx';
import { Input } from '../../../components/ui/input.tsx';

/** A word, not a letter: there is a field for those below. */
const LONGEST_WORD = 200;

interface TalkWishProps {
  name: string;
  ready: boolean;
  /** A call is in hand, or rings. */
  onCall: boolean;
  /** Other agents are in the conversation, or asked in. */
  others: boolean;
  busy: boolean;
  onAccept: () => void;
  /** @param word to be written to them, if any */
  onDecline: (word: string) => void;
}

/** The customer would like to talk: one press begins the call, two decline it, with a word or without. */
export function TalkWish({ name, ready, onCall, others, busy, onAccept, onDecline }: TalkWishProps) {
  const t = useTranslations('workstation-texts.talk');
  const [declining, setDeclining] = useState(false);
  const [word, setWord] = useState('');
  const decline = (event: FormEvent) => {
    event.preventDefault();
    onDecline(word.trim());
  };
  return (
    <section aria-label={t('wish')} className="grid gap-3 rounded-lg bg-accent-soft px-4 py-3">
      <div>
        <p className="flex items-center gap-2 font-semibold">
          <Phone aria-hidden className="size-4 shrink-0" />
          {t('wishes', { name })}
        </p>
        {onCall && <p className="text-sm">{t('wish-busy', { name })}</p>}
        {!onCall && others && <p className="text-sm">{t('wish-others')}</p>}
      </div>
      {declining ? (
        <form onSubmit={decline} className="grid gap-2">
          <Field label={t('word')}>
            <Input value={word} maxLength={LONGEST_WORD} onChange={(event) => setWord(event.target.value)} autoFocus />
          </Field>
          <div className="flex flex-wrap gap-2">
            <Button type="submit" disabled={!ready} busy={busy}>
              <MessageSquare aria-hidden />
              {t('decline-now')}
            </Button>
            <Button variant="quiet" onClick={() => setDeclining(false)}>
              {t('back')}
            </Button>
          </div>
        </form>
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" disabled={!ready || onCall || others} busy={busy} onClick={onAccept}>
            <Phone aria-hidden />
            {t('accept')}
          </Button>
          <Button disabled={!ready} onClick={() => setDeclining(true)}>
            {t('decline')}
          </Button>
        </div>
      )}
    </section>
  );
}
