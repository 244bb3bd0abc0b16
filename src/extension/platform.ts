import type { Disposable, LogOutputChannel, Uri } from 'vscode';
import type { Engine } from '../protocol/engine.ts';

/** The first bytes of a file, without the rest of it; undefined where only whole files can be read. */
export type ReadHead = (uri: Uri, bytes: number) => Promise<Uint8Array | undefined>;

/** What differs between desktop and browser. */
export interface Platform {
  readonly createEngine: (log: LogOutputChannel) => Engine & Disposable;
  readonly readHead: ReadHead;
}
