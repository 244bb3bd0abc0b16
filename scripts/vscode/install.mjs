import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostFolder, npm, PlainError } from '../project.mjs';

/** Pinned versions of everything outside package.json. */
export const versions = {
  /** VS Code for the browser: `codeServer` 4.N.M is VS Code 1.N.M. */
  codeServer: '4.139.1',
  /** The desktop VS Code that @vscode/test-electron downloads. */
  vscode: '1.139.1',
  /** Runs code-server if the current Node is too old for it. */
  node: '24.21.0',
  /** A Chromium from npm, for Linux on x64 without any browser. */
  chromium: '143.0.4',
};

/**
 * Installs VS Code for the browser from npm unless it is installed, and returns its folder and the Node
 * to run it with. Nothing is compiled and no install scripts run. Throws if npm fails.
 */
export function installCodeServer() {
  const folder = installOnce('code-server', versions.codeServer, (dir) => {
    install(dir, `code-server@${versions.codeServer}`);
    const vscode = join(dir, 'node_modules/code-server/lib/vscode');
    npm(['install', '--ignore-scripts', '--omit=dev'], vscode);
    npm(['install', '--ignore-scripts', '--omit=dev'], join(vscode, 'extensions'));
  });
  return { dir: join(folder, 'node_modules/code-server'), node: installNode() };
}

/** Path of a Node that can run code-server: the current one if it is new enough. */
function installNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  // VS Code's server imports registerHooks of node:module.
  if (major > 22 || (major === 22 && minor >= 15)) return process.execPath;
  const windows = process.platform === 'win32';
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
  const folder = installOnce('node', versions.node, (dir) => {
    install(dir, `${name}@${versions.node}`);
  });
  return join(folder, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
}

/** Path of the Chromium from npm. Throws on unsupported platforms. */
export async function installNpmChromium() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new PlainError(
      'No browser found. Install Chrome, Chromium or Edge, or set CHROMIUM to the path of one.',
    );
  }
  const folder = installOnce('chromium', versions.chromium, (dir) => {
    install(dir, `@sparticuz/chromium@${versions.chromium}`);
  });
  const entry = join(folder, 'node_modules/@sparticuz/chromium/build/esm/index.js');
  const { default: chromium } = /** @type {{ default: { executablePath(): Promise<string> } }} */ (
    await import(entry)
  );
  return chromium.executablePath();
}

/**
 * The folder .vscode-test/NAME, filled by `fill` unless a stamp file shows that the same version has
 * been installed completely.
 * @param {string} name
 * @param {string} version
 * @param {(dir: string) => void} fill
 */
function installOnce(name, version, fill) {
  const dir = join(hostFolder, name);
  const stamp = join(dir, 'installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === version) return dir;
  const start = Date.now();
  console.log(`Installing ${name} ${version} from npm, once …`);
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  fill(dir);
  writeFileSync(stamp, version);
  console.log(`… done in ${Math.round((Date.now() - start) / 1000)} s`);
  return dir;
}

/**
 * @param {string} dir
 * @param {string} spec
 */
function install(dir, spec) {
  // With its own package.json, as npm would otherwise install into the enclosing project.
  writeFileSync(join(dir, 'package.json'), '{ "private": true }');
  npm(['install', '--ignore-scripts', spec], dir);
}
