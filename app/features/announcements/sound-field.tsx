'use client';

import { Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Announcement, LARGEST_SOUND_BYTES } from '../../../server/protocol/announcements.ts';
import type { Locale } from '../../../server/protocol/locale.ts';
import { Button } from '../../components/ui/button.tsx';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { api } from '../../lib/api.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { LOCALE_NAMES } from '../../lib/i18n/locale-tags.ts';
import { soundPath, uploadSound } from './upload-sound.ts';

interface SoundFieldProps {
  announcement: Announcement;
  locale: Locale;
  onChanged: (announcement: Announcement) => void;
}

/** The recording of the words in one language: heard, replaced, or removed. What is chosen is sent at once. */
export function SoundField({ announcement: { id, texts, sounds }, locale, onChanged }: SoundFieldProps) {
  const t = useTranslations('announcements.sound');
  const errorWords = useErrorWords();
  const [share, setShare] = useState<number | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [removing, setRemoving] = useState(false);
  const upload = useRef<AbortController | null>(null);
  useEffect(() => () => upload.current?.abort(), []);
  const language = LOCALE_NAMES[locale];
  const sound = sounds[locale];

  const run = async (work: () => Promise<Announcement>) => {
    setFailure(null);
    try {
      onChanged(await work());
    } catch (error) {
      setFailure(errorWords(error));
    }
  };
  const send = async (file: File) => {
    if (file.size > LARGEST_SOUND_BYTES) return setFailure(t('too-large'));
    const ends = new AbortController();
    upload.current = ends;
    setShare(0);
    await run(() => uploadSound(id, locale, file, setShare, ends.signal));
    setShare(null);
  };
  const remove = async () => {
    setRemoving(true);
    await run(() => api(soundPath(id, locale), { method: 'DELETE', schema: Announcement }));
    setRemoving(false);
  };
  if (texts[locale] === '') return <p className="text-muted text-xs">{t('words-first')}</p>;
  return (
    <div className="flex flex-col gap-2">
      <Field label={t(sound === undefined ? 'add' : 'replace', { language })} hint={t('hint')} error={failure ?? undefined}>
        <Input
          type="file"
          accept="audio/*,.ogg,.opus,.mp3,.wav,.m4a"
          disabled={share !== null}
          className="py-1 file:mr-3 file:rounded file:border-0 file:bg-sunken file:px-2 file:py-0.5 file:text-ink"
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            // The same file may be chosen again, once it is mended.
            target.value = '';
            if (file) void send(file);
          }}
        />
      </Field>
      {share !== null && <progress aria-label={t('sending', { language })} value={share} max={1} className="h-2 w-full accent-accent" />}
      {sound !== undefined && (
        <div className="flex items-center gap-2">
          {/* biome-ignore lint/a11y/useMediaCaption: its words stand beside it */}
          <audio
            controls
            preload="none"
            aria-label={t('listen', { language })}
            src={`${soundPath(id, locale)}?${sound.hash}`}
            className="h-9 min-w-0 flex-1"
          />
          <Button variant="quiet" size="icon" aria-label={t('remove', { language })} busy={removing} onClick={() => void remove()}>
            <Trash2 aria-hidden />
          </Button>
        </div>
      )}
    </div>
  );
}
