import { type Disposable, EventEmitter, type Uri, workspace } from 'vscode';
import { Lifetime } from '../../lifetime.ts';
import { fileWatcher } from '../../files/fileWatcher.ts';
import { filesOfLog } from './logContent.ts';

/** Milliseconds between two checks of the modification time. */
const interval = 2000;

/**
 * Fires when a log was written, created or deleted. Most file systems report that at once; network
 * file systems, on which training often writes, may not, so the modification time is checked as
 * well.
 */
export class FileChanges implements Disposable {
  private readonly lifetime = new Lifetime();
  private readonly changed = this.lifetime.own(new EventEmitter<void>());
  readonly onChanged = this.changed.event;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isDisposed = false;
  private last: string | undefined;

  constructor(private readonly uri: Uri) {
    const watcher = this.lifetime.own(fileWatcher(uri));
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete])
      this.lifetime.own(
        event(() => {
          this.changed.fire();
        }),
      );
    void this.check();
  }

  dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.timer);
    this.lifetime.dispose();
  }

  private async check(): Promise<void> {
    const now = await stampOf(this.uri);
    if (this.isDisposed) return;
    const before = this.last;
    this.last = now;
    if (before !== undefined && before !== now) this.changed.fire();
    this.timer = setTimeout(() => void this.check(), interval);
  }
}

/** A text that changes with every write of a log, also of a missing one. */
async function stampOf(uri: Uri): Promise<string> {
  try {
    const files = await filesOfLog(uri);
    const stats = await Promise.all(files.map((file) => workspace.fs.stat(file)));
    return stats.map(({ mtime, size }) => `${mtime} ${size}`).join();
  } catch {
    return 'missing';
  }
}
