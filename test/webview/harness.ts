import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { globSync } from '../../scripts/glob.mjs';
import { root } from '../../scripts/project.mjs';
import {
  scriptOf,
  sharedScript,
  styleSheets,
  viewPage,
  type ViewName,
} from '../../src/extension/panels/viewPage.ts';
import { ComplexCache } from '../../src/engine/complexCache.ts';
import { compute } from '../../src/engine/compute.ts';
import type { Facts } from '../../src/core/analysis/facts.ts';
import type { FromView, Picture, Status, ToView } from '../../src/protocol/preview.ts';
import { themes, type ThemeName } from './themes.ts';

const origin = 'https://preview.test';

export interface PreviewOptions {
  readonly theme?: ThemeName;
  readonly size?: { readonly width: number; readonly height: number };
  /** The state that VS Code saved for the document. */
  readonly state?: unknown;
  readonly reducedMotion?: boolean;
  /** Translations by their English originals. */
  readonly texts?: Readonly<Record<string, string>>;
}

/** A picture with its facts. */
export interface KnownPicture extends Picture {
  readonly facts: Facts;
}

/** The real bundle on a page like that of VS Code, with the test in the role of VS Code. */
export interface ViewPage<In, Out> {
  readonly page: Page;
  /** The messages that the view has sent so far. */
  sent(): Promise<Out[]>;
  /** Returns once the view has received the messages; it shows their effect in its next frame. */
  readonly send: (...messages: readonly In[]) => Promise<void>;
  theme(name: ThemeName): Promise<void>;
  /** Violations of the content security policy and uncaught errors; should stay empty. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

/** The view of a network. */
export interface Preview extends ViewPage<ToView, FromView> {
  show(picture: KnownPicture): Promise<void>;
  status(status: Status): Promise<void>;
}

/** Opens a preview and answers its `ready`. */
export async function openPreview(
  browser: Browser,
  options: PreviewOptions = {},
): Promise<Preview> {
  const opened = await openView<ToView, FromView>(browser, 'complex', options);
  const { page } = opened;
  await opened.send({
    kind: 'restore',
    uri: 'file:///test.fold.yaml',
    state: options.state,
    locked: false,
  });
  return {
    ...opened,
    show: async ({ facts, ...picture }) => {
      await opened.send({ kind: 'picture', picture });
      await opened.send({ kind: 'facts', facts });
      await opened.send({ kind: 'status', status: { kind: 'current' } });
      await page.locator(`#stage[data-version="${picture.version}"]`).waitFor();
      await page.locator('#status [aria-busy=false]').waitFor();
    },
    status: (status) => opened.send({ kind: 'status', status }),
  };
}

/** Opens a view in an unused page, and waits until it is ready. */
export async function openView<In, Out>(
  browser: Browser,
  view: ViewName,
  {
    theme = 'dark',
    size = { width: 760, height: 640 },
    reducedMotion = true,
    texts = {},
  }: PreviewOptions,
  hear: (message: Out) => void = () => undefined,
): Promise<ViewPage<In, Out>> {
  const hosted = (await idlePage(browser)) ?? (await hostPage(browser));
  const { page } = hosted;
  const faults: string[] = [];
  hosted.html = pageWith(view, texts);
  hosted.hear = hear as (message: unknown) => void;
  hosted.fault = (text) => faults.push(text);
  await page.setViewportSize(size);
  await page.emulateMedia({ reducedMotion: reducedMotion ? 'reduce' : 'no-preference' });
  await page.goto(`${origin}/`);
  const changeTheme = (name: ThemeName): Promise<void> => page.evaluate(applyTheme, themes[name]);
  await changeTheme(theme);
  await page.waitForFunction(() => window.standIn.sent.some(({ kind }) => kind === 'ready'));
  return {
    page,
    faults,
    sent: () => page.evaluate(() => window.standIn.sent as unknown as Out[]),
    send: (...messages) => page.evaluate(post, messages as unknown[]),
    theme: changeTheme,
    close: async () => {
      await page.goto('about:blank');
      idle.get(browser)?.push(hosted);
    },
  };
}

/** A browser page that is reused for all views, because opening one takes half a second. */
interface HostedPage {
  readonly page: Page;
  html: string;
  hear: (message: unknown) => void;
  fault: (text: string) => void;
}

const idle = new WeakMap<Browser, HostedPage[]>();

async function hostPage(browser: Browser): Promise<HostedPage> {
  const served = await files();
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  const hosted: HostedPage = { page, html: '', hear: () => undefined, fault: () => undefined };
  page.on('pageerror', (error) => hosted.fault(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') hosted.fault(message.text());
  });
  await page.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: hosted.html });
    const file = served.get(pathname);
    if (file) await route.fulfill(file);
    else await route.fulfill({ status: 404 });
  });
  await page.exposeFunction('hear', (message: unknown) => hosted.hear(message));
  await page.addInitScript(standIn);
  return hosted;
}

