import { html, nothing, type TemplateResult } from 'lit-html';
import { domainArea } from '../../../core/complex/domain.ts';
import { enclosureText, numberText } from '../../../core/numberText.ts';
import { counted } from '../../kit/counts.ts';
import { l10n } from '../../kit/l10n.ts';
import { numbers, percent, place, row, section, type About } from './statisticRows.ts';

type Section = TemplateResult | typeof nothing;

/** As many classes as are listed; a picture cannot distinguish more colours. */
const mostClasses = 8;

/** Which output is the largest on how much of the domain; nothing for a single output. */
export function decisionStatistics({ drawing: { picture, classes } }: About): Section {
  if (picture.complex.outputCount < 2) return nothing;
  const title = l10n.t('Largest output');
  if (!classes)
    return section(
      title,
      html`<p class="muted">${l10n.t('not available, or still computing')}</p>`,
    );
  const whole = domainArea(picture.domain);
  const order = Array.from(classes.area.keys()).sort((i, j) => classes.area[j] - classes.area[i]);
  const rows = order
    .slice(0, mostClasses)
    .map((o) =>
      row(picture.outputNames[o], percent(classes.area[o], whole), numberText(classes.area[o])),
    );
  const left = order.length - mostClasses;
  const never = order.filter((o) => classes.area[o] === 0).length;
  const tied = row(
    l10n.t('Tied'),
    percent(classes.tiedArea, whole),
    l10n.t('tied over an area; counted for the first of these outputs'),
  );
  const boundary = l10n.t('Boundary');
  return section(
    title,
    numbers([
      rows,
      left > 0 ? row('', l10n.t('and {0} more outputs', left)) : nothing,
      never > 0 && left > 0 ? row(l10n.t('Never'), String(never)) : nothing,
      classes.tiedArea > 0 ? tied : nothing,
      picture.graph
        ? row(boundary, counted.points(classes.boundaries.count))
        : row(boundary, l10n.t('length {0}', numberText(classes.length))),
    ]),
  );
}

/** The entropy of a policy; nothing for outputs that are not one. */
export function policyStatistics(about: About): Section {
  const { picture, entropy } = about.drawing;
  if (!picture.policy) return nothing;
  const title = l10n.t('Policy');
  if (!entropy)
    return section(title, html`<p class="muted">${l10n.t('Computing the entropy…')}</p>`);
  const { gain, mean, least, isClosed } = entropy;
  const most = numberText(Math.log(picture.complex.outputCount), 3);
  return section(
    title,
    numbers([
      row(l10n.t('Gain'), numberText(gain, 3)),
      row(
        l10n.t('Entropy'),
        enclosureText(mean),
        l10n.t('nats on average; the maximum is {0}', most),
      ),
      row(l10n.t('Minimum'), enclosureText(least), place(about, least)),
      isClosed
        ? row(l10n.t('Method'), l10n.t('closed form'), l10n.t('exact up to rounding'))
        : row(
            l10n.t('Method'),
            l10n.t('certified bounds'),
            l10n.t('branch and bound over the regions; ± is the remaining gap'),
          ),
    ]),
  );
}
