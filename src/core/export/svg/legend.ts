import type { LevelSets } from '../../analysis/levelSets.ts';
import { heightName } from '../../height.ts';
import { layerName } from '../../network/network.ts';
import { numberText } from '../../numberText.ts';
import { type ColourTable, hex } from '../../plot/colour.ts';
import { englishWords } from '../../picture/pictureLegend.ts';
import { layerStyle, levelWidth } from '../../plot/palette.ts';
import type { Scene } from '../scene.ts';
import { empty, open, text } from './element.ts';
import type { Ink } from './page.ts';

/** A row of a legend. */
export type LegendEntry =
  | { readonly kind: 'heading'; readonly label: string }
  | {
      readonly kind: 'line';
      readonly label: string;
      readonly colour: string;
      readonly width: number;
    }
  | { readonly kind: 'face'; readonly label: string; readonly colour: string }
  | {
      readonly kind: 'ramp';
      readonly table: ColourTable;
      readonly lo: string;
      readonly hi: string;
    };

/** The legend of a scene, with its level lines if there are any. */
export function legendOf(scene: Scene, sets?: LevelSets): LegendEntry[] {
  return [...lineEntries(scene), ...levelEntries(scene, sets), ...faceEntries(scene)];
}

function levelEntries({ subject, height, palette }: Scene, sets?: LevelSets): LegendEntry[] {
  if (!sets || sets.curves.count === 0) return [];
  const listed = sets.levels.slice(0, maxLevels).map((level) => numberText(level, 3));
  if (sets.levels.length > maxLevels) listed.push('…');
  const colour = `#${hex(palette.level)}`;
  return [
    { kind: 'heading', label: `Levels of ${heightName(subject.outputNames, height)}` },
    { kind: 'line', label: listed.join(', '), colour, width: levelWidth },
  ];
}

/** Number of levels listed in a legend. */
const maxLevels = 4;

function lineEntries({ subject, edges, palette }: Scene): LegendEntry[] {
  const entries: LegendEntry[] = edges.layers.flatMap((corners, l) => {
    if (corners.length === 0) return [];
    const { line, width } = layerStyle(palette, subject.network, l);
    const colour = `#${hex(line)}`;
    return [{ kind: 'line', label: layerName(subject.network, l), colour, width }];
  });
  if (edges.ties.length > 0) {
    const colour = `#${hex(palette.boundary.casing)}`;
    entries.push({
      kind: 'line',
      label: 'Decision boundary',
      colour,
      width: palette.boundary.casingWidth,
    });
  }
  return entries.length > 0 ? [{ kind: 'heading', label: 'Folds' }, ...entries] : [];
}

function faceEntries(scene: Scene): LegendEntry[] {
  const { colouring, colours, subject } = scene;
  const { scale } = colours;
  switch (scale.kind) {
    case 'ramp': {
      const { table } = scale;
      const [lo, hi] = [scale.lo, scale.hi].map((value) => numberText(value, 3));
      return [
        { kind: 'heading', label: meaning(scene) },
        { kind: 'ramp', table, lo, hi },
      ];
    }
    case 'keys': {
      const nameOf = (index: number): string =>
        colouring === 'class'
          ? subject.outputNames[index]
          : index < 0
            ? englishWords.noFold
            : layerName(subject.network, index);
      return [
        { kind: 'heading', label: meaning(scene) },
        ...scale.keys.map(({ index, colour }): LegendEntry => ({
          kind: 'face',
          label: nameOf(index),
          colour: `#${hex(colour)}`,
        })),
      ];
    }
    case 'distinct':
      return [];
  }
}

/** What the colours of the faces mean. */
export function meaning({ colouring, height, subject }: Scene): string {
  return englishWords.title(
    colouring,
    heightName(subject.outputNames, height, englishWords.largestOutput),
  );
}

const rowHeight = 20;
const rampHeight = 120;
const sampleWidth = 26;
const maxLabelLength = 32;

/** The estimated width of a legend in pixels. */
export function legendWidth(entries: readonly LegendEntry[]): number {
  const lengths = entries.map((entry) =>
    entry.kind === 'ramp' ? 12 : Math.min(maxLabelLength, entry.label.length),
  );
  return sampleWidth + 8 + 7 * Math.max(...lengths);
}

/** A legend whose upper left corner is at (x, top). */
export function* legendMarkup(
  entries: readonly LegendEntry[],
  x: number,
  top: number,
  ink: Ink,
): Generator<string> {
  if (entries.length === 0) return;
  yield `${open('g', { class: 'legend', 'font-size': 12 })}\n`;
  let y = top;
  for (const entry of entries) {
    switch (entry.kind) {
      case 'heading':
        y += y > top ? rowHeight / 2 : 0;
        yield text('text', { x, y: y + 10, 'font-weight': 600 }, short(entry.label));
        break;
      case 'line':
        yield empty('path', {
          d: `M${x} ${y + 6}h${sampleWidth}`,
          stroke: entry.colour,
          'stroke-width': entry.width,
        });
        yield label(entry.label);
        break;
      case 'face':
        yield empty('rect', { x: x + 6, y, width: 14, height: 14, rx: 2, fill: entry.colour });
        yield label(entry.label);
        break;
      case 'ramp':
        yield* rampMarkup(entry, x + 6, y, ink);
        y += rampHeight - rowHeight / 2;
        break;
    }
    yield '\n';
    y += rowHeight;
  }
  yield '</g>\n';

  function label(content: string): string {
    return text('text', { x: x + sampleWidth + 8, y: y + 11 }, short(content));
  }
}

function* rampMarkup(
  { table, lo, hi }: LegendEntry & { kind: 'ramp' },
  x: number,
  y: number,
  ink: Ink,
): Generator<string> {
  const stops = 17;
  yield '<linearGradient id="fold-complex-ramp" x1="0" y1="1" x2="0" y2="0">';
  for (let i = 0; i < stops; i++) {
    const at = 3 * Math.round((255 * i) / (stops - 1));
    const colour = `#${hex(table.subarray(at, at + 3))}`;
    yield empty('stop', { offset: i / (stops - 1), 'stop-color': colour });
  }
  yield '</linearGradient>';
  const fill = 'url(#fold-complex-ramp)';
  yield empty('rect', { x, y, width: 14, height: rampHeight, fill, stroke: ink.muted });
  yield text('text', { x: x + 22, y: y + 10 }, hi);
  yield text('text', { x: x + 22, y: y + rampHeight }, lo);
}

function short(label: string): string {
  return label.length > maxLabelLength ? `${label.slice(0, maxLabelLength - 1)}…` : label;
}
