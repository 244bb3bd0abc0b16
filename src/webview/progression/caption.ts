import { html, nothing, render, type TemplateResult } from 'lit-html';
import { affineText } from '../../core/picture/formula.ts';
import { numberText } from '../../core/numberText.ts';
import { heightLabel, variablesOf } from '../viewport/names.ts';
import { iconButton } from '../kit/controls.ts';
import { elementOf } from '../kit/elementOf.ts';
import { l10n } from '../kit/l10n.ts';
import { regionOf } from './following.ts';
import { frameNews, frameTitle } from './frameNames.ts';
import type { FrameDrawing, ProgressionPane, ProgressionState } from './state.ts';

/** The caption over the picture: the title of the frame, and the followed region. */
export function createCaption(stopFollowing: () => void): ProgressionPane {
  const node = elementOf(html`<div class="caption"></div>`);
  return {
    node,
    update: ({ layout, followed }, drawing) => {
      node.hidden = !drawing || layout === 'grid';
      if (!drawing || node.hidden) return;
      const frame = drawing.picture;
      render(
        html`<strong class="caption-title">${frameTitle(frame)}</strong>
          <span class="caption-news">${frameNews(frame)}</span>
          ${followed ? followedRegion(followed, drawing, stopFollowing) : nothing}`,
        node,
      );
    },
  };
}

function followedRegion(
  follower: NonNullable<ProgressionState['followed']>,
  drawing: FrameDrawing,
  stopFollowing: () => void,
): TemplateResult {
  const region = regionOf(drawing.picture, follower);
  const formula = region ? formulaOf(drawing, region.cell) : l10n.t('Not in this frame');
  const area = region && l10n.t('Area {0}', numberText(region.area, 3));
  return html`<div class="caption-followed">
    <div class="caption-head">
      <span class="caption-news">${l10n.t('Followed region')}</span>
      ${iconButton({
        icon: 'close',
        label: l10n.t('Stop following'),
        command: 'cancel',
        onClick: stopFollowing,
      })}
    </div>
    <span class="number">${formula}</span>
    <span class="caption-news number">${area}</span>
  </div>`;
}

function formulaOf({ picture, height }: FrameDrawing, cell: number): string {
  const { complex, outputNames } = picture;
  const index = height.kind === 'argmax' ? 0 : height.index;
  const first = 3 * (cell * complex.outputCount + index);
  const map = complex.maps.subarray(first, first + 3);
  const name = outputNames[index] ?? heightLabel(picture, height);
  return `${name} = ${affineText(map, variablesOf(picture), 3)}`;
}
