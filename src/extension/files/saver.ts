import { l10n, Uri, window, workspace } from 'vscode';
import { printable } from '../../core/printable.ts';
import {
  placeKey,
  writeConflicts,
  type KnownFile,
  type WrittenFile,
} from '../../engine/writeConflicts.ts';
import type { Engine } from '../../protocol/engine.ts';
import { formatOf } from '../../language/text/format.ts';
import type { LocalFiles } from '../platform.ts';
import { exists } from './exists.ts';
import { fileNameOf, readSpec } from '../spec/specText.ts';

/** A file to be written. */
export interface SavedFile {
  readonly uri: Uri;
  readonly content: Uint8Array;
}

/** Writes what the extension makes, and never over what it is made of. */
export class Saver {
  constructor(
    private readonly engine: Pick<Engine, 'compute'>,
    private readonly local: LocalFiles | undefined,
  ) {}

  /**
   * Writes files. The user has named the first of them, and is asked before another replaces a file; false if
   * that is declined, and nothing is written. Throws an error for the user if a file is one of the `sources`,
   * or one that a network spec among them names.
   */
  async save(files: readonly SavedFile[], sources: readonly Uri[]): Promise<boolean> {
    const written = await Promise.all(
      files.map(async ({ uri }, i): Promise<WrittenFile> => ({
        ...this.known(uri),
        exists: i > 0 && (await exists(uri)),
        isSecondary: i > 0,
      })),
    );
    const named = await Promise.all(sources.map((uri) => this.filesOf(uri)));
    const read = [...sources, ...named.flat()].map((uri) => this.known(uri));
    for (const conflict of writeConflicts(written, read)) {
      const { name } = conflict.file;
      switch (conflict.kind) {
        case 'source':
          throw new Error(
            l10n.t(
              'The export is made from {0} and must not replace it. Choose another name.',
              name,
            ),
          );
        case 'twice':
          throw new Error(l10n.t('Two files would have the name {0}. Choose another name.', name));
        case 'exists':
          if (!(await mayReplace(name, written[0].name))) return false;
      }
    }
    for (const { uri, content } of files) await this.replace(uri, content);
    return true;
  }

  private known(uri: Uri): KnownFile {
    const name = fileNameOf(uri);
    const keys = this.localOf(uri)?.keysOf(uri.fsPath) ?? [
      placeKey(Uri.joinPath(uri, '..').toString(), name),
    ];
    return { name: printable(name), keys };
  }

  private localOf(uri: Uri): LocalFiles | undefined {
    return uri.scheme === 'file' ? this.local : undefined;
  }

  /** The files that a network spec names; none of any other file, or if it cannot be read. */
  private async filesOf(uri: Uri): Promise<Uri[]> {
    if (!formatOf(fileNameOf(uri))) return [];
    try {
      const spec = await readSpec(uri);
      const request = { ...spec, want: 'problems' as const, maxCells: 1 };
      const { files = [] } = await this.engine.compute(
        request,
        new AbortController().signal,
        () => undefined,
      );
      return files.map((path) => Uri.joinPath(uri, '..', ...path.split('/')));
    } catch {
      return [];
    }
  }

  /** Writes a file whole or not at all, as far as its file system allows. */
  private async replace(uri: Uri, content: Uint8Array): Promise<void> {
    const local = this.localOf(uri);
    if (local) {
      local.replace(uri.fsPath, [content]);
      return;
    }
    const temporary = Uri.joinPath(uri, '..', `.fold-complex-${crypto.randomUUID()}.tmp`);
    const discard = (): Thenable<void> =>
      workspace.fs.delete(temporary).then(undefined, () => undefined);
    try {
      await workspace.fs.writeFile(temporary, content);
    } catch (error) {
      await discard();
      throw error;
    }
    try {
      await workspace.fs.rename(temporary, uri, { overwrite: true });
    } catch {
      // Not every virtual file system can rename over a file. There was room for the content.
      await discard();
      await workspace.fs.writeFile(uri, content);
    }
  }
}

/** Asks whether a file that the user has not named may be replaced. */
async function mayReplace(name: string, first: string): Promise<boolean> {
  const replace = l10n.t('Replace');
  const choice = await window.showWarningMessage(
    l10n.t('Replace {0}?', name),
    { modal: true, detail: l10n.t('It already exists. The export of {0} writes it, too.', first) },
    replace,
  );
  return choice === replace;
}
