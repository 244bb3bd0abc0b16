import { numberText } from '../../../core/numberText.ts';
import { element, svgElement } from '../../kit/element.ts';
import { l10n } from '../../kit/l10n.ts';
import { axesOf, pathThrough, rangeOf, scaleOf, type PlotFrame } from '../../kit/plot.ts';
import type { RunPane } from './state.ts';

/** Reward over entropy, row by row, with the law R = −a·exp(H) + b where it could be fitted. */
export function createLawChart(): RunPane {
  const figure = element('div', {});
  const caption = element('p', { class: 'muted' });
  const node = element(
    'section',
    { class: 'run-section', 'aria-label': l10n.t('Reward over entropy') },
    element('h2', {}, l10n.t('Reward over entropy')),
    figure,
    caption,
  );
  return {
    node,
    update: ({ chosen }, runs) => {
      const run = runs[chosen]?.run;
      const law = run?.report.law;
      const entropy = run?.series.entropy;
      const reward = law && run.series[law.reward];
      node.hidden = !law || !entropy || !reward;
      if (!law || !entropy || !reward) return;
      const frame: PlotFrame = {
        width: Math.max(240, figure.clientWidth),
        height: 190,
        x: rangeOf([entropy]),
        y: rangeOf([reward]),
        xTitle: l10n.t('entropy H (nats)'),
        yTitle: law.reward === 'validation' ? l10n.t('validation') : l10n.t('reward'),
      };
      const scale = scaleOf(frame);
      const dots = Array.from(entropy, (h, i) => [h, reward[i], i] as const)
        .filter(([h, r]) => Number.isFinite(h) && Number.isFinite(r))
        .map(([h, r, i]) => {
          // Early rows are open, late ones filled: the direction of time without a second colour.
          const late = i >= entropy.length / 2;
          return svgElement('circle', {
            class: late ? 'law-dot law-late' : 'law-dot',
            cx: scale.px(h),
            cy: scale.py(r),
            r: 2.2,
          });
        });
      const { fit } = law;
      const [from, to] = frame.x;
      const curve =
        fit &&
        svgElement('path', {
          class: 'law-curve',
          d: pathThrough(
            Array.from({ length: 81 }, (_, k) => {
              const h = from + ((to - from) * k) / 80;
              return [scale.px(h), scale.py(fit.b - fit.a * Math.exp(h))] as const;
            }),
          ),
        });
      const inside = svgElement('g', { 'clip-path': 'url(#clip-law)' }, ...dots, curve);
      figure.replaceChildren(
        svgElement(
          'svg',
          {
            class: 'axes-plot',
            width: frame.width,
            height: frame.height,
            role: 'img',
            'aria-label': l10n.t('Reward over entropy, one point per step'),
          },
          ...axesOf(frame, scale, 'clip-law'),
          inside,
        ),
      );
      caption.textContent = fit
        ? l10n.t(
            'R = −{0}·exp(H) + {1}, fitted to {2} rows of the descent; r² = {3}. Filled points are the later half of the run.',
            numberText(fit.a, 3),
            numberText(fit.b, 3),
            fit.n,
            numberText(fit.r2, 2),
          )
        : l10n.t('There are too few rows to fit a law.');
    },
  };
}
