import {
  type DecorationOptions,
  type Disposable,
  type Event,
  FilePermission,
  FileSystemError,
  l10n,
  type TextDocument,
  type TextEditorDecorationType,
  ThemeColor,
  type Uri,
  window,
  workspace,
} from 'vscode';
import type { NumberChange, ToView } from '../../protocol/preview.ts';
import { editsOf as fixEdits, inverse, type TextEdit } from '../../language/text/textEdits.ts';
import { neuronEdits, type Unwritable } from '../../language/services/neuronEdits.ts';
import { sliceEdits } from '../../language/services/sliceEdits.ts';
import type { SourceMap } from '../../language/spec.ts';
import { writeOut } from '../../language/services/writeWeights.ts';
import { editOf, rangeIn } from '../language/specDocument.ts';
import type { SpecSession } from '../spec/specSession.ts';
import { fileNameOf, readSpec, type SpecText } from '../spec/specText.ts';
import { WrittenSteps } from './writtenSteps.ts';

/** Decoration of numbers in the text while others are previewed in the view. */
export function createTrialDecoration(): TextEditorDecorationType {
  return window.createTextEditorDecorationType({
    textDecoration: 'line-through',
    // The new number is what matters, and no theme has this colour fainter than text.
    after: { color: new ThemeColor('textLink.foreground') },
  });
}

/** The text as it was when the first change was previewed. */
interface EditedText {
  readonly spec: SpecText;
  readonly source: SourceMap;
}

/** Why numbers cannot be changed, as a message for the user. */
class Refusal extends Error {
  constructor(
    message: string,
    readonly drawn?: number,
  ) {
    super(message);
  }
}

/**
 * Changes numbers of a text for a view. While a change is previewed, the text stays as it is: the
 * picture is computed with the new numbers, and editors show them beside the old ones. A kept
 * change is one edit, so that a drag is one step to undo, and nothing is saved, formatted or
 * checked half-way.
 */
export class NumberEditing implements Disposable {
  private base: Promise<EditedText> | undefined;
  private readonly steps = new WrittenSteps();

  constructor(
    private readonly session: SpecSession,
    private readonly decoration: TextEditorDecorationType,
    private readonly post: (message: ToView) => void,
  ) {}

  /** Previews a change. */
  async try(change: NumberChange): Promise<void> {
    await this.reportRefusals(async () => {
      const base = (this.base ??= this.readBase(change));
      const edits = editsOf(await base, change);
      if (this.base !== base) return;
      const { version } = (await base).spec;
      this.mark(edits);
      this.session.try({ version, edits });
    });
  }

  /** Writes a change into the text. */
  async keep(change: NumberChange): Promise<void> {
    await this.reportRefusals(async () => {
      const { spec, source } = await (this.base ?? this.readBase(change));
      await this.write(spec, editsOf({ spec, source }, change));
    });
    this.drop();
  }

  /** Ends the preview of a change. */
  drop(): void {
    if (!this.base) return;
    this.base = undefined;
    this.mark([]);
    this.session.try(undefined);
  }

  /** Writes the drawn weights of a layer as numbers. */
  async writeOut(layer: number): Promise<void> {
    await this.reportRefusals(async () => {
      const spec = await readSpec(this.session.uri);
      const source = await this.sourceOf(spec.version);
      if (!source) throw new Refusal(outdated());
      const first = source.slice ? 1 : 0;
      await this.write(spec, writeOut(spec.text, spec.format, layer - first));
    });
  }

  /** Applies the first quick fix of a problem. */
  async fix(problem: number): Promise<void> {
    await this.reportRefusals(async () => {
      await expectWritable(this.session.uri);
      const spec = await readSpec(this.session.uri);
      const { reading } = this.session;
      const isRead = reading?.version === spec.version;
      const fix = isRead ? reading.problems.at(problem)?.fixes?.at(0) : undefined;
      if (!fix) throw new Refusal(outdated());
      await this.write(spec, fixEdits(fix, spec.text, spec.format));
    });
  }

  /** Undoes the last change that was made here, or redoes it. */
  async step(way: 'undo' | 'redo'): Promise<void> {
    this.drop();
    await this.reportRefusals(async () => {
      const document = await workspace.openTextDocument(this.session.uri);
      const edits = this.steps.next(way, document.version);
      if (!edits) throw new Refusal(nothingLeft(way));
      await this.apply(document, edits);
      this.steps.applied(way, document.version);
    });
  }

