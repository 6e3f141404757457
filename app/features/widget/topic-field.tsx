'use client';

import { ChevronDown } from 'lucide-react';
import { type ComponentProps, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { Field, useFieldProps } from '../../components/ui/field.tsx';
import { controlLook } from '../../components/ui/input.tsx';
import { cn } from '../../lib/cn.ts';
import { fetchTopics, type ProbedCenter, type Topic } from './topics.ts';
import { topicNamed } from './widget-options.ts';

type Loading = { kind: 'loading' } | { kind: 'loaded'; topics: readonly Topic[] } | { kind: 'failed' };

interface TopicFieldProps {
  /** The topic that the page's tag names. */
  wanted: string | null;
  value: string;
  error: string | undefined;
  onChange: (queueId: string) => void;
  onTopics: (topics: readonly Topic[]) => void;
  /** The centers came with the topics. */
  onCenters: (centers: readonly ProbedCenter[]) => void;
}

export function TopicField({ wanted, value, error, onChange, onTopics, onCenters }: TopicFieldProps) {
  const t = useTranslations('widget.topic');
  const [loading, setLoading] = useState<Loading>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const latest = useRef({ value, onChange, onTopics, onCenters });
  latest.current = { value, onChange, onTopics, onCenters };

  useEffect(() => {
    const abort = new AbortController();
    setLoading({ kind: 'loading' });
    fetchTopics(abort.signal).then(
      ({ topics, centers }) => {
        latest.current.onCenters(centers);
        latest.current.onTopics(topics);
        setLoading({ kind: 'loaded', topics });
        const chosen = topics.find((topic) => topic.id === latest.current.value) ?? topicNamed(topics, wanted) ?? onlyOne(topics);
        latest.current.onChange(chosen?.id ?? '');
      },
      () => !abort.signal.aborted && setLoading({ kind: 'failed' }),
    );
    return () => abort.abort();
  }, [wanted, attempt]);

  const topics = loading.kind === 'loaded' ? loading.topics : [];
  const failed = loading.kind === 'failed' ? t('failed') : undefined;
  return (
    <div className="flex flex-col items-start gap-1">
      <Field label={t('label')} error={failed ?? error} className="w-full">
        <NativeSelect name="queueId" value={value} disabled={loading.kind !== 'loaded'} onChange={(event) => onChange(event.target.value)}>
          <option value="" disabled>
            {t(loading.kind === 'loading' ? 'loading' : 'choose')}
          </option>
          {topics.map((topic) => (
            <option key={topic.id} value={topic.id}>
              {topic.name}
            </option>
          ))}
        </NativeSelect>
      </Field>
      {loading.kind === 'failed' && (
        <Button variant="link" size="sm" onClick={() => setAttempt((count) => count + 1)}>
          {t('again')}
        </Button>
      )}
    </div>
  );
}

const onlyOne = (topics: readonly Topic[]) => (topics.length === 1 ? topics[0] : undefined);

/** The browser's own: on a phone nothing chooses better, and it costs nothing to load. */
function NativeSelect({ className, ...rest }: ComponentProps<'select'>) {
  return (
    <span className="relative block">
      <select {...useFieldProps()} className={cn(controlLook, 'h-9 appearance-none truncate pr-9', className)} {...rest} />
      <ChevronDown aria-hidden className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-3 size-4 text-muted" />
    </span>
  );
}
