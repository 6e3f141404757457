/** Made by scripts/web/frame.config.mjs: the frame's words in one language. */
declare module 'virtual:words/*' {
  const words: Partial<import('../lib/i18n/messages.ts').Messages>;
  export default words;
}
