import { type Disposable, type Event, EventEmitter, l10n, type Uri, workspace } from 'vscode';
import type { Engine } from '../../../protocol/engine.ts';
import type { RunsResult, ShownLog } from '../../../protocol/entropy/runs.ts';
import type { Role } from '../../../language/log/roles.ts';
import { maxLogLength } from '../../../language/log/readLog.ts';
import { Lifetime } from '../../lifetime.ts';
import type { ReadHead } from '../../platform.ts';
import { fileNameOf, openDocument } from '../../spec/specText.ts';
import type { ColumnMemory } from './columnMemory.ts';
import { FileChanges } from './fileChanges.ts';

/** Calm after a change before the log is read again: a trainer writes in bursts. */
const calm = 400;

/** Larger files are not opened whole: they would be in memory several times, however little is read. */
const mostBytes = 256 * 2 ** 20;

/** What a log is read with. */
export interface LogServices {
  readonly engine: Engine;
  readonly columns: ColumnMemory;
  readonly readHead: ReadHead;
}

/** One training log, read again whenever it is written to. The last reading stays on a failure. */
export class TrainingLog implements Disposable {
  readonly onChanged: Event<void>;
  private readonly lifetime = new Lifetime();
  private readonly changed = this.lifetime.own(new EventEmitter<void>());
  private readonly progress = this.lifetime.own(new EventEmitter<number>());
  /** Share of the log that has been read. */
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
      this.touched();
    });
    this.lifetime.own(
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.toString() === uri.toString()) this.touched();
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

  /** What a column means, now and in later logs with the same columns. */
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

  private touched(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.read(), calm);
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
      // What is remembered belongs to columns, and only a reading knows those.
      let result = await run(this.result);
      const remembered = Object.keys(columns.get(result.columns)).length > 0;
      if (remembered && !sameColumns(result, this.result)) result = await run(result);
      signal.throwIfAborted();
      this.result = result;
      this.failure = undefined;
    } catch (error) {
      if (signal.aborted) return;
      this.failure = error instanceof Error ? error.message : String(error);
    }
    this.changed.fire();
  }
}

/** The text of a log: the editor's when it is open there; of a huge file the part that is read. */
async function textOf(uri: Uri, readHead: ReadHead): Promise<string> {
  const document = openDocument(uri);
  if (document) return document.getText();
  const { size } = await workspace.fs.stat(uri);
  // One byte more than can be read, so that the reader says that something is missing.
  const bytes =
    size > mostBytes ? await readHead(uri, maxLogLength + 1) : await workspace.fs.readFile(uri);
  if (!bytes)
    throw new Error(
      l10n.t(
        'This log is {0} MB; the limit is {1} MB. Keep every hundredth row, for example with awk "NR % 100 == 1", and open the result',
        Math.round(size / 2 ** 20),
        mostBytes / 2 ** 20,
      ),
    );
  if (bytes.subarray(0, 4096).includes(0))
    throw new Error(l10n.t('Not a text file. A training log is CSV, TSV, JSON or console output'));
  // One unit more than is read, so that the reader says that something is missing.
  return new TextDecoder().decode(bytes.subarray(0, maxLogLength + 1));
}

function sameColumns(a: RunsResult, b: RunsResult | undefined): boolean {
  return JSON.stringify(a.columns) === JSON.stringify(b?.columns);
}
