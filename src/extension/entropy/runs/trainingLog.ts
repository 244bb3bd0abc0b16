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
import type { ShownLog } from '../../../protocol/entropy/runs.ts';
import type { RunsResult } from '../../../language/log/runsInLog.ts';
import type { Role } from '../../../language/log/roles.ts';
import { encodingOf } from '../../../language/text/encoding.ts';
import { maxLogLength } from '../../../language/log/readLog.ts';
import { Lifetime } from '../../lifetime.ts';
import type { ReadHead } from '../../platform.ts';
import { fileNameOf, openDocument } from '../../spec/specText.ts';
import type { ColumnMemory } from './columnMemory.ts';
import { FileChanges } from './fileChanges.ts';
import { errorMessage } from '../../errorText.ts';

/** Milliseconds without a change before the log is read again: trainers write in bursts. */
const quietTime = 400;

/** Larger files are not read whole: they would be in memory several times. */
const maxBytes = 256 * 2 ** 20;

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
      const text = await textOf(this.uri, readHead);
      const run = (result?: RunsResult): Promise<RunsResult> =>
        engine.readRuns(
          { text, mapping: result ? columns.get(result.columns) : {} },
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

/**
 * The text of a log: that of the editor if it is open there; the first part of a very large file.
 */
async function textOf(uri: Uri, readHead: ReadHead): Promise<string> {
  const document = openDocument(uri);
  if (document) return document.getText();
  const { size } = await workspace.fs.stat(uri);
  // One byte more than the limit, so that the reader reports that something is missing.
  const bytes =
    size > maxBytes ? await readHead(uri, maxLogLength + 1) : await workspace.fs.readFile(uri);
  if (!bytes)
    throw new Error(
      l10n.t(
        'This log is {0} MB; the limit is {1} MB. Keep every hundredth row, for example with awk "NR % 100 == 1", and open the result',
        Math.round(size / 2 ** 20),
        maxBytes / 2 ** 20,
      ),
    );
  const encoding = encodingOf(bytes);
  if (!encoding)
    throw new Error(l10n.t('Not a text file. A training log is CSV, TSV, JSON or console output'));
  // One character more than the limit, so that the reader reports that something is missing.
  // Characters take up to two bytes of UTF-16.
  const most = encoding === 'utf-8' ? maxLogLength + 1 : 2 * (maxLogLength + 1);
  return new TextDecoder(encoding).decode(bytes.subarray(0, most));
}

function sameColumns(a: RunsResult, b: RunsResult | undefined): boolean {
  return JSON.stringify(a.columns) === JSON.stringify(b?.columns);
}
