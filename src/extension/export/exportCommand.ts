import { env, l10n, type Uri, window } from 'vscode';
import { factsOf } from '../../core/analysis/facts.ts';
import { markdown } from '../../core/export/markdown.ts';
import { svg } from '../../core/export/svg/plane.ts';
import { surfaceSvg } from '../../core/export/svg/surfaceSvg.ts';
import { fileNameFor, kindsFor, write } from '../../core/export/write.ts';
import { foldTable } from '../../core/network/folds.ts';
import type { Engine } from '../../protocol/engine.ts';
import type { Picture } from '../../protocol/preview.ts';
import type { Previews } from '../preview/previews.ts';
import type { SpecView } from '../preview/specView.ts';
import { fileNameOf } from '../spec/specText.ts';
import {
  askColouring,
  askImageSize,
  askImageStyle,
  askPageStyle,
  askTarget,
  type Target,
} from './choices.ts';
import { computePicture } from './computed.ts';
import { askPlace, save } from './saving.ts';

/**
 * Asks for format and place, and exports a spec. Only images need a preview; one is opened if there
 * is none.
 */
export async function exportComplex(uri: Uri, engine: Engine, previews: Previews): Promise<void> {
  const picture = await computePicture(uri, engine);
  if (!picture) return;
  const shown = previews.visible(uri);
  const target = await askTarget(kindsFor(picture), shown !== undefined);
  if (!target) return;
  switch (target.kind) {
    case 'png':
      await exportImage(uri, previews);
      break;
    case 'seen':
      if (shown) await exportSeen(uri, picture, shown);
      break;
    default:
      await exportKind(uri, picture, target);
  }
}

async function exportKind(
  uri: Uri,
  picture: Picture,
  { kind, style }: Exclude<Target, { kind: 'png' | 'seen' }>,
): Promise<void> {
  const coloured = ['svg', 'surface', 'glb', 'obj'].includes(kind);
  const colouring = coloured ? await askColouring(picture) : undefined;
  if (coloured && !colouring) return;
  const to = await askPlace(uri, fileNameFor(fileNameOf(uri), kind));
  if (to)
    await save(
      to,
      write(picture, kind, fileNameOf(to), { style, ...(colouring && { colouring }) }),
    );
}

/** The picture as SVG, with camera, heights and colours of a preview. */
async function exportSeen(uri: Uri, picture: Picture, preview: SpecView): Promise<void> {
  const { matrix, ...seen } = await preview.look();
  const style = await askPageStyle();
  if (!style) return;
  const to = await askPlace(uri, fileNameFor(fileNameOf(uri), matrix ? 'surface' : 'svg'));
  if (!to) return;
  const look = { style, ...seen };
  const content = matrix ? surfaceSvg(picture, look, matrix) : svg(picture, look);
  await save(to, [{ name: fileNameOf(to), content }]);
}

async function exportImage(uri: Uri, previews: Previews): Promise<void> {
  const style = await askImageStyle();
  const size = style && (await askImageSize());
  if (!size) return;
  const png = await previews.of(uri).takeImage(size, style);
  const to = await askPlace(uri, fileNameFor(fileNameOf(uri), 'png'));
  if (to) await save(to, [{ name: fileNameOf(to), content: png }]);
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
