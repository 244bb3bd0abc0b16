import type { Disposable, LogOutputChannel } from 'vscode';
import type { Engine } from '../../protocol/engine.ts';
import type { Sequence, ProgressionRequest, ToProgression } from '../../protocol/progression.ts';
import type { Problem, TextRange } from '../../language/text/problem.ts';
import { Lifetime } from '../lifetime.ts';
import { settingsFor } from '../settings.ts';
import type { SpecSession } from '../spec/specSession.ts';
import { openDocument, readSpec, UnreadableSpec } from '../spec/specText.ts';
import { readFiles, watchFiles } from './specFiles.ts';
import { errorDetail, errorMessage } from '../errorText.ts';
import { viewProblems } from '../spec/viewProblems.ts';

/**
 * The sequence of a document while its panel is visible: computed on request, and again after every
 * edit and when a file that it names has changed, starting with the frame on the screen. If there
 * are errors, the last one stays.
 */
export class ProgressionRun implements Disposable {
  private readonly lifetime = new Lifetime();
  /** The requested sequence; undefined while the panel is hidden. */
  private requested:
    { readonly sequence: Sequence | undefined; readonly first: number } | undefined;
  private number = 0;
  private running: AbortController | undefined;
  /** Watches the files that the spec named last. */
  private watching: Disposable = new Lifetime();
  /** The run that the view has, and its request, to ask for more frames of it. */
  private current: { readonly run: number; readonly request: ProgressionRequest } | undefined;

  /** The problems that the view has; problems of files are in no reading of the text. */
  private problems: readonly Problem[] = [];

  constructor(
    private readonly session: SpecSession,
    private readonly engine: Engine,
    private readonly log: LogOutputChannel,
    private readonly send: (message: ToProgression) => void,
  ) {
    this.lifetime.own(
      session.onReading(() => {
        void this.compute('changed');
      }),
    );
  }

  /** Computes a sequence, starting with one of its frames. */
  start(sequence: Sequence | undefined, first: number): void {
    this.requested = { sequence, first };
    void this.compute('anyway');
  }

  /** The frame to start with after the next edit. */
  lookAt(first: number): void {
    if (this.requested) this.requested = { ...this.requested, first };
  }

  restart(): void {
    void this.compute('anyway');
  }

  /** Sends frames of a run again, unless it has ended. */
  recall(run: number, indices: readonly number[]): void {
    if (this.current?.run !== run) return;
    void this.work(run, { ...this.current.request, only: indices }, new AbortController());
  }

  /** The request of a run; undefined if it has ended. */
  requestOf(run: number): ProgressionRequest | undefined {
    return this.current?.run === run ? this.current.request : undefined;
  }

  /** Cancels the computation and reports that. */
  cancel(): void {
    if (!this.running) return;
    this.abort();
    this.send({ kind: 'status', status: { kind: 'cancelled' } });
  }

  /** Stops because the panel is hidden. */
  stop(): void {
    this.requested = undefined;
    this.current = undefined;
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
      const { requested, current } = this;
      if (run !== this.number || !requested) return;
      const { update, maxRegions } = settingsFor(uri);
      if (when === 'changed' && spec.text === current?.request.text) return;
      const waitsForSave = update === 'onSave' && openDocument(uri)?.isDirty === true;
      if (when === 'changed' && waitsForSave) return;
      this.abort();
      const controller = new AbortController();
      this.running = controller;
      const request = { ...spec, ...requested, files: {}, maxCells: maxRegions };
      await this.work(run, request, controller);
      if (this.running === controller) this.running = undefined;
    } catch (error) {
      if (error instanceof UnreadableSpec)
        this.send({ kind: 'status', status: { kind: 'missing', message: error.message } });
      else this.failed(error);
    }
  }

  /** Calls the engine and passes its updates on. */
  private async work(
    run: number,
    request: ProgressionRequest,
    controller: AbortController,
  ): Promise<void> {
    const { signal } = controller;
    try {
      const { problems, needs } = await this.engine.computeProgression(
        request,
        signal,
        (update) => {
          if (signal.aborted) return;
          if (update.kind !== 'plan') this.send({ ...update, run });
          else if (!request.only) {
            this.current = { run, request };
            this.send({ ...update, run });
            this.send({ kind: 'status', status: { kind: 'current' } });
          }
        },
      );
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

  /** The range of the n-th of the problems that the view has. */
  placeOfProblem(index: number): TextRange | undefined {
    return this.problems.at(index)?.range;
  }

  private reportProblems(text: string, problems: readonly Problem[]): void {
    this.problems = problems;
    const listed = viewProblems(text, problems);
    this.send({ kind: 'status', status: { kind: 'problems', problems: listed } });
  }

  private failed(error: unknown): void {
    this.log.error(`Progression of ${this.session.uri.toString()}: ${errorDetail(error)}`);
    const message = errorMessage(error).split('\n', 1)[0];
    this.send({ kind: 'status', status: { kind: 'failed', message } });
  }
}
