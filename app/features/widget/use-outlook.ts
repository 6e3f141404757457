import { useEffect, useState } from 'react';
import type { TopicOutlook } from '../../../server/protocol/widget.ts';
import { fetchOutlook } from './outlook.ts';

const AGAIN_MS = 20_000;

/** Of the topic that is chosen, as long as it is looked at; null while nothing is known. */
export function useOutlook(queueId: string): TopicOutlook | null {
  const [known, setKnown] = useState<{ queueId: string; outlook: TopicOutlook } | null>(null);
  useEffect(() => {
    if (queueId === '') return;
    const abort = new AbortController();
    // Not known is not said: whoever wants to call can do so all the same.
    const ask = () =>
      void fetchOutlook(queueId, abort.signal).then(
        (outlook) => !abort.signal.aborted && setKnown(outlook && { queueId, outlook }),
        () => undefined,
      );
    ask();
    const timer = setInterval(ask, AGAIN_MS);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [queueId]);
  return known?.queueId === queueId ? known.outlook : null;
}
