import { affineText } from '../../core/picture/formula.ts';
import { numberText } from '../../core/numberText.ts';
import { element } from '../kit/element.ts';
import { l10n } from '../kit/l10n.ts';
import { heightLabel, variablesOf } from '../complex/names.ts';
import { iconButton } from '../kit/toolkit.ts';
import { icon } from '../kit/icons.ts';
import { regionOf } from './following.ts';
import { frameNews, frameTitle } from './frameNames.ts';
import type { FrameDrawing, ProgressionPane } from './state.ts';

/** Over the picture: which moment this is, and what the followed region is in it. */
export function createCaption(letGo: () => void): ProgressionPane {
  const title = element('strong', { class: 'caption-title' });
  const news = element('span', { class: 'caption-news' });
  const formula = element('span', { class: 'number' });
  const area = element('span', { class: 'caption-news number' });
  const followed = element(
    'div',
    { class: 'caption-followed' },
    element(
      'div',
      { class: 'caption-head' },
      element('span', { class: 'caption-news' }, l10n.t('Followed region')),
      iconButton(icon('close'), l10n.t('Stop following'), letGo, 'cancel'),
    ),
    formula,
    area,
  );
  const node = element('div', { class: 'caption' }, title, news, followed);
  return {
    node,
    update: (state, drawing) => {
      const { layout, followed: follower } = state;
      const frame = drawing?.picture;
      node.hidden = !frame || layout === 'grid';
      if (!drawing || !frame || node.hidden) return;
      title.textContent = frameTitle(frame);
      news.textContent = frameNews(frame) ?? '';
      followed.hidden = !follower;
      const region = follower && regionOf(frame, follower);
      if (!follower) return;
      formula.textContent = region ? formulaOf(drawing, region.cell) : l10n.t('Not in this frame');
      area.textContent = region ? l10n.t('Area {0}', numberText(region.area, 3)) : '';
    },
  };
}

function formulaOf({ picture, height }: FrameDrawing, cell: number): string {
  const { complex, outputNames } = picture;
  const index = height.kind === 'argmax' ? 0 : height.index;
  const first = 3 * (cell * complex.outputCount + index);
  const map = complex.maps.subarray(first, first + 3);
  const name = outputNames[index] ?? heightLabel(picture, height);
  return `${name} = ${affineText(map, variablesOf(picture), 3)}`;
}
