/** The few words of the button; the frame has its own. */
const WORDS = {
  en: {
    call: 'Call us',
    doing: { waits: 'Waiting', talks: 'On call', writes: 'Conversation' },
    again: 'Try again',
    failed: 'This window could not be loaded. Check the connection, then try again.',
  },
  pt: {
    ...{ call: 'Ligue-nos', doing: { waits: 'Em espera', talks: 'Em chamada', writes: 'Conversa' }, again: 'Tentar de novo' },
    failed: 'Não foi possível carregar esta janela. Verifique a ligação e tente de novo.',
  },
  fr: {
    ...{ call: 'Appelez-nous', doing: { waits: 'En attente', talks: 'En appel', writes: 'Conversation' }, again: 'Réessayer' },
    failed: 'Cette fenêtre n’a pas pu être chargée. Vérifiez la connexion, puis réessayez.',
  },
};

export type Language = keyof typeof WORDS;
export type Words = (typeof WORDS)[Language];

/** The language that is asked for, else the page's, else the browser's. */
export function languageOf(wanted: string | undefined): Language {
  const tags = [wanted, document.documentElement.lang, ...navigator.languages];
  return (tags.map((tag) => tag?.slice(0, 2).toLowerCase()).find((tag) => tag !== undefined && tag in WORDS) as Language) ?? 'en';
}

export const wordsIn = (language: Language): Words => WORDS[language];
