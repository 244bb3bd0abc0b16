import { env, l10n, type Uri, window } from 'vscode';
import { factsOf } from '../../core/analysis/facts.ts';
import { markdown } from '../../core/export/markdown.ts';
import { withResolution } from '../../core/figure/png.ts';
import { PageError, type PageSetup } from '../../core/figure/page.ts';
import { svg, type SvgLook } from '../../core/export/svg/plane.ts';
import { surfaceSvg } from '../../core/export/svg/surfaceSvg.ts';
import { fileNameFor, kindsFor, write, type Written } from '../../core/export/write.ts';
import { foldTable } from '../../core/network/folds.ts';
import type { Colouring } from '../../core/picture/colouring.ts';
import type { Engine } from '../../protocol/engine.ts';
import type { Picture, ViewAnswer } from '../../protocol/preview.ts';
import type { Previews } from '../preview/previews.ts';
import { fileNameOf } from '../spec/specText.ts';
import {
  askColouring,
  askFigure,
  askImageSize,
  askImageStyle,
  askTarget,
  isFigure,
} from './choices.ts';
import { computePicture } from './computed.ts';
import type { FigureSetup } from '../../protocol/exports.ts';
import { defaultFigure } from '../figures/figureSetup.ts';
import type { ExportMemory } from './lastExport.ts';
import type { Saver } from '../files/saver.ts';
import { askPlace, save } from './saving.ts';
import type { Target } from './targets.ts';

/** What an export needs from the rest of the extension. */
export interface ExportServices {
  readonly engine: Engine;
  readonly previews: Previews;
  readonly saver: Saver;
  readonly memory: ExportMemory;
}

/**
 * Asks for format and place, and exports a spec. Only images need a preview; one is opened if there
 * is none.
 */
export async function exportComplex(
  uri: Uri,
  { engine, previews, saver, memory }: ExportServices,
): Promise<void> {
  const picture = await computePicture(uri, engine);
  if (!picture) return;
  const { last } = memory;
  const choice = await askTarget(kindsFor(picture), previews.visible(uri) !== undefined, last);
  if (!choice) return;
  const { target, again } = choice;
  const isAgain = again && last !== undefined;
  const colouring = isAgain ? last.colouring : await colouringFor(target, picture);
  if (!colouring) return;
  const figure =
    isAgain || !isFigure(target)
      ? (last?.figure ?? defaultFigure)
      : await askFigure(target, last?.figure);
  if (!figure) return;
  const chosen = { target, figure, colouring };
  await exportTarget({ uri, picture, previews, saver, ...chosen, keep: () => memory.keep(chosen) });
}

interface ExportOrder {
  readonly uri: Uri;
  readonly picture: Picture;
  readonly previews: Previews;
  readonly saver: Saver;
  readonly target: Target;
  readonly figure: FigureSetup;
  readonly colouring: Colouring;
  /** Called once the user has chosen a place, as the message after the export may stay for long. */
  readonly keep: () => Thenable<void>;
}

async function exportTarget(order: ExportOrder): Promise<void> {
  const { uri, picture, previews, saver, target, figure, colouring, keep } = order;
  const saveAs = async (
    kind: Parameters<typeof fileNameFor>[1],
    filesFor: (name: string) => readonly Written[],
  ): Promise<void> => {
    const to = await askPlace(uri, fileNameFor(fileNameOf(uri), kind));
    if (!to) return;
    await keep();
    await save(saver, to, filesFor(fileNameOf(to)), uri);
  };
  const page = pageOf(figure);
  switch (target.kind) {
    case 'seen': {
      const look = await previews.of(uri).look();
      const content = seenFigure(picture, look, figure);
      return saveAs(look.matrix ? 'surface' : 'svg', (name) => [{ name, content }]);
    }
    case 'png': {
      const preview = previews.of(uri);
      const text = [...seenFigure(picture, await preview.look(), figure)].join('');
      const image = await preview.rasterise(text, figure.resolution / 25.4);
      const content = withResolution(image, figure.resolution);
      return saveAs('png', (name) => [{ name, content }]);
    }
    case 'screen': {
      const style = await askImageStyle();
      const size = style && (await askImageSize());
      if (!size) return;
      const content = await previews.of(uri).takeImage(size, style);
      return saveAs('png', (name) => [{ name, content }]);
    }
    default: {
      const { kind, style } = target;
      return saveAs(kind, (name) =>
        explained(() => write(picture, kind, name, { style, colouring, page })),
      );
    }
  }
}

/** What the colours show: as in the preview, or what the user chooses. */
async function colouringFor(target: Target, picture: Picture): Promise<Colouring | undefined> {
  const isColoured = ['svg', 'surface', 'glb', 'obj'].includes(target.kind);
  return isColoured ? askColouring(picture) : 'region';
}

/** The picture as a figure, with camera, heights and colours of a preview. */
function seenFigure(
  picture: Picture,
  { matrix, ...seen }: ViewAnswer & { kind: 'look' },
  figure: FigureSetup,
): Iterable<string> {
  const look: SvgLook = { ...seen, style: figure.style, page: pageOf(figure) };
  return explained(() => (matrix ? surfaceSvg(picture, look, matrix) : svg(picture, look)));
}

function pageOf({ width, height, font }: FigureSetup): Partial<PageSetup> {
  return { width, font, ...(height !== undefined && { height }) };
}

/** Says in the language of the user why a figure is not possible. */
function explained<T>(draw: () => T): T {
  try {
    return draw();
  } catch (error) {
    if (!(error instanceof PageError)) throw error;
    throw new Error(
      l10n.t('The figure is too small for its axes and legend. Choose a larger size.'),
      { cause: error },
    );
  }
}

/** Puts the analysis of a spec on the clipboard, as Markdown. */
export async function copyAnalysis(uri: Uri, engine: Engine): Promise<void> {
  const picture = await computePicture(uri, engine);
  if (!picture) return;
  const folds = foldTable(picture.network);
  const facts = factsOf(picture.network, folds, picture.complex);
  await env.clipboard.writeText(markdown(picture, facts));
  window.setStatusBarMessage(l10n.t('Copied the analysis of {0}', fileNameOf(uri)), 4000);
}
