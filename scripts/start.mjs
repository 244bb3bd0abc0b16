#!/usr/bin/env node
// `npm start`: opens the examples in a real VS Code with this extension. Requires only Node and npm.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies, hostFolder, PlainError, root } from './project.mjs';
import { findDesktop, hasDisplay } from './vscode/desktop.mjs';
import { installCodeServer } from './vscode/install.mjs';
import { writeLoginPage } from './vscode/login.mjs';
import {
  freePort,
  linkExtension,
  quietSettings,
  startServer,
  writeSettings,
} from './vscode/server.mjs';

const defaultPort = 8642;

const usage = `npm start [-- [--browser] [--port N] [--no-open] [FOLDER]]

Opens VS Code on FOLDER (default: examples) with this extension loaded: the desktop VS Code where
one is installed and there is a display, otherwise VS Code in the browser, with a password that is
new at every start.

  --browser   VS Code in the browser even where there is a desktop one
  --port N    the port for the browser (default ${defaultPort}, or a free one when that is taken)
  --no-open   only print the address and the password, do not open a browser`;

await main().catch((/** @type {unknown} */ error) => {
  console.error(error instanceof PlainError ? error.message : error);
  process.exitCode = 1;
});

async function main() {
  const { browser, port, open, folder, help } = options();
  if (help) {
    console.log(usage);
    return;
  }
  ensureDependencies();
  const built = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
  if (built.status !== 0) throw new PlainError('The build failed, see above.');
  const desktop = browser || port !== undefined || !hasDisplay() ? undefined : findDesktop();
  await (desktop ? openDesktop(desktop, folder) : openBrowser(folder, port, open));
}

/**
 * A window with its own settings and extensions; those of the user are not touched.
 * @param {string} executable
 * @param {string} folder
 */
async function openDesktop(executable, folder) {
  const userData = join(hostFolder, 'start-desktop');
  writeSettings(userData, quietSettings);
  const window = spawn(
    executable,
    [
      ...[`--user-data-dir=${userData}`, `--extensions-dir=${join(userData, 'extensions')}`],
      ...[`--extensionDevelopmentPath=${root}`, '--disable-workspace-trust', '--skip-welcome'],
      // Chromium's sandbox does not run as root, which is common in containers.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...['--new-window', folder],
    ],
    { stdio: 'ignore' },
  );
  console.log(`VS Code opens on ${folder} (Ctrl+C closes it)`);
  await new Promise((done, failed) => {
    window.once('exit', (code) => {
      if (code) failed(new PlainError(`${executable} has failed. Try npm start -- --browser`));
      else done(undefined);
    });
    window.once('error', (error) => {
      failed(new PlainError(`${executable} could not be started: ${error.message}`));
    });
    onInterrupt(() => window.kill());
  });
}

/**
 * @param {string} folder
 * @param {number | undefined} wantedPort
 * @param {boolean} open
 */
async function openBrowser(folder, wantedPort, open) {
  const codeServer = installCodeServer();
  const data = join(hostFolder, 'start');
  const extensions = join(data, 'extensions');
  linkExtension(root, extensions);
  const port = await choosePort(wantedPort);
  const log = join(data, 'server.log');
  const server = await startServer({ codeServer, userData: data, extensions, port, log });
  const url = server.urlOf(folder);
  console.log(
    `\n  VS Code is at ${url}\n  The password is ${server.password}\n  Ctrl+C stops it.\n`,
  );
  const loginPage = open && hasDisplay() ? writeLoginPage(url, server.password, data) : undefined;
  if (loginPage) showUrl(loginPage.address);

  let asked = false;
  onInterrupt(() => {
    asked = true;
    void server.stop();
  });
  await server.exited;
  loginPage?.remove();
  if (!asked) throw new PlainError(`VS Code has ended by itself, see ${log}`);
}

/**
 * Prefers a fixed port, so that the browser keeps the stored state of this VS Code.
 * @param {number | undefined} wanted
 */
async function choosePort(wanted) {
  try {
    return await freePort(wanted ?? defaultPort);
  } catch (error) {
    if (wanted === undefined) return freePort();
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    const reason =
      code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used: ${message}`;
    throw new PlainError(`Port ${wanted} ${reason}. Choose another with --port, or leave it out.`);
  }
}

/** @param {string} url */
function showUrl(url) {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', url]
        : ['xdg-open', url];
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => console.log('No browser could be opened. Open the address yourself.'))
    .unref();
}

/** @param {() => void} stop */
function onInterrupt(stop) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop);
}

function options() {
  const { values, positionals } = parse();
  const folder = resolve(root, positionals[0] ?? 'examples');
  if (!existsSync(folder)) throw new PlainError(`There is no folder ${folder}.`);
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536)) {
    throw new PlainError(`--port takes a number from 1 to 65535, not "${values.port}".`);
  }
  return { folder, port, browser: values.browser, open: !values['no-open'], help: values.help };
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        browser: { type: 'boolean', default: false },
        port: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    });
  } catch (error) {
    throw new PlainError(`${/** @type {Error} */ (error).message}\n\n${usage}`);
  }
}
