import type { Uri } from 'vscode';
import { type Disposable, EventEmitter, type LogOutputChannel } from 'vscode';
import type { Facts } from '../../core/analysis/facts.ts';
import type { ComputeUpdate, ComputeResult, Engine, ReadText } from '../../protocol/engine.ts';
import type { Picture, Status } from '../../protocol/preview.ts';
import { applied, type TextEdit } from '../../language/text/textEdits.ts';
import { positionsIn } from '../../language/text/position.ts';
import { Lifetime } from '../lifetime.ts';
import { settingsFor } from '../settings.ts';
import { type Reading, readingOf } from './reading.ts';
import { fileWatcher } from '../files/fileWatcher.ts';
import { fileNameOf, openDocument, readSpec, UnreadableSpec } from './specText.ts';

/** Shortest time, in milliseconds, between the starts of two computations of one document. */
const throttle = 30;
/** Regions counted for hovers and lenses while nobody looks at the picture. */
const countedRegions = 20_000;
/** Shortest time, in milliseconds, between two words about progress. */
const progressInterval = 100;
/** A text that is computed for longer is read before its facts are there, others once with them. */
const readWithin = 300;

/** Edits of the text of one version, to be looked at before they are made. */
export interface Trial {
  readonly version: number;
  readonly edits: readonly TextEdit[];
}

/**
 * One spec followed through its life: read again at every edit or save, computed while somebody
 * looks. The latest text wins; work on an older one is cancelled. Errors leave the last picture.
 */
export class SpecSession implements Disposable {
  private readonly lifetime = new Lifetime();
  private readonly readingEmitter = this.lifetime.own(new EventEmitter<Reading>());
  private readonly pictureEmitter = this.lifetime.own(new EventEmitter<Picture>());
  private readonly factsEmitter = this.lifetime.own(new EventEmitter<Facts>());
  private readonly statusEmitter = this.lifetime.own(new EventEmitter<Status>());
  readonly onReading = this.readingEmitter.event;
  /** Pictures, and sketches of those that take long. */
  readonly onPicture = this.pictureEmitter.event;
  /** What is known of the last picture. */
  readonly onFacts = this.factsEmitter.event;
  readonly onStatus = this.statusEmitter.event;

  reading: Reading | undefined;
  picture: Picture | undefined;
  /** Of `picture`, once they are known; a sketch has none. */
  facts: Facts | undefined;
  status: Status = { kind: 'current' };

  private viewers = 0;
  private unlimited = false;
  private running: AbortController | undefined;
  private trial: Trial | undefined;
  /** The trial that the work under way is about. */
  private trying: Trial | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastStart = -Infinity;
  /** The last picture that was no sketch, and what is known of it. */
  private whole: { readonly picture: Picture; facts?: Facts } | undefined;
  /** Version of the text that `whole` shows, also when errors kept it from being replaced. */
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