  dispose(): void {
    this.drop();
  }

  private async readBase({ version }: NumberChange): Promise<EditedText> {
    const { uri } = this.session;
    await expectWritable(uri);
    const spec = await readSpec(uri);
    const source = spec.version === version ? await this.sourceOf(version) : undefined;
    if (!source) throw new Refusal(outdated());
    return { spec, source };
  }

  /** A picture can arrive before the source map of its text. */
  private async sourceOf(version: number): Promise<SourceMap | undefined> {
    const { session } = this;
    const isRead = session.reading?.version === version;
    const reading = isRead ? session.reading : await next(session.onReading);
    return reading?.version === version ? reading.source : undefined;
  }

  private async write({ text }: SpecText, edits: readonly TextEdit[]): Promise<void> {
    const document = await workspace.openTextDocument(this.session.uri);
    if (document.getText() !== text) throw new Refusal(outdated());
    await this.apply(document, edits);
    this.steps.record({ edits, inverse: inverse(text, edits) }, document.version);
  }

  private async apply(document: TextDocument, edits: readonly TextEdit[]): Promise<void> {
    if (edits.length > 0 && !(await workspace.applyEdit(editOf(document, edits))))
      throw new Refusal(
        l10n.t('{0} could not be edited. It may be read-only.', fileNameOf(document.uri)),
      );
  }

  /** Reports a refusal to the view; any other error is a bug. */
  private async reportRefusals(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.drop();
      const { message, drawn } = error;
      this.post({ kind: 'refused', message, ...(drawn !== undefined && { drawn }) });
    }
  }

  private mark(edits: readonly TextEdit[]): void {
    for (const editor of window.visibleTextEditors) {
      const { document } = editor;
      if (document.uri.toString() !== this.session.uri.toString()) continue;
      const options = edits.map(({ range, text }): DecorationOptions => ({
        range: rangeIn(document, range),
        renderOptions: { after: { contentText: ` → ${text.trim()}` } },
      }));
      editor.setDecorations(this.decoration, options);
    }
  }
}

function next<T>(event: Event<T>): Promise<T> {
  return new Promise((resolve) => {
    const heard = event((value) => {
      heard.dispose();
      resolve(value);
    });
  });
}

function editsOf({ spec, source }: EditedText, change: NumberChange): readonly TextEdit[] {
  const { text, format } = spec;
  if (!('layer' in change)) {
    const edits = sliceEdits(text, format, source, change);
    if (typeof edits === 'string')
      throw new Refusal(
        l10n.t(
          'These numbers come from an alias or a merge key, or an alias repeats them elsewhere. Write them out in the slice to change them here.',
        ),
      );
    return edits;
  }
  const edits = neuronEdits(text, format, source, change, change);
  if (typeof edits === 'string')
    throw new Refusal(reasons(edits), edits === 'drawn' ? change.layer : undefined);
  return edits;
}

function reasons(unwritable: Unwritable): string {
  switch (unwritable) {
    case 'drawn':
      return l10n.t('This layer is drawn from a seed, so it has no numbers to edit yet.');
    case 'shared':
      return l10n.t(
        'Several neurons share these numbers through an alias. Write them out for this neuron to change it alone.',
      );
    case 'elsewhere':
      return l10n.t(
        'These numbers come from an alias or a merge key. Write them out in their layer to change them here.',
      );
  }
}

function nothingLeft(way: 'undo' | 'redo'): string {
  return way === 'undo'
    ? l10n.t(
        'Nothing to undo here: the text has been edited since, or nothing was moved. Use Undo in the text instead.',
      )
    : l10n.t('Nothing to redo here.');
}

function outdated(): string {
  return l10n.t(
    'The text has changed since this picture was computed. Try again when the picture is up to date.',
  );
}

async function expectWritable(uri: Uri): Promise<void> {
  const readOnly = l10n.t('{0} is read-only, so its numbers cannot be changed.', fileNameOf(uri));
  if (workspace.fs.isWritableFileSystem(uri.scheme) === false) throw new Refusal(readOnly);
  if (uri.scheme === 'untitled') return;
  try {
    const { permissions } = await workspace.fs.stat(uri);
    if ((permissions ?? 0) & FilePermission.Readonly) throw new Refusal(readOnly);
  } catch (error) {
    // A document without a file, such as one that was just deleted, can still be edited.
    if (!(error instanceof FileSystemError)) throw error;
  }
}
