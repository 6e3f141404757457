/** Apart from the schemas, so that pages have the limits without the schema library. */
export const MAX_TEXT = 2000;
/** More in one conversation are refused: it is a talk, not a log. */
export const MAX_TEXTS = 500;
