import { domainArea } from '../../../core/complex/domain.ts';
import { enclosureText, numberText } from '../../../core/numberText.ts';
import { element } from '../../kit/element.ts';
import { l10n } from '../../kit/l10n.ts';
import { percent, place, row, section, type About } from './statisticRows.ts';

/** Classes listed; a picture does not tell more colours apart. */
const mostClasses = 8;

/** Which output is the largest on how much of the domain; nothing for a single one. */
export function decisionStatistics({ drawing: { picture, classes } }: About): HTMLElement[] {
  if (picture.complex.outputCount < 2) return [];
  const title = l10n.t('Largest output');
  if (!classes)
    return [section(title, element('p', { class: 'muted' }, l10n.t('not known, or computing')))];
  const whole = domainArea(picture.domain);
  const order = Array.from(classes.area.keys()).sort((i, j) => classes.area[j] - classes.area[i]);
  const rows = order
    .slice(0, mostClasses)
    .flatMap((o) =>
      row(picture.outputNames[o], percent(classes.area[o], whole), numberText(classes.area[o])),
    );
  const left = order.length - mostClasses;
  const never = order.filter((o) => classes.area[o] === 0).length;
  return [
    section(
      title,
      element(
        'dl',
        { class: 'numbers' },
        ...rows,
        ...(left > 0 ? row('', l10n.t('and {0} more outputs', left)) : []),
        ...(never > 0 && left > 0 ? row(l10n.t('Never'), String(never)) : []),
        ...(classes.tiedArea > 0
          ? row(
              l10n.t('Tied'),
              percent(classes.tiedArea, whole),
              l10n.t('all over a piece; counted for the first of the outputs'),
            )
          : []),
        ...(picture.graph
          ? row(l10n.t('Changes'), String(classes.boundaries.count))
          : row(l10n.t('Boundary'), numberText(classes.length), l10n.t('long'))),
      ),
    ),
  ];
}

/** How undecided a policy is; nothing for outputs that are none. */
export function policyStatistics(about: About): HTMLElement[] {
  const { picture, entropy } = about.drawing;
  if (!picture.policy) return [];
  const name = l10n.t('Policy');
  if (!entropy)
    return [section(name, element('p', { class: 'muted' }, l10n.t('computing the entropy')))];
  const { gain, mean, least, isClosed } = entropy;
  const most = numberText(Math.log(picture.complex.outputCount), 3);
  return [
    section(
      name,
      element(
        'dl',
        { class: 'numbers' },
        ...row(l10n.t('Gain'), numberText(gain, 3)),
        ...row(
          l10n.t('Entropy'),
          enclosureText(mean),
          l10n.t('nats on average, of {0} at most', most),
        ),
        ...row(l10n.t('Least'), enclosureText(least), place(about, least)),
        ...row(
          l10n.t('Known by'),
          element('span', {}, isClosed ? l10n.t('closed forms') : l10n.t('certified bounds')),
          isClosed
            ? l10n.t('up to rounding')
            : l10n.t('branch and bound over the regions; ± is what the bounds leave open'),
        ),
      ),
    ),
  ];
}
