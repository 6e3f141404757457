/** The title of a page in another language: "Skills · Tandem" → "Competências · Tandem". One that is no page's own stays. */
export function retitled(
  title: string,
  before: Readonly<Record<string, string>> = {},
  after: Readonly<Record<string, string>> = {},
): string {
  const [own = '', ...rest] = title.split(' · ');
  const page = Object.keys(before).find((key) => before[key] === own);
  return [(page === undefined ? undefined : after[page]) ?? own, ...rest].join(' · ');
}
