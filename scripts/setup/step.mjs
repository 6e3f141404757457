/**
 * @typedef {Record<string, string>} Env
 *
 * @typedef {object} Step
 * @property {string} title
 * @property {() => Env | undefined | Promise<Env | undefined>} find
 *   What the step has to give, when that is already there; undefined when there is work to do. Runs at
 *   every start, so it takes milliseconds.
 * @property {(report: Report) => Promise<{ env: Env, summary: string }>} provide
 *   Does the work. `summary` says in a few words what was done.
 *
 * @typedef {(text: string, options?: { percent?: number }) => void} Report
 */

export {};
