import { z } from 'zod';
import { type CustomerSource, CustomerSourceInput, DEFAULT_TIMEOUT_SECONDS } from '../../../server/protocol/customer-source.ts';

/** Where a center's customers are, as its form holds it: what is typed for one choice stays while the other is looked at. */
export interface SourceValues {
  kind: CustomerSource['kind'];
  url: string;
  secret: string;
  timeoutSeconds: number;
}

export const valuesOf = (source: CustomerSource): SourceValues => ({
  kind: source.kind,
  url: source.kind === 'http' ? source.url : '',
  secret: '',
  timeoutSeconds: source.kind === 'http' ? source.timeoutSeconds : DEFAULT_TIMEOUT_SECONDS,
});

/** What is sent. A secret that is left empty stays as it was. */
export const SourceForm = z
  .custom<SourceValues>()
  .transform(({ kind, secret, ...own }) =>
    kind === 'built-in' ? { kind } : { kind, ...own, secret: secret.trim() === '' ? null : secret },
  )
  .pipe(CustomerSourceInput);

export const SOURCE_FIELDS = ['url', 'secret', 'timeoutSeconds'] as const;
