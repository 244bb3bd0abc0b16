import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { PlainError } from '../project.mjs';
import { installNpmChromium } from './install.mjs';

/** The name of the program, and of the package that has it. */
const debianShell = 'chromium-headless-shell';

/**
 * Starts a Chromium without a window; HEADED=1 shows one, where the browser can. WebGL is drawn in
 * software, and asked for explicitly: since Chromium 144 it is no longer the silent fallback. Only
 * WebGL: to compose the page itself through a graphics card that is simulated takes several times as
 * long as to do it without one. `webgl: false` gives a browser without WebGL.
 * @param {{ webgl?: boolean }} [options]
 */
export async function launchChromium({ webgl = true } = {}) {
  return chromium.launch({
    executablePath: await findBrowser(),
    headless: !process.env.HEADED,
    args: [
      ...['--no-sandbox', '--disable-dev-shm-usage', '--no-first-run', '--disable-quic'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      ...(webgl
        ? [
            '--use-gl=angle',
            '--use-angle=swiftshader',
            '--enable-unsafe-swiftshader',
            '--disable-gpu-compositing',
          ]
        : ['--disable-gpu', '--disable-software-rasterizer']),
    ],
  });
}

/**
 * Path of a browser: $CHROMIUM, an installed one, Debian's own package, or the one from npm. Where
 * nobody wants to see a window, the shell without one comes first: it opens a page in a quarter of
 * the time, as it draws no window round it.
 */
export async function findBrowser() {
  const { CHROMIUM } = process.env;
  if (CHROMIUM && !existsSync(CHROMIUM)) {
    throw new PlainError(`CHROMIUM names ${CHROMIUM}, which does not exist.`);
  }
  return CHROMIUM || installedBrowser() || debianBrowser() || installNpmChromium();
}

function installedBrowser() {
  const { PATH = '', ProgramFiles = '', LOCALAPPDATA = '' } = process.env;
  const programs = [ProgramFiles, process.env['ProgramFiles(x86)'] ?? '', LOCALAPPDATA];
  const places = {
    darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    ),
    win32: programs.flatMap((dir) => [
      join(dir, 'Google/Chrome/Application/chrome.exe'),
      join(dir, 'Microsoft/Edge/Application/msedge.exe'),
    ]),
    linux: [
      ...(process.env.HEADED ? [] : [debianShell, 'chrome-headless-shell']),
      ...['chromium', 'chromium-browser', 'google-chrome', 'microsoft-edge'],
    ].flatMap((name) => PATH.split(delimiter).map((dir) => join(dir, name))),
  };
  return Object.entries(places)
    .flatMap(([platform, paths]) => (platform === process.platform ? paths : []))
    .find((path) => existsSync(path));
}

function debianBrowser() {
  const release = '/etc/os-release';
  const debian = existsSync(release) && /^ID=debian$/m.test(readFileSync(release, 'utf8'));
  if (!debian || process.getuid?.() !== 0) return undefined;
  console.log('Installing Chromium from Debian, once …');
  const apt = (/** @type {string[]} */ ...args) =>
    spawnSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'ignore', 'inherit'],
    }).status === 0;
  // The fonts are only a recommendation of the package, but without any a page has no letters.
  const packages = [process.env.HEADED ? 'chromium' : debianShell, 'fonts-liberation'];
  const done = apt('update') && apt('install', '-y', '--no-install-recommends', ...packages);
  return done ? installedBrowser() : undefined;
}
