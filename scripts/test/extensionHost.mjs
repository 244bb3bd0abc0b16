import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { hostFolder, root } from '../project.mjs';
import { findDesktop, hasDisplay } from '../vscode/desktop.mjs';
import { versions } from '../vscode/install.mjs';

/**
 * Runs a suite in the extension host of a VS Code that opens a workspace of two folders: the desktop
 * VS Code where one can be had and shown, otherwise the one for the browser under the same name.
 * Tells whether the suite ended well.
 * @param {string} suite
 * @param {NodeJS.ProcessEnv} env
 */
export async function runInExtensionHost(suite, env) {
  const executable = (await desktop()) ?? servedVsCode();
  console.log(`  with ${executable}`);
  // Short and new: VS Code puts sockets there, whose paths must not be long.
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
 * A copy of the examples, and a folder with settings of its own.
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
