import type { z } from 'zod';
import type { WidgetKey, WidgetKeyInput } from '../../../server/protocol/widget-keys.ts';

/** What the form holds, before it is parsed. */
export type KeyForm = z.input<typeof WidgetKeyInput>;

const NONE = { en: '', pt: '', fr: '' };

/** A new key is for no site but ours until some are named: what is open by mistake is noticed late. */
export function formOf(key: WidgetKey | null): KeyForm {
  if (key !== null) {
    const { id: _, hasSecret: __, oldSecretUntil: ___, createdAt: ____, server: _____, ...form } = key;
    return form;
  }
  return {
    ...{ name: '', origins: [], queues: null, label: NONE, consent: NONE, position: 'bottom-right' },
    ...{ accent: null, onAccent: null, enabled: true, standsIn: false, needsIdentity: false, centerId: null },
  };
}

/** Until when the identity secret before is good as well; null when there is none any more. */
export const oldSecretUntil = ({ oldSecretUntil: until }: Pick<WidgetKey, 'oldSecretUntil'>, now: number): number | null =>
  until !== null && until > now ? until : null;

/** One site on a line. Empty lines count for nothing. */
export const sitesOf = (lines: string): string[] =>
  lines
    .split(/[\s,]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The tag for a site's pages. */
export const tagOf = (server: string, key: Pick<WidgetKey, 'id'>): string =>
  `<script src="${server}/widget.js" data-key="${key.id}" async></script>`;

/** What a page with a Content-Security-Policy has to allow for it. */
export const policyOf = (server: string): string => `script-src ${server}; frame-src ${server}`;
