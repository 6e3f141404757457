/** What a tag may say beside its key, each as `data-…`: see packages/widget. */
export const TAG_ATTRIBUTES = [
  'topic',
  'name',
  'email',
  'customer-id',
  'context',
  'identity',
  'label',
  'position',
  'theme',
  'lang',
] as const;

export const attributeOf = (name: (typeof TAG_ATTRIBUTES)[number]): string => `data-${name}`;
