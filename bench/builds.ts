import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { root } from '../scripts/project.mjs';

/** A benchmark built from another commit; its folder is removed when it is disposed. */
export interface OtherBuild extends Disposable {
  readonly script: string;
}

/**
 * Builds another commit with a benchmark of this one, so that both are measured the same way. Throws if
 * the commit is unknown or its interface differs.
 */
export function buildOf(ref: string, benchmark: string): OtherBuild {
  const folder = mkdtempSync(join(tmpdir(), 'fold-complex-'));
  const script = join(folder, 'out/bench.mjs');
  try {
    const archive = execFileSync('git', ['archive', ref], { cwd: root, maxBuffer: 2 ** 30 });
    execFileSync('tar', ['-x', '-C', folder], { input: archive });
    rmSync(join(folder, 'bench'), { recursive: true, force: true });
    cpSync(join(root, 'bench'), join(folder, 'bench'), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    buildSync({
      absWorkingDir: folder,
      entryPoints: [benchmark],
      outfile: script,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      packages: 'external',
    });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    script,
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
