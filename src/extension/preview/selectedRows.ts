import {
  type Disposable,
  OverviewRulerLane,
  type Range,
  type TextEditor,
  TextEditorRevealType,
  type TextEditorDecorationType,
  ThemeColor,
  window,
} from 'vscode';
import type { SourcePlace } from '../../protocol/preview.ts';
import type { TextRange } from '../../language/text/problem.ts';
import type { SourceMap } from '../../language/spec.ts';
import { Lifetime } from '../lifetime.ts';
import { settingsFor } from '../settings.ts';
import type { SpecSession } from '../spec/specSession.ts';

/**
 * Decoration of the selected rows. The border is that of the pinned card; the background is so
 * faint that numbers are readable on it in every theme.
 */
export function createRowDecoration(): TextEditorDecorationType {
  return window.createTextEditorDecorationType({
    backgroundColor: new ThemeColor('editor.selectionHighlightBackground'),
    border: '1px solid',
    borderRadius: '2px',
    borderColor: new ThemeColor('focusBorder'),
    overviewRulerColor: new ThemeColor('focusBorder'),
    overviewRulerLane: OverviewRulerLane.Center,
  });
}

/**
 * The rows of what is selected in a preview, marked in every editor that shows them. Neither the
 * caret nor the focus moves.
 */
export class SelectedRows implements Disposable {
  private readonly lifetime = new Lifetime();
  private selected: readonly SourcePlace[] = [];

  constructor(
    private readonly session: SpecSession,
    private readonly decoration: TextEditorDecorationType,
  ) {
    const mark = (): void => {
      this.mark();
    };
    this.lifetime.own(session.onReading(mark));
    this.lifetime.own(window.onDidChangeVisibleTextEditors(mark));
    this.lifetime.own({
      dispose: () => {
        this.select([]);
      },
    });
  }

  get places(): readonly SourcePlace[] {
    return this.selected;
  }

  select(places: readonly SourcePlace[]): void {
    this.selected = places;
    this.mark();
  }

  /** Scrolls to the first row, in the preferred editor if it shows the text. */
  reveal(preferred: TextEditor | undefined): void {
    const editors = this.editors();
    const editor = editors.find((one) => one === preferred) ?? editors.at(0);
    const range = editor && this.rangesIn(editor)?.at(0);
    if (range) editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
  }

  dispose(): void {
    this.lifetime.dispose();
  }

  private mark(): void {
    for (const editor of this.editors()) {
      const ranges = this.rangesIn(editor);
      if (ranges) editor.setDecorations(this.decoration, ranges);
    }
  }

  private editors(): readonly TextEditor[] {
    return window.visibleTextEditors.filter(
      ({ document }) => document.uri.toString() === this.session.uri.toString(),
    );
  }

  /** Undefined while the text does not parse: VS Code moves the existing decorations. */
  private rangesIn({ document }: TextEditor): readonly Range[] | undefined {
    const { session, selected } = this;
    if (selected.length === 0 || !settingsFor(session.uri).syncSelection) return [];
    const { reading } = session;
    if (!reading?.source || reading.version !== document.version) return undefined;
    const { source } = reading;
    // Neurons whose weights are drawn share the range of their layer.
    const rows = new Set(selected.flatMap((place) => rowOf(source, place) ?? []));
    return Array.from(rows, (row) => reading.rangeOf(row));
  }
}

/** The row of a neuron, or the whole layer if it has no rows. */
export function rowOf(
  { layers }: SourceMap,
  { layer, neuron }: SourcePlace,
): TextRange | undefined {
  const source = layers.at(layer);
  return (neuron === undefined ? undefined : source?.rows.at(neuron)) ?? source?.range;
}
