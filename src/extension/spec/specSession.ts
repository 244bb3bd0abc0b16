import {
  type Disposable,
  EventEmitter,
  type LogOutputChannel,
  Range,
  RelativePattern,
  Uri,
  workspace,
} from 'vscode';
import type { Facts } from '../../core/analysis/facts.ts';
import type { Engine } from '../../protocol/engine.ts';
import type { Picture, Status } from '../../protocol/view.ts';
import type { Naming } from '../../spec/naming.ts';
import type { OutlineItem } from '../../spec/outline.ts';
import { positionsIn } from '../../spec/position.ts';
import type { Problem, TextRange } from '../../spec/problem.ts';
import type { SourceMap } from '../../spec/spec.ts';
import { Lifetime } from '../lifetime.ts';
import { settingsFor } from '../settings.ts';
import { fileNameOf, openDocument, readSpec, UnreadableSpec } from './specText.ts';

/** Shortest time, in milliseconds, between the starts of two computations of one document. */
const throttle = 30;
/** Regions counted for hovers and lenses while nobody looks at the picture. */
const countedRegions = 20_000;
/** Shortest time, in milliseconds, between two words about progress. */
const progressInterval = 100;

/** What is known of a spec's text: its problems and places, as ranges of that text. */
export interface Reading {
  readonly version: number;
  readonly problems: readonly Problem[];
  /** What stands where, unless brackets or indentation are wrong. */
  readonly outline: OutlineItem | undefined;
  readonly source: SourceMap | undefined;
  readonly naming: Naming | undefined;
  /** What the network does, when the text has no errors and was not held back until a save. */
  readonly facts: Facts | undefined;
  rangeOf(range: TextRange): Range;
}

/**
 * One spec followed through its life: read again at every edit or save, computed while somebody
 * looks. The latest text wins; work on an older one is cancelled. Errors leave the last picture.
 */
export class SpecSession implements Disposable {
  private readonly lifetime = new Lifetime();
  private readonly readingEmitter = this.lifetime.own(new EventEmitter<Reading>());
  private readonly pictureEmitter = this.lifetime.own(new EventEmitter<Picture>());
  private readonly statusEmitter = this.lifetime.own(new EventEmitter<Status>());
  readonly onReading = this.readingEmitter.event;
  readonly onPicture = this.pictureEmitter.event;
  readonly onStatus = this.statusEmitter.event;

  reading: Reading | undefined;
  picture: Picture | undefined;
  status: Status = { kind: 'current' };

  private viewers = 0;
  private unlimited = false;
  private running: AbortController | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastStart = -Infinity;
  /** Version of the text that `picture` shows, also when errors kept it from being replaced. */
  private drawn: { version: number; unlimited: boolean } | undefined;

  constructor(
    readonly uri: Uri,
    private readonly engine: Engine,
    private readonly log: LogOutputChannel,
  ) {
    this.watchFile();
    this.schedule();
  }

  /** Counts somebody who looks at the picture; without any, only problems and facts are followed. */
  look(): Disposable {
    this.viewers++;
    const document = openDocument(this.uri);
    if (this.drawn?.version !== (document?.version ?? 0)) this.schedule();
    let looking = true;
    return {
      dispose: () => {
        if (looking) this.viewers--;
        looking = false;
      },
    };
  }

  /** The text changed in an editor. */
  edited(): void {
    this.schedule();
  }

  /** The text was saved; a picture that followed the edits shows it already. */
  saved(): void {
    if (this.drawn?.version !== openDocument(this.uri)?.version) this.touched();
  }

  /** The text was opened or closed, a setting changed, or cancelled work is wanted again. */
  touched(): void {
    this.drawn = undefined;
    this.schedule();
  }

  /** Computes again without the budget of regions, until the text changes. */
  computeAll(): void {
    this.unlimited = true;
    this.drawn = undefined;
    this.schedule();
  }

  /** Stops the work under way; the last picture stays. */
  cancel(): void {
    if (!this.running) return;
    this.running.abort();
    this.running = undefined;
    this.tell({ kind: 'cancelled' });
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.running?.abort();
    this.lifetime.dispose();
  }

