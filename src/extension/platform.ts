import type { Disposable, LogOutputChannel, Uri } from 'vscode';
import type { Engine } from '../protocol/engine.ts';

/** The first bytes of a file, without the rest of it; undefined where only whole files can be read. */
export type ReadHead = (uri: Uri, bytes: number) => Promise<Uint8Array | undefined>;

/** Files on a disk that the extension reaches without VS Code, by path. */
export interface LocalFiles {
  /** The keys of a file for `writeConflicts`. */
  readonly keysOf: (path: string) => readonly string[];
  /** Writes a file whole or not at all. Throws the error of the system. */
  readonly replace: (path: string, content: readonly Uint8Array[]) => void;
}

/** What differs between desktop and browser. */
export interface Platform {
  readonly createEngine: (log: LogOutputChannel) => Engine & Disposable;
  readonly readHead: ReadHead;
  /** Absent in the browser. */
  readonly localFiles?: LocalFiles;
}
