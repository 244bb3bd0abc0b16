import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { PlainError } from '../project.mjs';
import { installNpmChromium } from './install.mjs';

/** The name of the executable, and of its package. */
const debianShell = 'chromium-headless-shell';

/**
 * Starts a headless Chromium; HEADED=1 shows a window, if the browser can. WebGL is rendered in
 * software, which must be requested explicitly since Chromium 144. Only WebGL, because compositing the
 * page on an emulated GPU is several times slower. `webgl: false` disables WebGL.
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
 * Path of a browser: $CHROMIUM, an installed one, Debian's package, or the one from npm. Unless a window
 * is requested, the headless shell is preferred, because it opens pages four times as fast.
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
  // The package only recommends the fonts, but without any, pages show no text.
  const packages = [process.env.HEADED ? 'chromium' : debianShell, 'fonts-liberation'];
  const done = apt('update') && apt('install', '-y', '--no-install-recommends', ...packages);
  return done ? installedBrowser() : undefined;
}
