import { type Disposable, EventEmitter, type Uri, workspace } from 'vscode';
import { Lifetime } from '../../lifetime.ts';
import { fileWatcher } from '../../files/fileWatcher.ts';

/** Between two looks at a file whose file system may tell nothing. */
const lookEvery = 2000;

/**
 * Tells when a file was written, made or deleted. File systems tell that at once where they can;
 * those shared over a network, on which training often writes, do not: the time of the last change
 * is looked at as well.
 */
export class FileChanges implements Disposable {
  private readonly lifetime = new Lifetime();
  private readonly changed = this.lifetime.own(new EventEmitter<void>());
  readonly onChanged = this.changed.event;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private disposed = false;
  private last: string | undefined;

  constructor(private readonly uri: Uri) {
    const watcher = this.lifetime.own(fileWatcher(uri));
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete])
      this.lifetime.own(
        event(() => {
          this.changed.fire();
        }),
      );
    void this.look();
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    this.lifetime.dispose();
  }

  private async look(): Promise<void> {
    const now = await stampOf(this.uri);
    if (this.disposed) return;
    const before = this.last;
    this.last = now;
    if (before !== undefined && before !== now) this.changed.fire();
    this.timer = setTimeout(() => void this.look(), lookEvery);
  }
}

/** What changes with every write of a file; also of one that is not there. */
async function stampOf(uri: Uri): Promise<string> {
  try {
    const { mtime, size } = await workspace.fs.stat(uri);
    return `${mtime} ${size}`;
  } catch {
    return 'missing';
  }
}
