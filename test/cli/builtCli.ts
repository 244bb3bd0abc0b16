import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** The bundle of the command line, built if it is not there yet. */
export function builtCli(): string {
  if (!existsSync('dist/cli.cjs')) execFileSync(process.execPath, ['esbuild.mjs', 'app']);
  return resolve('dist/cli.cjs');
}

/** What a run of a program has printed. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the bundle in a folder, with this standard input. */
export function runBuilt(
  args: readonly string[],
  { input = '', cwd = '.' }: { readonly input?: string | Uint8Array; readonly cwd?: string } = {},
): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [builtCli(), ...args], {
    input,
    cwd,
    maxBuffer: 64 * 2 ** 20,
  });
  return { code: status, out: stdout.toString(), err: stderr.toString() };
}