/** An unused page, reset to its initial state. */
async function idlePage(browser: Browser): Promise<HostedPage | undefined> {
  if (!idle.has(browser)) idle.set(browser, []);
  const hosted = idle.get(browser)?.pop();
  await hosted?.page.context().clearPermissions();
  await hosted?.page.mouse.move(0, 0);
  return hosted;
}

/** The picture of a YAML spec, computed by the real engine. */
export async function pictureOf(
  text: string,
  version = 1,
  maxCells = Infinity,
): Promise<KnownPicture> {
  const pictures: Picture[] = [];
  const { facts, problems } = await compute(
    { text, format: 'yaml', version, fileName: 'test.fold.yaml', want: 'preview', maxCells },
    { cache: new ComplexCache() },
    new AbortController().signal,
    (update) => {
      if (update.kind === 'picture') pictures.push(update.picture);
    },
  );
  const picture = pictures.at(-1);
  if (!picture || !facts) throw new Error(problems.map(({ message }) => message).join('\n'));
  return { ...picture, facts };
}

declare global {
  interface Window {
    hear(message: unknown): Promise<void>;
    standIn: { sent: { readonly kind: string }[]; state: unknown };
  }
}

/** Runs in the page before its own script: VS Code's side of the webview API. */
function standIn(): void {
  const sent: { readonly kind: string }[] = [];
  window.standIn = { sent, state: undefined };
  Object.assign(window, {
    acquireVsCodeApi: () => ({
      postMessage: (message: { readonly kind: string }) => {
        sent.push(message);
        void window.hear(message);
      },
      getState: () => window.standIn.state,
      setState: (state: unknown) => (window.standIn.state = state),
    }),
  });
}

/** Runs in the page: resolves when all listeners have received the messages. */
async function post(messages: readonly unknown[]): Promise<void> {
  for (const message of messages) {
    const received = new Promise((resolve) => {
      window.addEventListener('message', resolve, { once: true });
    });
    window.postMessage(message, '*');
    await received;
  }
}

/** Runs in the page: applies a theme as VS Code does. */
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

function pageWith(view: ViewName, texts: Readonly<Record<string, string>>): string {
  return viewPage({
    view,
    script: `/${scriptOf(view)}`,
    sharedScript: `/${sharedScript}`,
    styles: styleSheets(view).map((name) => `/${name}`),
    source: origin,
    nonce: 'test',
    language: 'en',
    texts,
  });
}

type Files = ReadonlyMap<string, { readonly contentType: string; readonly body: string }>;
let made: Promise<Files> | undefined;

function files(): Promise<Files> {
  return (made ??= makeFiles());
}

async function makeFiles(): Promise<Files> {
  const { outputFiles } = await build({
    entryPoints: {
      webview: join(root, 'src/webview/main.ts'),
      entropy: join(root, 'src/webview/entropy/main.ts'),
    },
    bundle: true,
    outdir: root,
    chunkNames: 'shared',
    write: false,
    format: 'esm',
    splitting: true,
    target: 'es2023',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const sheets = globSync(join(root, 'media'), /\.css$/).map((file) => {
    const body = readFileSync(file, 'utf8');
    return [`/${basename(file)}`, { contentType: 'text/css', body }] as const;
  });
  const scripts = outputFiles.map(({ path, text }) => {
    return [`/${basename(path)}`, { contentType: 'text/javascript', body: text }] as const;
  });
  return new Map<string, { contentType: string; body: string }>([...sheets, ...scripts]);
}
