import {
  type Disposable,
  type Event,
  EventEmitter,
  FileSystemError,
  l10n,
  type Uri,
  workspace,
} from 'vscode';
import type { Engine } from '../../../protocol/engine.ts';
import type { ConfigFile, ShownLog } from '../../../protocol/entropy/runs.ts';
import type { RunsResult } from '../../../language/log/runsInLog.ts';
import type { Role } from '../../../language/log/roles.ts';
import { Lifetime } from '../../lifetime.ts';
import type { ReadHead } from '../../platform.ts';
import { fileNameOf } from '../../spec/specText.ts';
import type { ColumnMemory } from './columnMemory.ts';
import { configFilesBeside } from './configFilesBeside.ts';
import { FileChanges } from './fileChanges.ts';
import { errorMessage } from '../../errorText.ts';
import { logContent } from './logContent.ts';

/** Milliseconds without a change before the log is read again: trainers write in bursts. */
const quietTime = 400;

/** What is needed to read a log. */
export interface LogServices {
  readonly engine: Engine;
  readonly columns: ColumnMemory;
  readonly readHead: ReadHead;
}

/** A training log, read again whenever it changes. After a failure the last result stays. */
export class TrainingLog implements Disposable {
  readonly onChanged: Event<void>;
  private readonly lifetime = new Lifetime();
  private readonly changed = this.lifetime.own(new EventEmitter<void>());
  private readonly progress = this.lifetime.own(new EventEmitter<number>());
  /** The share of the log that has been read. */
  readonly onProgress = this.progress.event;
  private result: RunsResult | undefined;
  private failure: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private reading = new AbortController();
  /** Files that may hold the configuration of the training, which do not change during it. */
  private configs: Promise<readonly ConfigFile[]> | undefined;

  constructor(
    readonly uri: Uri,
    private readonly services: LogServices,
  ) {
    this.onChanged = this.changed.event;
    this.lifetime.own(new FileChanges(uri)).onChanged(() => {
      this.schedule();
    });
    this.lifetime.own(
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.toString() === uri.toString()) this.schedule();
      }),
    );
    void this.read();
  }

  get shown(): ShownLog {
    const { uri, result, failure } = this;
    return {
      uri: uri.toString(),
      fileName: fileNameOf(uri),
      result,
      ...(failure !== undefined && { failure }),
    };
  }

  /** Assigns a column to a role, in this log and later ones with the same columns. */
  map(role: Role, column: string): void {
    if (!this.result) return;
    this.services.columns.set(this.result.columns, role, column);
    void this.read();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.reading.abort();
    this.lifetime.dispose();
  }

  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.read(), quietTime);
  }

  private async read(): Promise<void> {
    this.reading.abort();
    this.reading = new AbortController();
    const { signal } = this.reading;
    const { engine, columns, readHead } = this.services;
    try {
      const content = await logContent(this.uri, readHead);
      const configs = await (this.configs ??= configFilesBeside(this.uri));
      const run = (result?: RunsResult): Promise<RunsResult> =>
        engine.readRuns(
          { content, configs, mapping: result ? columns.get(result.columns) : {} },
          signal,
          ({ share }) => {
            this.progress.fire(share);
          },
        );
      // Roles are remembered for a set of columns, which is known only after reading.
      let result = await run(this.result);
      const remembered = Object.keys(columns.get(result.columns)).length > 0;
      if (remembered && !sameColumns(result, this.result)) result = await run(result);
      signal.throwIfAborted();
      this.result = result;
      this.failure = undefined;
    } catch (error) {
      if (signal.aborted) return;
      const isGone = error instanceof FileSystemError && error.code === 'FileNotFound';
      this.failure = isGone
        ? l10n.t('{0} was moved or deleted', fileNameOf(this.uri))
        : errorMessage(error);
    }
    this.changed.fire();
  }
}

function sameColumns(a: RunsResult, b: RunsResult | undefined): boolean {
  return JSON.stringify(a.columns) === JSON.stringify(b?.columns);
}
