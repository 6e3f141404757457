import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { z } from 'zod';
import { LOCALE_TAGS, type Locale } from '../protocol/locale.ts';
import { type ButtonSettings, type FrameSettings, textIn, type WidgetKey } from '../protocol/widget-keys.ts';
import { Failure } from '../sockets/failure.ts';
import type { WidgetGuard } from '../widget-keys/guard.ts';
import { localeOf } from './locale.ts';

/** What the build wrote down, of which we need where each part is. */
const Manifest = z.record(
  z.string(),
  z.object({
    file: z.string(),
    isEntry: z.boolean().optional(),
    css: z.array(z.string()).optional(),
    imports: z.array(z.string()).optional(),
  }),
);
const Titles = z.object({ en: z.string(), pt: z.string(), fr: z.string() });

/** Where the set-up builds the widget's frame and loader. */
export const FRAME_FOLDER = path.join(import.meta.dirname, '../../.frame');

const YEAR_S = 31_536_000;
/** The loader has one address for ever: a new one reaches everybody within this time. */
const LOADER_AGE_S = 300;
const SETTINGS_AGE_S = 60;
const TYPES: Record<string, string> = { '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8' };

export interface Frame {
  /** Answers what is the widget's: the loader, and `/embed` with all below it. @returns whether it was */
  handle(request: IncomingMessage, response: ServerResponse, pathname: string): boolean;
}

/**
 * The widget as other sites get it: its loader, the frame's page, and the files of both as `scripts/setup/frame-build.mjs` made
 * them. The page differs by language and key alone; whom it may be shown to, the browser is told by `frame-ancestors`.
 * @param folder where the build is; without one there is no frame, only settings
 * @param mediaOrigins where media servers are that calls may be at, beside our own origin
 */
export function openFrame({
  folder,
  widgets,
  mediaOrigins = () => [],
}: {
  folder: string | null;
  widgets: Pick<WidgetGuard, 'keyOf'>;
  mediaOrigins?: () => readonly string[];
}): Frame {
  const build = folder === null ? null : openBuild(folder);

  /** The key that an address names, or why it is refused. */
  const keyIn = (request: IncomingMessage): WidgetKey | Failure => {
    const { host, origin } = request.headers;
    const named = new URL(request.url ?? '/', 'http://host').searchParams.get('key') ?? undefined;
    try {
      return widgets.keyOf({ named, origin, host });
    } catch (error) {
      if (error instanceof Failure) return error;
      throw error;
    }
  };

  const page = (request: IncomingMessage, response: ServerResponse) => {
    const key = keyIn(request);
    const locale = localeOf(request.url ?? '/', undefined, request.headers['accept-language']);
    response.setHeader('Content-Security-Policy', pagePolicy(key instanceof Failure ? null : key.origins, mediaOrigins()));
    response.removeHeader('X-Frame-Options');
    response.setHeader('Cache-Control', 'no-cache');
    response.setHeader('Vary', 'Accept-Language');
    response.setHeader('X-Robots-Tag', 'noindex');
    send(response, key instanceof Failure ? 403 : 200, 'text/html; charset=utf-8', build?.page(locale, frameSettings(key, locale)) ?? '');
  };

  const settings = (request: IncomingMessage, response: ServerResponse) => {
    // Anybody may read what every visitor of the site is given. Which answer it is, depends on the site.
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    response.setHeader('Vary', 'Origin');
    response.setHeader('Cache-Control', `public, max-age=${SETTINGS_AGE_S}`);
    send(response, 200, TYPES['.js'] ?? '', `export default ${asScript(buttonSettings(keyIn(request)))};`);
  };

  return {
    handle(request, response, pathname) {
      if (!isFramesPath(pathname)) return false;
      if (request.method !== 'GET' && request.method !== 'HEAD') send(response, 405, 'text/plain', '');
      else if (pathname === '/embed/settings.js') settings(request, response);
      else if (build === null) send(response, 404, 'text/plain', '');
      else if (pathname === '/embed') page(request, response);
      else if (pathname === '/widget.js') {
        response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
        response.setHeader('Access-Control-Allow-Origin', '*');
        sendFile(request, response, build.file('widget.js'), LOADER_AGE_S);
      } else sendFile(request, response, build.file(pathname.slice('/embed/'.length)), YEAR_S);
      return true;
    },
  };
}

/** Whether an address is the widget's. */
export const isFramesPath = (pathname: string): boolean =>
  pathname === '/widget.js' || pathname === '/embed' || pathname.startsWith('/embed/');

