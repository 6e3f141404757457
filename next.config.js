/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  compress: true,
  // Types are checked once, for the whole project, by `npm test`.
  typescript: { ignoreBuildErrors: true },
  // The address bar of development tools would cover the workstation's status line.
  devIndicators: false,
  // Response headers are set in one place for pages and API alike: server/http/headers.ts.
  turbopack: {
    // Messages are parsed when pages are built: browsers get the small half of the translations' library.
    rules: { './app/messages/**/*.json': { loaders: ['./scripts/web/messages-loader.mjs'], as: '*.js' } },
    resolveAlias: { 'use-intl/format-message': 'use-intl/format-message/format-only' },
  },
};
