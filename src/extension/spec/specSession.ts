import type { Uri } from 'vscode';
import { type Disposable, EventEmitter, type LogOutputChannel } from 'vscode';
import type { Facts } from '../../core/analysis/facts.ts';
import type { ComputeUpdate, ComputeResult, Engine, ReadText } from '../../protocol/engine.ts';
import type { Picture, Status } from '../../protocol/preview.ts';
import { applied, type TextEdit } from '../../language/text/textEdits.ts';
import { Lifetime } from '../lifetime.ts';
import { settingsFor } from '../settings.ts';
import { type Reading, readingOf } from './reading.ts';
import { fileWatcher } from '../files/fileWatcher.ts';
import { fileNameOf, openDocument, readSpec, UnreadableSpec } from './specText.ts';
import { errorDetail, errorMessage } from '../errorText.ts';
import { viewProblems } from './viewProblems.ts';

/** Shortest time, in milliseconds, between the starts of two computations of one document. */
const throttle = 30;
/** The most regions that are counted for hovers and lenses while no preview is visible. */
const maxCountedRegions = 20_000;
/** Shortest time, in milliseconds, between two reports of progress. */
const progressInterval = 100;
/**
 * If the computation takes longer than this, in milliseconds, the text is published before its
 * facts are known.
 */
const publishAfter = 300;

/** Edits of a version of the text, to be previewed. */
export interface Trial {
  readonly version: number;
  readonly edits: readonly TextEdit[];
}

/**
 * One spec: read at every edit or save, and computed while a preview is visible. The latest text
 * wins; work on an older one is cancelled. If there are errors, the last picture stays.
 */
export class SpecSession implements Disposable {
  private readonly lifetime = new Lifetime();
  private readonly readingEmitter = this.lifetime.own(new EventEmitter<Reading>());
  private readonly pictureEmitter = this.lifetime.own(new EventEmitter<Picture>());
  private readonly factsEmitter = this.lifetime.own(new EventEmitter<Facts>());
  private readonly statusEmitter = this.lifetime.own(new EventEmitter<Status>());
  readonly onReading = this.readingEmitter.event;
  /** Pictures, preceded by coarse ones if they take long. */
  readonly onPicture = this.pictureEmitter.event;
  /** Facts about the last picture. */
  readonly onFacts = this.factsEmitter.event;
  readonly onStatus = this.statusEmitter.event;

  reading: Reading | undefined;
  picture: Picture | undefined;
  /** Facts about `picture`, once they are known; a coarse one has none. */
  facts: Facts | undefined;
  status: Status = { kind: 'current' };

  private viewers = 0;
  private unlimited = false;
  private running: AbortController | undefined;
  private trial: Trial | undefined;
  /** The trial that is being computed. */
  private computingTrial: Trial | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastStart = -Infinity;
  /** The last complete picture, and its facts. */
  private whole: { readonly picture: Picture; facts?: Facts } | undefined;
  /**
   * The version of the text to which `whole` belongs, also if errors kept it from being replaced.
   */
  private drawn: { version: number; unlimited: boolean } | undefined;

  constructor(
    readonly uri: Uri,
    private readonly engine: Engine,
    private readonly log: LogOutputChannel,
  ) {
    this.watchFile();
    this.schedule();
  }

  /** Adds a viewer of the picture. Without any, only problems and facts are computed. */
  addViewer(): Disposable {
    this.viewers++;
    const document = openDocument(this.uri);
    if (this.drawn?.version !== (document?.version ?? 0)) this.schedule();
    let counted = true;
    return {
      dispose: () => {
        if (counted) this.viewers--;
        counted = false;
      },
    };
  }

  /** Drops the pictures, once no preview is left that could show them again. */
  dropPictures(): void {
    this.picture = undefined;
    this.facts = undefined;
    this.whole = undefined;
    this.drawn = undefined;
  }

  /** The text changed in an editor. */
  edited(): void {
    this.schedule();
  }

  /** The text was saved; the picture may show it already. */
  saved(): void {
    if (this.drawn?.version !== openDocument(this.uri)?.version) this.refresh();
  }

  /** Computes again: the text was opened or closed, a setting changed, or the user asked for it. */
  refresh(): void {
    this.drawn = undefined;
    this.schedule();
  }

  /** Computes without the budget of regions, until the text changes. */
  computeAll(): void {
    this.unlimited = true;
    this.drawn = undefined;
    this.schedule();
  }

  /**
   * Previews edits without making them; undefined returns to the text. A trial that is being
   * computed is finished before the next one starts: during a drag, dropping the older for the
   * newer might never show any.
   */
  try(trial: Trial | undefined): void {
    this.trial = trial;
    this.drawn = undefined;
    if (!trial || !this.computingTrial) this.schedule();
  }

  /** Cancels the computation; the last picture stays. */
  cancel(): void {
    if (!this.running) return;
    this.running.abort();
    this.running = undefined;
    this.dropCoarsePicture();
    this.setStatus({ kind: 'cancelled' });
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
      if (!openDocument(this.uri)) this.refresh();
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
    // A file that is open only in a hidden preview is not computed until the preview is visible
    // again.
    if (this.viewers === 0 && !openDocument(this.uri)) return;
    this.lastStart = Date.now();
    this.running?.abort();
    const controller = new AbortController();
    this.running = controller;
    const { trial } = this;
    this.computingTrial = trial;
    try {
      await this.compute(controller.signal, trial);
    } catch (error) {
      if (controller.signal.aborted) return;
      if (error instanceof UnreadableSpec) this.unreadable(error);
      else this.failed(error);
    } finally {
      if (this.running === controller) {
        this.running = undefined;
        this.trialShown(trial);
      }
    }
  }