/** Strict: nothing inline, nothing of others. blob: is for timers that go on in a tab in the background, and for sound. */
function pagePolicy(origins: WidgetKey['origins'] | null, mediaOrigins: readonly string[]): string {
  // By request, to measure the way there, and by socket.
  const media = mediaOrigins.flatMap((origin) => [origin, origin.replace(/^http/, 'ws')]);
  const ancestors = origins === null ? '*' : ["'self'", ...origins].join(' ');
  return [
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'",
    `connect-src ${["'self'", ...media].join(' ')}`,
    "worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'",
    `frame-ancestors ${ancestors}`,
  ].join('; ');
}

function frameSettings(key: WidgetKey | Failure, locale: Locale): FrameSettings {
  if (key instanceof Failure) return { ok: false, error: key.toWire() };
  const { consent, needsIdentity, accent, onAccent } = key;
  return { ok: true, consent: textIn(consent, locale), needsIdentity, accent, onAccent };
}

function buttonSettings(key: WidgetKey | Failure): ButtonSettings {
  if (key instanceof Failure) return { ok: false, error: key.toWire() };
  const { label, position, accent, onAccent } = key;
  return { ok: true, label, position, accent, onAccent };
}

/** As it may stand in a page or a script: what administrators typed ends neither. */
const asScript = (value: unknown) =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

interface Files {
  content: Buffer;
  type: string;
  compressed: { encoding: 'br' | 'gzip'; content: Buffer }[];
}

/** @throws when the frame has not been built */
function openBuild(folder: string) {
  const read = (name: string) => readFileSync(path.join(folder, name));
  const manifest = Manifest.parse(JSON.parse(read('manifest.json').toString()));
  const titles = Titles.parse(JSON.parse(read('titles.json').toString()));
  const chunks = Object.values(manifest);
  const entry = chunks.find((chunk) => chunk.isEntry);
  if (!entry) throw new Error('The build of the widget’s frame has no entry');
  const known = new Set(['widget.js', ...chunks.flatMap(({ file, css = [] }) => [file, ...css])]);
  const files = new Map<string, Files>();
  const wordsOf = (locale: Locale) => Object.keys(manifest).find((name) => name.endsWith(`virtual:words/first/${locale}`)) ?? '';
  return {
    /** One of the build's own files; null for any other name. Read once. */
    file(name: string): Files | null {
      if (!known.has(name)) return null;
      const before = files.get(name);
      if (before) return before;
      const file: Files = {
        content: read(name),
        type: TYPES[path.extname(name)] ?? 'application/octet-stream',
        compressed: [
          { encoding: 'br', content: read(`${name}.br`) },
          { encoding: 'gzip', content: read(`${name}.gz`) },
        ],
      };
      files.set(name, file);
      return file;
    },
    /** All that the first sight needs is asked for at once, not one after the other. */
    page(locale: Locale, settings: FrameSettings): string {
      const ahead = [...(entry.imports ?? []), wordsOf(locale)].flatMap((name) => manifest[name]?.file ?? []);
      return [
        `<!doctype html><html lang="${LOCALE_TAGS[locale]}"><head><meta charset="utf-8">`,
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">',
        `<title>${titles[locale]} · Tandem</title>`,
        ...(entry.css ?? []).map((file) => `<link rel="stylesheet" href="/embed/${file}">`),
        ...ahead.map((file) => `<link rel="modulepreload" href="/embed/${file}">`),
        `<script id="settings" type="application/json">${asScript(settings)}</script>`,
        `<script type="module" src="/embed/${entry.file}"></script>`,
        '</head><body><div id="frame"></div></body></html>',
      ].join('');
    },
  };
}

function sendFile(request: IncomingMessage, response: ServerResponse, file: Files | null, ageSeconds: number): void {
  if (file === null) return send(response, 404, 'text/plain', '');
  const accepted = String(request.headers['accept-encoding'] ?? '');
  const compressed = file.compressed.find(({ encoding }) =>
    new RegExp(`\\b${encoding}\\b(?!\\s*;\\s*q=0(?:[,.]0*)?(?:,|$))`).test(accepted),
  );
  response.setHeader('Vary', 'Accept-Encoding');
  response.setHeader('Cache-Control', `public, max-age=${ageSeconds}${ageSeconds === YEAR_S ? ', immutable' : ''}`);
  if (compressed) response.setHeader('Content-Encoding', compressed.encoding);
  send(response, 200, file.type, compressed?.content ?? file.content);
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
