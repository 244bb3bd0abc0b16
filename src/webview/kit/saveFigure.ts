import { withResolution } from '../../core/figure/png.ts';
import { PageError } from '../../core/figure/page.ts';
import type { ExportChoice, FigureSetup } from '../../protocol/exports.ts';
import type { FromPage } from '../../protocol/panel.ts';
import { l10n } from './l10n.ts';
import { rasterised } from './rasterise.ts';

/** The entries of a list of exports for a figure, as a vector graphic and as an image. */
export function choicesOfFigure(id: string, svgLabel: string, pngLabel: string): ExportChoice[] {
  const group = l10n.t('Figures');
  const detail = l10n.t('With axes, legend and a size in millimetres');
  return [
    { id: `${id}.svg`, label: svgLabel, detail, group, figure: 'svg' },
    { id: `${id}.png`, label: pngLabel, detail, group, figure: 'png' },
  ];
}

/** Draws a figure and asks where to save it, as a vector graphic or as an image. */
export async function saveFigure(
  draw: () => string,
  fileName: string,
  format: 'svg' | 'png',
  { resolution }: FigureSetup,
  send: (message: FromPage) => void,
): Promise<void> {
  try {
    const content = draw();
    const file = `${fileName}.${format}`;
    if (format === 'svg') send({ kind: 'save', fileName: file, content });
    else {
      const image = await rasterised(content, resolution / 25.4);
      const png = withResolution(new Uint8Array(await image.arrayBuffer()), resolution);
      send({ kind: 'save', fileName: file, content: png });
    }
  } catch (error) {
    send({ kind: 'cannotSave', message: messageOf(error) });
  }
}

function messageOf(error: unknown): string {
  if (error instanceof PageError)
    return l10n.t('The figure is too small for its axes and legend. Choose a larger size.');
  return error instanceof Error ? error.message : String(error);
}
