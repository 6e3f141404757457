import { tokenize } from 'linkifyjs';

export type TextPart =
  | { kind: 'text'; text: string }
  /** `host` is told beside a link that does not show plainly where it leads; null when it does. */
  | { kind: 'link'; text: string; href: string; host: string | null };

/** A written text as it is shown: its words, and links to web pages in it. Nothing else becomes a link, and nothing markup. */
export function partsOf(written: string): TextPart[] {
  const parts: TextPart[] = [];
  let words = '';
  const endWords = () => {
    if (words !== '') parts.push({ kind: 'text', text: words });
    words = '';
  };
  for (const token of tokenize(written)) {
    const link = token.t === 'url' ? linkOf(token.toString()) : null;
    if (link === null) {
      words += token.toString();
    } else {
      endWords();
      parts.push(link);
    }
  }
  endWords();
  return parts;
}

function linkOf(text: string): TextPart | null {
  const address = /^www\./i.test(text) ? `https://${text}` : text;
  if (!/^https?:\/\//i.test(address)) return null;
  const url = URL.parse(address);
  if (url === null || url.host === '') return null;
  // Letters that turn the direction of writing, or can't be seen, would show another address than the real one.
  const shown = HIDDEN.test(text) ? url.href : text;
  const said = shown
    .replace(/^https?:\/\//i, '')
    .split(/[/?#]/, 1)[0]
    ?.toLowerCase();
  return { kind: 'link', text: shown, href: url.href, host: said === url.host ? null : url.host };
}

const HIDDEN = /[\p{C}\p{Z}]/u;
