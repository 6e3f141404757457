import compile from 'icu-minify/compile';

/**
 * Turns the words of app/messages into what the browser only has to fill in: the parser of ICU messages stays out of every
 * page. For the bundler, as a loader.
 *
 * @param {string} source a file of messages, JSON
 * @returns {string} a module
 */
export default function compileMessages(source) {
  return `export default ${JSON.stringify(compiled(JSON.parse(source)))};`;
}

/**
 * @param {unknown} value a message, or messages by key
 * @returns {unknown}
 */
function compiled(value) {
  if (typeof value === 'string') return compile(value);
  return Object.fromEntries(Object.entries(/** @type {object} */ (value)).map(([key, inner]) => [key, compiled(inner)]));
}
