/** "joao" finds João: nobody types accents or capitals into a filter. */
const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();

/** Whether every word of `find` stands somewhere in `texts`. */
export function matches(find: string, texts: readonly (string | null)[]): boolean {
  const words = plain(find).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const all = plain(texts.filter((text) => text !== null).join(' '));
  return words.every((word) => all.includes(word));
}

/** Whether a word of `text` begins with what was typed. */
export const startsWithWord = (find: string, text: string): boolean => ` ${plain(text)}`.includes(` ${plain(find.trim())}`);