  private async compute(signal: AbortSignal, requested: Trial | undefined): Promise<void> {
    const spec = await readSpec(this.uri);
    signal.throwIfAborted();
    const { version, format, fileName } = spec;
    const trial = requested?.version === version ? requested : undefined;
    const text = trial ? applied(spec.text, trial.edits) : spec.text;
    const settings = settingsFor(this.uri);
    const waitsForSave = settings.update === 'onSave' && openDocument(this.uri)?.isDirty === true;
    const want =
      waitsForSave && this.drawn && !trial ? 'problems' : this.viewers > 0 ? 'preview' : 'facts';
    if (this.drawn && this.drawn.version !== version) this.unlimited = false;
    const unlimited = this.unlimited;
    const budget = unlimited ? Infinity : settings.maxRegions;

    let early: ReturnType<typeof setTimeout> | undefined;
    let lastReport = Date.now();
    const onUpdate = (update: ComputeUpdate): void => {
      if (signal.aborted) return;
      switch (update.kind) {
        case 'read':
          if (trial) break;
          early = setTimeout(() => {
            this.read(readingOf(text, version, update.read, undefined));
          }, publishAfter);
          break;
        case 'progress':
          if (Date.now() - lastReport < progressInterval) return;
          lastReport = Date.now();
          this.setStatus({ kind: 'computing', cells: update.cells, share: update.share });
          break;
        case 'picture':
          this.show(update.picture, unlimited, settings.maxRegions);
          if (!update.picture.coarseness) this.trialShown(trial);
      }
    };
    const maxCells = want === 'preview' ? budget : Math.min(budget, maxCountedRegions);
    const request = { text, format, version, fileName, want, maxCells } as const;
    let result: ComputeResult;
    try {
      result = await this.engine.compute(request, signal, onUpdate);
    } finally {
      clearTimeout(early);
    }
    signal.throwIfAborted();
    if (trial) {
      if (result.facts) this.setFacts(result.facts);
      return;
    }

    this.read(readingOf(text, version, result, result.facts));
    if (result.problems.some(({ severity }) => severity === 'error'))
      this.reportErrors(text, result);
    else if (want === 'preview' && result.facts) this.setFacts(result.facts);
    else if (this.status.kind === 'problems') this.setStatus({ kind: 'current' });
  }

  /** A trial has been shown: start the latest one. */
  private trialShown(trial: Trial | undefined): void {
    this.computingTrial = undefined;
    if (this.trial && this.trial !== trial) this.schedule();
  }

  private read(reading: Reading): void {
    this.reading = reading;
    this.readingEmitter.fire(reading);
  }

  private show(picture: Picture, unlimited: boolean, limit: number): void {
    this.picture = picture;
    this.facts = undefined;
    if (!picture.coarseness) {
      const { version, complex, timings } = picture;
      this.log.debug(
        `${fileNameOf(this.uri)} v${version}: ${complex.cellCount} regions, parsed in ` +
          `${timings.parse.toFixed(1)} ms, computed in ${timings.compute.toFixed(1)} ms`,
      );
      this.whole = { picture };
      this.drawn = { version, unlimited };
    }
    this.pictureEmitter.fire(picture);
    if (picture.coarseness) return;
    this.setStatus(picture.complex.complete ? { kind: 'current' } : { kind: 'limited', limit });
  }

  private setFacts(facts: Facts): void {
    this.facts = facts;
    if (this.whole) this.whole.facts = facts;
    this.factsEmitter.fire(facts);
  }

  /** Returns from a coarse picture that will not be completed to the last complete one. */
  private dropCoarsePicture(): void {
    if (!this.picture?.coarseness || !this.whole) return;
    const { picture, facts } = this.whole;
    this.picture = picture;
    this.pictureEmitter.fire(picture);
    if (facts) this.setFacts(facts);
  }

  private reportErrors(text: string, { problems }: ReadText): void {
    this.dropCoarsePicture();
    this.setStatus({ kind: 'problems', problems: viewProblems(text, problems) });
  }

  /** A file that exists but is not text gets a problem at its start. */
  private unreadable({ code, message }: UnreadableSpec): void {
    const problem = { severity: 'error', code, message, range: { start: 0, end: 0 } } as const;
    const problems = code === 'missing' ? [] : [problem];
    this.read(readingOf('', 0, { problems }, undefined));
    this.dropCoarsePicture();
    this.setStatus({ kind: 'missing', message });
  }

  private failed(error: unknown): void {
    this.log.error(`${this.uri.toString()}: ${errorDetail(error)}`);
    this.dropCoarsePicture();
    this.setStatus({ kind: 'failed', message: errorMessage(error).split('\n', 1)[0] });
  }

  private setStatus(status: Status): void {
    this.status = status;
    this.statusEmitter.fire(status);
  }
}