  /** Follows the file on disk while no editor has it open. */
  private watchFile(): void {
    if (this.uri.scheme === 'untitled') return;
    const folder = Uri.joinPath(this.uri, '..');
    const name = fileNameOf(this.uri);
    const watcher = this.lifetime.own(
      // Square brackets keep characters such as * in a file name from being read as a pattern.
      workspace.createFileSystemWatcher(
        new RelativePattern(folder, name.replace(/[*?{}[\]]/g, '[$&]')),
      ),
    );
    const onDisk = (): void => {
      if (!openDocument(this.uri)) this.touched();
    };
    watcher.onDidChange(onDisk);
    watcher.onDidCreate(onDisk);
    watcher.onDidDelete(onDisk);
  }

  private schedule(): void {
    if (this.timer !== undefined || this.lifetime.isOver) return;
    const wait = Math.max(0, this.lastStart + throttle - Date.now());
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.run();
    }, wait);
  }

  private async run(): Promise<void> {
    this.lastStart = Date.now();
    this.running?.abort();
    const controller = new AbortController();
    this.running = controller;
    try {
      await this.compute(controller.signal);
    } catch (error) {
      if (controller.signal.aborted) return;
      if (error instanceof UnreadableSpec) this.unreadable(error);
      else this.failed(error);
    } finally {
      if (this.running === controller) this.running = undefined;
    }
  }

  private async compute(signal: AbortSignal): Promise<void> {
    const { text, version, format, fileName } = await readSpec(this.uri);
    signal.throwIfAborted();
    const settings = settingsFor(this.uri);
    const waitsForSave = settings.update === 'onSave' && openDocument(this.uri)?.isDirty === true;
    const want = waitsForSave && this.drawn ? 'problems' : this.viewers > 0 ? 'picture' : 'facts';
    if (this.drawn && this.drawn.version !== version) this.unlimited = false;
    const unlimited = this.unlimited;
    const budget = unlimited ? Infinity : settings.maxRegions;

    let lastWord = Date.now();
    const result = await this.engine.compute(
      {
        text,
        format,
        version,
        fileName,
        want,
        maxCells: want === 'picture' ? budget : Math.min(budget, countedRegions),
      },
      signal,
      ({ cells, share }) => {
        if (signal.aborted || Date.now() - lastWord < progressInterval) return;
        lastWord = Date.now();
        this.tell({ kind: 'computing', cells, share });
      },
    );
    signal.throwIfAborted();

    const positionOf = positionsIn(text);
    const rangeOf = ({ start, end }: TextRange): Range => {
      const from = positionOf(start);
      const to = positionOf(end);
      return new Range(from.line - 1, from.column - 1, to.line - 1, to.column - 1);
    };
    this.reading = {
      version,
      problems: result.problems,
      outline: result.outline,
      source: result.source,
      naming: result.naming,
      facts: result.facts,
      rangeOf,
    };
    this.readingEmitter.fire(this.reading);

    if (result.problems.some((problem) => problem.severity === 'error')) {
      this.tell({
        kind: 'problems',
        problems: result.problems.map(({ severity, message, range }) => ({
          severity,
          message,
          ...positionOf(range.start),
        })),
      });
      return;
    }
    if (!result.picture) {
      if (this.status.kind === 'problems') this.tell({ kind: 'current' });
      return;
    }
    const { picture } = result;
    this.log.debug(
      `${fileName} v${version}: ${picture.complex.cellCount} regions, parsed in ` +
        `${picture.timings.parse.toFixed(1)} ms, computed in ${picture.timings.compute.toFixed(1)} ms`,
    );
    this.picture = picture;
    this.drawn = { version, unlimited };
    this.pictureEmitter.fire(picture);
    this.tell(
      picture.complex.complete
        ? { kind: 'current' }
        : { kind: 'limited', limit: settings.maxRegions },
    );
  }

  /** A file that is there but is no text gets its squiggle too, at its very start. */
  private unreadable({ code, message }: UnreadableSpec): void {
    const range = { start: 0, end: 0 };
    this.reading = {
      version: 0,
      problems: code === 'missing' ? [] : [{ severity: 'error', code, message, range }],
      outline: undefined,
      source: undefined,
      naming: undefined,
      facts: undefined,
      rangeOf: () => new Range(0, 0, 0, 0),
    };
    this.readingEmitter.fire(this.reading);
    this.tell({ kind: 'missing', message });
  }

  private failed(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.log.error(
      `${this.uri.toString()}: ${error instanceof Error ? (error.stack ?? message) : message}`,
    );
    this.tell({ kind: 'failed', message: message.split('\n', 1)[0] });
  }

  private tell(status: Status): void {
    this.status = status;
    this.statusEmitter.fire(status);
  }
}
