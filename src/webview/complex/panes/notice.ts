import type { ViewProblem } from '../../../protocol/panel.ts';
import type { FromView, Status } from '../../../protocol/preview.ts';
import { element } from '../../kit/element.ts';
import { icon } from '../../kit/icons.ts';
import type { PaneOf, State } from '../state.ts';
import { iconButton, progressRing, textButton } from '../../kit/toolkit.ts';
import { l10n } from '../../kit/l10n.ts';

/** What a view may ask for while there is something in its way. */
type Send = (
  message: FromView & { kind: 'cancel' | 'recompute' | 'computeAll' | 'openSource' | 'showLog' },
) => void;

interface NoticeState extends Pick<State, 'status' | 'slow' | 'flatBecause'> {
  /** Undefined until there is one. */
  readonly picture: object | undefined;
  readonly refusal?: State['refusal'];
}

/** What can be done about a fold that refuses to be moved. */
export interface RefusalActions {
  readonly writeOut: (layer: number) => void;
  readonly read: () => void;
}

/** Problems listed on the page; the Problems panel has them all. */
const listed = 6;

/**
 * What stands in the way, or what goes on: a panel in the middle while there is no picture, a banner
 * over the last good picture otherwise.
 */
export function createNotice(send: Send, onRefusal?: RefusalActions): PaneOf<NoticeState> {
  const node = element('div', { class: 'notice', role: 'status', 'aria-live': 'polite' });
  let shown: unknown[] = [];
  /** The reason that the user has read and closed. */
  let closed: State['flatBecause'];
  return {
    node,
    update: (state) => {
      if (state.flatBecause === undefined) closed = undefined;
      const flatBecause = state.flatBecause === closed ? undefined : state.flatBecause;
      const content = [
        state.status,
        state.slow,
        state.picture === undefined,
        flatBecause,
        state.refusal,
      ];
      if (content.every((part, i) => part === shown[i])) return;
      shown = content;
      const close = (): void => {
        closed = state.flatBecause;
        node.hidden = true;
      };
      const parts = [
        noticeOf(state, send),
        state.refusal && onRefusal && refusalNotice(state.refusal, onRefusal),
        flatBecause && flatNotice(flatBecause, close),
      ].filter((part) => part !== undefined);
      node.replaceChildren(...parts);
      node.hidden = parts.length === 0;
      node.classList.toggle('central', state.picture === undefined);
    },
  };
}

function noticeOf({ status, slow, picture }: NoticeState, send: Send): HTMLElement | undefined {
  switch (status.kind) {
    case 'current':
      return undefined;
    case 'computing':
      return slow ? computing(status, send) : undefined;
    case 'problems':
      return problems(status.problems, picture !== undefined, send);
    case 'limited':
      return box(
        'hint',
        l10n.t('Stopped at {0} regions', status.limit.toLocaleString('en')),
        l10n.t(
          'The picture shows a part of the domain. The limit is the setting foldComplex.maxRegions.',
        ),
        textButton(l10n.t('Compute all'), 'primary', () => send({ kind: 'computeAll' })),
      );
    case 'cancelled':
      return box(
        'hint',
        l10n.t('Cancelled'),
        picture
          ? l10n.t('This is the picture from before the last edit.')
          : l10n.t('There is no picture yet.'),
        textButton(l10n.t('Compute again'), 'primary', () => send({ kind: 'recompute' })),
      );
    case 'failed':
      return box(
        'error',
        l10n.t('Something went wrong in Fold Complex'),
        status.message,
        textButton(l10n.t('Show log'), 'secondary', () => send({ kind: 'showLog' })),
      );
    case 'missing':
      return box(
        'error',
        l10n.t('The file cannot be read'),
        picture
          ? l10n.t(
              '{0}. This is the last good picture; the next one follows once the file is back.',
              status.message,
            )
          : status.message,
      );
  }
}

function computing({ cells, share }: Status & { kind: 'computing' }, send: Send): HTMLElement {
  const percent = Math.floor(100 * share);
  const so = cells.toLocaleString('en');
  const reached =
    share > 0
      ? l10n.t('{0} % of the domain, {1} regions so far', percent, so)
      : l10n.t('{0} regions so far', so);
  const cancel = textButton(l10n.t('Cancel'), 'secondary', () => send({ kind: 'cancel' }));
  cancel.title = l10n.t('Cancel (Escape)');
  return element(
    'div',
    { class: 'box computing' },
    progressRing(l10n.t('Computing')),
    element(
      'div',
      { class: 'box-text' },
      element('strong', {}, l10n.t('Computing the complex')),
      element('span', { class: 'number' }, reached),
      element('progress', { max: 1, value: share, 'aria-label': l10n.t('Share of the domain') }),
    ),
    cancel,
  );
}

function problems(all: readonly ViewProblem[], hasPicture: boolean, send: Send): HTMLElement {
  const errors = all.filter(({ severity }) => severity === 'error').length;
  const list = element(
    'ul',
    { class: 'problems' },
    ...all.slice(0, listed).map((problem, index) => {
      const link = element(
        'button',
        { class: `problem ${problem.severity}`, type: 'button' },
        icon(problem.severity),
        element('span', { class: 'problem-text' }, problem.message),
        element('span', { class: 'problem-place' }, `${problem.line}:${problem.column}`),
      );
      link.addEventListener('click', () => send({ kind: 'openSource', problem: index }));
      return element('li', {}, link);
    }),
    all.length > listed
      ? element(
          'li',
          { class: 'more' },
          l10n.t('and {0} more in the Problems panel', all.length - listed),
        )
      : undefined,
  );
  const title =
    errors === 1 ? l10n.t('The spec has one error') : l10n.t('The spec has {0} errors', errors);
  const text = hasPicture
    ? l10n.t('This is the last good picture.')
    : l10n.t('The picture appears as soon as it can be read.');
  return element(
    'div',
    { class: 'box tall' },
    element(
      'div',
      { class: 'box-head' },
      icon('error'),
      element('strong', {}, title),
      element('span', {}, text),
    ),
    list,
  );
}

function refusalNotice(
  { message, drawn }: NonNullable<State['refusal']>,
  { writeOut: write, read }: RefusalActions,
): HTMLElement {
  const writeOut = textButton(l10n.t('Write as numbers'), 'primary', () => {
    if (drawn !== undefined) write(drawn);
    read();
  });
  const close = iconButton(icon('close'), l10n.t('Close'), read);
  const actions = drawn === undefined ? [close] : [writeOut, close];
  return box('hint', l10n.t('This fold stays where it is'), message, ...actions);
}

function flatNotice(because: 'unavailable' | 'lost', onClose: () => void): HTMLElement {
  const close = iconButton(icon('close'), l10n.t('Close'), onClose);
  switch (because) {
    case 'lost':
      return box(
        'warning',
        l10n.t('The graphics card was taken away'),
        l10n.t(
          'This is the flat view. The surface comes back with the card; if not, reopen the preview.',
        ),
        close,
      );
    case 'unavailable':
      return box(
        'warning',
        l10n.t('WebGL is not available here'),
        l10n.t(
          'This is the flat view of the same complex. For the surface, start VS Code without --disable-gpu, or with --enable-unsafe-swiftshader.',
        ),
        close,
      );
  }
}

function box(
  kind: 'error' | 'warning' | 'hint',
  title: string,
  text: string,
  ...actions: HTMLElement[]
): HTMLElement {
  return element(
    'div',
    { class: `box ${kind}` },
    icon(kind),
    element('div', { class: 'box-text' }, element('strong', {}, title), element('span', {}, text)),
    ...actions,
  );
}
