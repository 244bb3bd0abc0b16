import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { buildSync } from 'esbuild';
import { root } from '../scripts/project.mjs';

/** A benchmark built from another commit; its folder is removed when it is disposed. */
export interface OtherBuild extends Disposable {
  readonly script: string;
}

/**
 * Builds another commit with a benchmark of this one, so that both are measured the same way, by its own
 * esbuild.mjs, which knows what it is made of. Throws if the commit is unknown or its interface differs.
 */
export function buildOf(ref: string, benchmark: string): OtherBuild {
  const folder = mkdtempSync(join(tmpdir(), 'fold-complex-'));
  try {
    const archive = execFileSync('git', ['archive', ref], { cwd: root, maxBuffer: 2 ** 30 });
    execFileSync('tar', ['-x', '-C', folder], { input: archive });
    rmSync(join(folder, 'bench'), { recursive: true, force: true });
    cpSync(join(root, 'bench'), join(folder, 'bench'), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    const script = join(folder, 'out/bench', basename(benchmark).replace(/\.ts$/, '.js'));
    buildItself(folder, benchmark);
    if (!existsSync(script)) buildPlainly(folder, benchmark);
    return {
      script,
      [Symbol.dispose]: () => {
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function buildItself(folder: string, benchmark: string): void {
  try {
    const args = ['esbuild.mjs', '--production', benchmark];
    execFileSync(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  } catch {
    // Commits before December 2026 build no single benchmark.
  }
}

/** As esbuild.mjs does, for commits whose engine is nothing but TypeScript. */
function buildPlainly(folder: string, benchmark: string): void {
  buildSync({
    absWorkingDir: folder,
    entryPoints: [benchmark],
    outdir: 'out/bench',
    outbase: 'bench',
    bundle: true,
    splitting: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    mainFields: ['module', 'main'],
    define: { 'process.env.NODE_ENV': '"production"' },
  });
}
