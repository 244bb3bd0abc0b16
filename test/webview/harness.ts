import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { root } from '../../scripts/project.mjs';
import { previewPage } from '../../src/extension/preview/page.ts';
import { ComplexCache } from '../../src/engine/complexCache.ts';
import { compute } from '../../src/engine/compute.ts';
import type { FromView, Picture, Status, ToView } from '../../src/protocol/view.ts';
import { themes, type ThemeName } from './themes.ts';

const origin = 'https://preview.test';

export interface PreviewOptions {
  readonly theme?: ThemeName;
  readonly size?: { readonly width: number; readonly height: number };
  /** What VS Code kept for the document. */
  readonly state?: unknown;
  readonly reducedMotion?: boolean;
}

/** The real bundle on a page like the one that VS Code makes, with us in the place of VS Code. */
export interface Preview {
  readonly page: Page;
  /** What the view has said so far. */
  sent(): Promise<FromView[]>;
  send(message: ToView): Promise<void>;
  show(picture: Picture): Promise<void>;
  status(status: Status): Promise<void>;
  theme(name: ThemeName): Promise<void>;
  /** Violations of the content policy and uncaught errors; should stay empty. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

/** Opens a preview in a page of its own and answers its `ready`. */
export async function openPreview(
  browser: Browser,
  {
    theme = 'dark',
    size = { width: 760, height: 640 },
    state,
    reducedMotion = true,
  }: PreviewOptions = {},
): Promise<Preview> {
  const context = await browser.newContext({
    viewport: size,
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const file = (await files()).get(pathname);
    if (file) await route.fulfill(file);
    else await route.fulfill({ status: 404 });
  });
  await page.addInitScript(standIn);
  await page.goto(`${origin}/`);
  const preview: Preview = {
    page,
    faults,
    sent: () => page.evaluate(() => window.standIn.sent),
    send: (message) => page.evaluate((m) => window.postMessage(m, '*'), message),
    show: async (picture) => {
      await preview.send({ kind: 'picture', picture });
      await preview.send({ kind: 'status', status: { kind: 'current' } });
      await page.locator(`#stage[data-version="${picture.version}"]`).waitFor();
    },
    status: (status) => preview.send({ kind: 'status', status }),
    theme: async (name) => page.evaluate(applyTheme, themes[name]),
    close: () => context.close(),
  };
  await preview.theme(theme);
  await page.waitForFunction(() => window.standIn.sent.some(({ kind }) => kind === 'ready'));
  await preview.send({ kind: 'restore', uri: 'file:///test.fold.yaml', state });
  return preview;
}

/** The picture of a spec in YAML, made by the real engine. */
export async function pictureOf(text: string, version = 1, maxCells = Infinity): Promise<Picture> {
  const { picture, problems } = await compute(
    { text, format: 'yaml', version, fileName: 'test.fold.yaml', want: 'picture', maxCells },
    new ComplexCache(),
    new AbortController().signal,
    () => undefined,
  );
  if (!picture) throw new Error(problems.map(({ message }) => message).join('\n'));
  return picture;
}

declare global {
  interface Window {
    standIn: { sent: FromView[]; state: unknown };
  }
}

/** Runs in the page before its own script: VS Code's side of the webview API. */
function standIn(): void {
  const sent: FromView[] = [];
  window.standIn = { sent, state: undefined };
  Object.assign(window, {
    acquireVsCodeApi: () => ({
      postMessage: (message: FromView) => sent.push(message),
      getState: () => window.standIn.state,
      setState: (state: unknown) => (window.standIn.state = state),
    }),
  });
}

/** Runs in the page: what VS Code writes on it when the theme changes. */
function applyTheme({ bodyClass, variables }: (typeof themes)[ThemeName]): void {
  document.documentElement.removeAttribute('style');
  const { style } = document.documentElement;
  for (const [name, value] of Object.entries(variables))
    style.setProperty(`--vscode-${name}`, value);
  style.setProperty('--vscode-font-family', 'system-ui, "Liberation Sans", sans-serif');
  style.setProperty('--vscode-font-size', '13px');
  style.setProperty('--vscode-editor-font-family', '"Liberation Mono", monospace');
  document.body.className = bodyClass;
}

type Files = ReadonlyMap<string, { readonly contentType: string; readonly body: string }>;
let made: Promise<Files> | undefined;

function files(): Promise<Files> {
  return (made ??= makeFiles());
}

async function makeFiles(): Promise<Files> {
  const bundle = await build({
    entryPoints: [join(root, 'src/webview/main.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2023',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const page = previewPage({
    script: '/webview.js',
    style: '/preview.css',
    source: origin,
    nonce: 'test',
  });
  const css = readFileSync(join(root, 'media/preview.css'), 'utf8');
  return new Map([
    ['/', { contentType: 'text/html', body: page }],
    ['/preview.css', { contentType: 'text/css', body: css }],
    ['/webview.js', { contentType: 'text/javascript', body: bundle.outputFiles[0].text }],
  ]);
}
