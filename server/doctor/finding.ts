/** What a check has found: `warning` may be meant so or does harm later, `wrong` keeps something from working. */
export type Finding = { state: 'ok'; what: string } | { state: 'warning' | 'wrong'; what: string; todo: string };

export const ok = (what: string): Finding => ({ state: 'ok', what });
export const warning = (what: string, todo: string): Finding => ({ state: 'warning', what, todo });
export const wrong = (what: string, todo: string): Finding => ({ state: 'wrong', what, todo });

export const messageOf = (error: unknown): string => {
  const { message, code } = error as { message?: string; code?: string };
  return message || code || String(error);
};