  /** Lets go of the pictures, once no preview is left that could come back to them. */
  forget(): void {
    this.picture = undefined;
    this.facts = undefined;
    this.whole = undefined;
    this.drawn = undefined;
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

  /**
   * Shows what edits would make without making them; undefined goes back to the text itself. A trial
   * under way is finished before the next has its turn: the picture follows the hand at the pace of
   * the engine, where dropping the older for the newer might never show any.
   */
  try(trial: Trial | undefined): void {
    this.trial = trial;
    this.drawn = undefined;
    if (!trial || !this.trying) this.schedule();
  }

  /** Stops the work under way; the last picture stays. */
  cancel(): void {
    if (!this.running) return;
    this.running.abort();
    this.running = undefined;
    this.dropSketch();
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
    const watcher = this.lifetime.own(fileWatcher(this.uri));
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
    // A hidden preview of a file that no editor has open costs nothing until it is looked at again.
    if (this.viewers === 0 && !openDocument(this.uri)) return;
    this.lastStart = Date.now();
    this.running?.abort();
    const controller = new AbortController();
    this.running = controller;
    const { trial } = this;
    this.trying = trial;
    try {
      await this.compute(controller.signal, trial);
    } catch (error) {
      if (controller.signal.aborted) return;
      if (error instanceof UnreadableSpec) this.unreadable(error);
      else this.failed(error);
    } finally {
      if (this.running === controller) {
        this.running = undefined;
        this.tried(trial);
      }
    }
  }

  private async compute(signal: AbortSignal, wished: Trial | undefined): Promise<void> {
    const spec = await readSpec(this.uri);
    signal.throwIfAborted();
    const { version, format, fileName } = spec;
    const trial = wished?.version === version ? wished : undefined;
    const text = trial ? applied(spec.text, trial.edits) : spec.text;
    const settings = settingsFor(this.uri);
    const waitsForSave = settings.update === 'onSave' && openDocument(this.uri)?.isDirty === true;
    const want =
      waitsForSave && this.drawn && !trial ? 'problems' : this.viewers > 0 ? 'preview' : 'facts';
    if (this.drawn && this.drawn.version !== version) this.unlimited = false;
    const unlimited = this.unlimited;
    const budget = unlimited ? Infinity : settings.maxRegions;

    let early: ReturnType<typeof setTimeout> | undefined;
    let lastWord = Date.now();
    const onUpdate = (update: ComputeUpdate): void => {
      if (signal.aborted) return;
      switch (update.kind) {
        case 'read':
          if (trial) break;
          early = setTimeout(() => {
            this.read(readingOf(text, version, update.read, undefined));
          }, readWithin);
          break;
        case 'progress':
          if (Date.now() - lastWord < progressInterval) return;
          lastWord = Date.now();
          this.tell({ kind: 'computing', cells: update.cells, share: update.share });
          break;
        case 'picture':
          this.show(update.picture, unlimited, settings.maxRegions);
          if (!update.picture.sketch) this.tried(trial);
      }
    };
    const maxCells = want === 'preview' ? budget : Math.min(budget, countedRegions);
    const request = { text, format, version, fileName, want, maxCells } as const;
    let result: ComputeResult;
    try {
      result = await this.engine.compute(request, signal, onUpdate);
    } finally {
      clearTimeout(early);
    }
    signal.throwIfAborted();
    if (trial) {
      if (result.facts) this.know(result.facts);
      return;
    }

    this.read(readingOf(text, version, result, result.facts));
    if (result.problems.some(({ severity }) => severity === 'error')) this.stopAt(text, result);
    else if (want === 'preview' && result.facts) this.know(result.facts);
    else if (this.status.kind === 'problems') this.tell({ kind: 'current' });
  }

  /** A trial has been seen: the one that is wanted by now has its turn. */
  private tried(trial: Trial | undefined): void {
    this.trying = undefined;
    if (this.trial && this.trial !== trial) this.schedule();
  }

  private read(reading: Reading): void {
    this.reading = reading;
    this.readingEmitter.fire(reading);
  }

  private show(picture: Picture, unlimited: boolean, limit: number): void {
    this.picture = picture;
    this.facts = undefined;
    if (!picture.sketch) {
      const { version, complex, timings } = picture;
      this.log.debug(
        `${fileNameOf(this.uri)} v${version}: ${complex.cellCount} regions, parsed in ` +
          `${timings.parse.toFixed(1)} ms, computed in ${timings.compute.toFixed(1)} ms`,
      );
      this.whole = { picture };
      this.drawn = { version, unlimited };
    }
    this.pictureEmitter.fire(picture);
    if (picture.sketch) return;
    this.tell(picture.complex.complete ? { kind: 'current' } : { kind: 'limited', limit });
  }

  private know(facts: Facts): void {
    this.facts = facts;
    if (this.whole) this.whole.facts = facts;
    this.factsEmitter.fire(facts);
  }

  /** Goes back from the sketch of what will not be computed now to the last good picture. */
  private dropSketch(): void {
    if (!this.picture?.sketch || !this.whole) return;
    const { picture, facts } = this.whole;
    this.picture = picture;
    this.pictureEmitter.fire(picture);
    if (facts) this.know(facts);
  }

  private stopAt(text: string, { problems }: ReadText): void {
    const positionOf = positionsIn(text);
    this.dropSketch();
    this.tell({
      kind: 'problems',
      problems: problems.map(({ severity, message, range }) => ({
        severity,
        message,
        ...positionOf(range.start),
      })),
    });
  }

  /** A file that is there but is no text gets its squiggle too, at its very start. */
  private unreadable({ code, message }: UnreadableSpec): void {
    const problem = { severity: 'error', code, message, range: { start: 0, end: 0 } } as const;
    const problems = code === 'missing' ? [] : [problem];
    this.read(readingOf('', 0, { problems }, undefined));
    this.dropSketch();
    this.tell({ kind: 'missing', message });
  }

  private failed(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.log.error(
      `${this.uri.toString()}: ${error instanceof Error ? (error.stack ?? message) : message}`,
    );
    this.dropSketch();
    this.tell({ kind: 'failed', message: message.split('\n', 1)[0] });
  }

  private tell(status: Status): void {
    this.status = status;
    this.statusEmitter.fire(status);
  }
}
