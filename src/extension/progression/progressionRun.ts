import type { Disposable, LogOutputChannel } from 'vscode';
import type { Engine } from '../../protocol/engine.ts';
import type { Sequence, ProgressionRequest, ToProgression } from '../../protocol/progression.ts';
import { positionsIn } from '../../language/text/position.ts';
import type { Problem, TextRange } from '../../language/text/problem.ts';
import { Lifetime } from '../lifetime.ts';
import { settingsFor } from '../settings.ts';
import type { SpecSession } from '../spec/specSession.ts';
import { openDocument, readSpec, UnreadableSpec } from '../spec/specText.ts';
import { readFiles, watchFiles } from './specFiles.ts';

/**
 * The sequence of a document while somebody looks at it: computed when it is asked for, and again
 * from the text of every edit and when a file that it names has changed, beginning with the moment that
 * is on the screen. Errors leave the last one there.
 */
export class ProgressionRun implements Disposable {
  private readonly lifetime = new Lifetime();
  /** What is looked at; undefined while nobody does. */
  private wanted: { readonly sequence: Sequence | undefined; readonly first: number } | undefined;
  private number = 0;
  private running: AbortController | undefined;
  /** Of the files that the spec named last, while somebody looks. */
  private watching: Disposable = new Lifetime();
  /** What the view was told last, and how to ask for more of it. */
  private told: { readonly run: number; readonly request: ProgressionRequest } | undefined;

  /** The problems that the view was told last; those of files are in no reading of the text alone. */
  private problems: readonly Problem[] = [];

  constructor(
    private readonly session: SpecSession,
    private readonly engine: Engine,
    private readonly log: LogOutputChannel,
    private readonly tell: (message: ToProgression) => void,
  ) {
    this.lifetime.own(
      session.onReading(() => {
        void this.compute('changed');
      }),
    );
  }

  /** Computes a sequence, beginning with a moment of it. */
  start(sequence: Sequence | undefined, first: number): void {
    this.wanted = { sequence, first };
    void this.compute('anyway');
  }

  /** The moment to begin with after the next edit. */
  lookAt(first: number): void {
    if (this.wanted) this.wanted = { ...this.wanted, first };
  }

  restart(): void {
    void this.compute('anyway');
  }

  /** Moments of a run once more, unless it is over. */
  recall(run: number, indices: readonly number[]): void {
    if (this.told?.run !== run) return;
    void this.work(run, { ...this.told.request, only: indices }, new AbortController());
  }

  /** What a run is made from; undefined when it is over. */
  requestOf(run: number): ProgressionRequest | undefined {
    return this.told?.run === run ? this.told.request : undefined;
  }

  /** Stops at the wish of the user, who is told so. */
  cancel(): void {
    if (!this.running) return;
    this.abort();
    this.tell({ kind: 'status', status: { kind: 'cancelled' } });
  }

  /** Nobody looks any more. */
  stop(): void {
    this.wanted = undefined;
    this.told = undefined;
    this.watching.dispose();
    this.abort();
  }

  dispose(): void {
    this.stop();
    this.lifetime.dispose();
  }

  private abort(): void {
    this.running?.abort();
    this.running = undefined;
  }

  private async compute(when: 'changed' | 'anyway'): Promise<void> {
    const run = ++this.number;
    try {
      const { uri } = this.session;
      const spec = await readSpec(uri);
      const { wanted, told } = this;
      if (run !== this.number || !wanted) return;
      const { update, maxRegions } = settingsFor(uri);
      if (when === 'changed' && spec.text === told?.request.text) return;
      const waitsForSave = update === 'onSave' && openDocument(uri)?.isDirty === true;
      if (when === 'changed' && waitsForSave) return;
      this.abort();
      const controller = new AbortController();
      this.running = controller;
      const request = { ...spec, ...wanted, files: {}, maxCells: maxRegions };
      await this.work(run, request, controller);
      if (this.running === controller) this.running = undefined;
    } catch (error) {
      if (error instanceof UnreadableSpec)
        this.tell({ kind: 'status', status: { kind: 'missing', message: error.message } });
      else this.failed(error);
    }
  }

  /** Asks the engine and hands on what it tells, until the run is over. */
  private async work(
    run: number,
    request: ProgressionRequest,
    controller: AbortController,
  ): Promise<void> {
    const { signal } = controller;
    try {
      const { problems, needs } = await this.engine.progress(request, signal, (update) => {
        if (signal.aborted) return;
        if (update.kind !== 'plan') this.tell({ ...update, run });
        else if (!request.only) {
          this.told = { run, request };
          this.tell({ ...update, run });
          this.tell({ kind: 'status', status: { kind: 'current' } });
        }
      });
      if (needs && !signal.aborted) {
        const { uri } = this.session;
        this.watching.dispose();
        this.watching = watchFiles(uri, needs, () => {
          void this.compute('anyway');
        });
        const files = await readFiles(uri, needs);
        if (!signal.aborted) await this.work(run, { ...request, files }, controller);
        return;
      }
      if (problems.some(({ severity }) => severity === 'error'))
        this.reportProblems(request.text, problems);
    } catch (error) {
      if (!signal.aborted) this.failed(error);
    }
  }

  /** Where the n-th of the problems told last is in the text. */
  placeOfProblem(index: number): TextRange | undefined {
    return this.problems.at(index)?.range;
  }

  private reportProblems(text: string, problems: readonly Problem[]): void {
    this.problems = problems;
    const positionOf = positionsIn(text);
    const placed = problems.map(({ severity, message, range }) => ({
      severity,
      message,
      ...positionOf(range.start),
    }));
    this.tell({ kind: 'status', status: { kind: 'problems', problems: placed } });
  }

  private failed(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const detail = error instanceof Error ? (error.stack ?? message) : message;
    this.log.error(`Progression of ${this.session.uri.toString()}: ${detail}`);
    this.tell({ kind: 'status', status: { kind: 'failed', message: message.split('\n', 1)[0] } });
  }
}
