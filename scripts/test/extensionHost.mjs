import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { hostFolder, root } from '../project.mjs';
import { findDesktop, hasDisplay } from '../vscode/desktop.mjs';
import { versions } from '../vscode/install.mjs';

/**
 * Runs a suite in the extension host of a VS Code with a workspace of two folders: the desktop VS Code if
 * it is available and a display exists, otherwise the one for the browser in its place. Returns
 * whether the suite passed.
 * @param {string} suite
 * @param {NodeJS.ProcessEnv} env
 */
export async function runInExtensionHost(suite, env) {
  const executable = (await desktop()) ?? servedVsCode();
  console.log(`  with ${executable}`);
  // A short path, because VS Code creates sockets there, whose paths are limited in length.
  const scratch = mkdtempSync(join(tmpdir(), 'fold-'));
  const workspace = makeWorkspace(scratch);
  try {
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: root,
      extensionTestsPath: suite,
      extensionTestsEnv: env,
      launchArgs: [
        workspace,
        `--user-data-dir=${join(scratch, 'data')}`,
        `--extensions-dir=${join(scratch, 'extensions')}`,
      ],
    });
    return true;
  } catch (error) {
    console.error(/** @type {Error} */ (error).message);
    return false;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * A copy of the examples, and a folder with its own settings.
 * @param {string} scratch
 */
function makeWorkspace(scratch) {
  cpSync(join(root, 'examples'), join(scratch, 'examples'), { recursive: true });
  mkdirSync(join(scratch, 'other/.vscode'), { recursive: true });
  const settings = { 'foldComplex.maxRegions': 1 };
  writeFileSync(join(scratch, 'other/.vscode/settings.json'), JSON.stringify(settings));
  const file = join(scratch, 'two.code-workspace');
  writeFileSync(file, JSON.stringify({ folders: [{ path: 'examples' }, { path: 'other' }] }));
  return file;
}

async function desktop() {
  if (!hasDisplay()) return undefined;
  const installed = findDesktop();
  if (installed) return installed;
  try {
    return await downloadAndUnzipVSCode({ version: versions.vscode, cachePath: hostFolder });
  } catch (error) {
    console.log(`  no desktop VS Code to be had: ${/** @type {Error} */ (error).message}`);
    return undefined;
  }
}

function servedVsCode() {
  const name = process.platform === 'win32' ? 'code.cmd' : 'code.mjs';
  return join(root, 'scripts/vscode', name);
}
