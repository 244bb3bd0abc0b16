import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Network } from '../src/core/network/network.ts';

/** What a process can measure of one network. */
export type Measurement = 'complex' | 'edits' | 'together' | 'peers';

/**
 * A network in a file, so that the processes that measure it have nothing else to do before; the file is
 * removed when it is disposed.
 */
export class NetworkFile implements Disposable {
  private readonly folder = mkdtempSync(join(tmpdir(), 'fold-network-'));
  readonly path = join(this.folder, 'network');

  constructor(network: Network) {
    writeFileSync(this.path, serialize(network));
  }

  static read(path: string): Network {
    return deserialize(readFileSync(path)) as Network;
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Measures a network in a process of its own, with `complex.js` of some build. */
export function measureAlone(
  script: string,
  what: Measurement,
  { path }: NetworkFile,
  options: readonly string[],
): unknown {
  const args = [script, '--alone', what, '--network', path, ...options];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}
