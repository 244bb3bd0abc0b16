import { html, nothing, render, svg, type TemplateResult } from 'lit-html';
import type { ProgressionEvent } from '../../core/progression/events.ts';
import type { DataSet } from '../../core/training/dataSet.ts';
import { affineText } from '../../core/picture/formula.ts';
import { numberText } from '../../core/numberText.ts';
import { heightLabel, variablesOf } from '../viewport/names.ts';
import { iconButton } from '../kit/controls.ts';
import { grouped } from '../kit/counts.ts';
import { elementOf } from '../kit/elementOf.ts';
import { l10n } from '../kit/l10n.ts';
import { eventTime } from './eventNames.ts';
import { frameOf } from './eventStops.ts';
import { regionOf } from './following.ts';
import { pointColour } from './points.ts';
import { frameNews, frameTitle } from './frameNames.ts';
import type { FrameDrawing, ProgressionPane, ProgressionState } from './state.ts';

/** The caption over the picture: the title of the frame, and the followed region. */
export function createCaption(stopFollowing: () => void): ProgressionPane {
  const node = elementOf(html`<div class="caption"></div>`);
  return {
    node,
    update: ({ layout, followed, event, plan }, drawing) => {
      node.hidden = !drawing || layout === 'grid';
      if (!drawing || node.hidden) return;
      const frame = drawing.picture;
      render(
        html`<strong class="caption-title">${frameTitle(frame)}</strong>
          <span class="caption-news">${frameNews(frame)}</span>
          ${event && plan && frameOf(event, plan.length - 1) === frame.index ? eventHere(event) : nothing}
          ${plan?.data ? pointsLegend(plan.data, drawing) : nothing}
          ${followed ? followedRegion(followed, drawing, stopFollowing) : nothing}`,
        node,
      );
    },
  };
}

/** An event rarely falls on a frame: the caption says when it was, and which frame this is. */
function eventHere(event: ProgressionEvent): TemplateResult {
  return html`<span class="caption-news"
    >${l10n.t('First frame after the event at t = {0}', eventTime(event))}</span
  >`;
}

/** The marks of the classes of the data, or of its points. */
function pointsLegend({ targets, count }: DataSet, { palette }: FrameDrawing): TemplateResult {
  const names = targets.kind === 'classes' ? targets.names : [l10n.t('Data')];
  const shown = names.slice(0, mostClasses);
  const rest = names.length - shown.length;
  return html`<span class="caption-points">
    ${shown.map((name, label) => html`<span class="caption-class">${mark(palette, label)}${name}</span>`)}
    ${rest > 0 ? html`<span>+${rest}</span>` : nothing}
    <span class="caption-news">${l10n.t('{0} points', grouped(count))}</span>
  </span>`;
}

/** More classes than this are only counted. */
const mostClasses = 8;

function mark(palette: FrameDrawing['palette'], label: number): TemplateResult {
  const fill = pointColour(palette, label);
  const shape =
    label % 2 === 0
      ? svg`<circle cx="6" cy="6" r="3.6" fill=${fill}></circle>`
      : svg`<rect x="2.8" y="2.8" width="6.4" height="6.4" fill=${fill}></rect>`;
  return html`<svg class="point-mark" viewBox="0 0 12 12" aria-hidden="true">${shape}</svg>`;
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
