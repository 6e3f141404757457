'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useRef, useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl/react';
import { Banner } from '../../components/ui/banner.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { useWords, type Words } from '../../lib/i18n/words.ts';
import { DemoAccountList } from './demo-account-list.tsx';
import { Credentials, type FieldError, refusalWords, signIn } from './sign-in.ts';

export function SignInForm() {
  const t = useTranslations('sign-in');
  const say = useWords();
  /** The schema names what is wrong by the key of its sentence. */
  const wrong = (key: string | undefined) => (key === undefined ? undefined : t(`errors.${key as FieldError}`));
  const [failure, setFailure] = useState<Words>();
  const submit = useRef<HTMLButtonElement>(null);
  const form = useForm<Credentials>({ resolver: zodResolver(Credentials), defaultValues: { email: '', password: '' } });
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;

  const send = form.handleSubmit(async (credentials) => {
    setFailure(undefined);
    try {
      const next = new URLSearchParams(window.location.search).get('next');
      window.location.assign(await signIn(credentials, next));
    } catch (error) {
      setFailure(refusalWords(error));
      form.setError('root', { message: 'refused' }); // so that it doesn't count as done
    }
  });

  const fillIn = (credentials: Credentials) => {
    form.reset(credentials);
    setFailure(undefined);
    submit.current?.focus();
  };

  return (
    <>
      <form noValidate method="post" onSubmit={send} className="mt-6 flex flex-col gap-4">
        {failure !== undefined && <Banner kind="error" title={say(failure)} />}
        <Field label={t('email')} error={wrong(errors.email?.message)}>
          <Input type="email" autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus {...form.register('email')} />
        </Field>
        <Field label={t('password')} error={wrong(errors.password?.message)}>
          <Input type="password" autoComplete="current-password" {...form.register('password')} />
        </Field>
        <Button ref={submit} type="submit" variant="primary" size="lg" busy={isSubmitting || isSubmitSuccessful}>
          {t('submit')}
        </Button>
      </form>
      <DemoAccountList onChoose={fillIn} />
    </>
  );
}
