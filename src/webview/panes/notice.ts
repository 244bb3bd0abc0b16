import type { FromView, Status, ViewProblem } from '../../protocol/view.ts';
import { element } from '../element.ts';
import { icon } from '../icons.ts';
import type { Pane, State } from '../state.ts';
import { iconButton, progressRing, textButton } from '../toolkit.ts';

/** Problems listed on the page; the Problems panel has them all. */
const listed = 6;

/**
 * What stands in the way, or what goes on: a panel in the middle while there is no picture, a banner
 * over the last good picture otherwise.
 */
export function createNotice(send: (message: FromView) => void): Pane {
  const node = element('div', { class: 'notice', role: 'status', 'aria-live': 'polite' });
  let shown: unknown[] = [];
  /** The reason that the user has read and closed. */
  let closed: State['flatBecause'];
  return {
    node,
    update: (state) => {
      if (state.flatBecause === undefined) closed = undefined;
      const flatBecause = state.flatBecause === closed ? undefined : state.flatBecause;
      const content = [state.status, state.slow, state.picture === undefined, flatBecause];
      if (content.every((part, i) => part === shown[i])) return;
      shown = content;
      const close = (): void => {
        closed = state.flatBecause;
        node.hidden = true;
      };
      const parts = [noticeOf(state, send), flatBecause && flatNotice(flatBecause, close)].filter(
        (part) => part !== undefined,
      );
      node.replaceChildren(...parts);
      node.hidden = parts.length === 0;
      node.classList.toggle('central', state.picture === undefined);
    },
  };
}

function noticeOf(
  { status, slow, picture }: State,
  send: (message: FromView) => void,
): HTMLElement | undefined {
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
        `Stopped at ${status.limit.toLocaleString('en')} regions`,
        'The picture shows a part of the domain. The limit is the setting foldComplex.maxRegions.',
        textButton('Compute all', 'primary', () => send({ kind: 'computeAll' })),
      );
    case 'cancelled':
      return box(
        'hint',
        'Cancelled',
        picture ? 'This is the picture from before the last edit.' : 'There is no picture yet.',
        textButton('Compute again', 'primary', () => send({ kind: 'recompute' })),
      );
    case 'failed':
      return box(
        'error',
        'Something went wrong in Fold Complex',
        status.message,
        textButton('Show log', 'secondary', () => send({ kind: 'showLog' })),
      );
    case 'missing':
      return box('error', 'The file cannot be read', status.message);
  }
}

function computing(
  { cells, share }: Status & { kind: 'computing' },
  send: (message: FromView) => void,
): HTMLElement {
  const percent = Math.floor(100 * share);
  const part = share > 0 ? `${percent} % of the domain, ` : '';
  const cancel = textButton('Cancel', 'secondary', () => send({ kind: 'cancel' }));
  cancel.title = 'Cancel (Escape)';
  return element(
    'div',
    { class: 'box computing' },
    progressRing('Computing'),
    element(
      'div',
      { class: 'box-text' },
      element('strong', {}, 'Computing the complex'),
      element('span', { class: 'number' }, `${part}${cells.toLocaleString('en')} regions so far`),
      element('progress', { max: 1, value: share, 'aria-label': 'Share of the domain' }),
    ),
    cancel,
  );
}

function problems(
  all: readonly ViewProblem[],
  hasPicture: boolean,
  send: (message: FromView) => void,
): HTMLElement {
  const errors = all.filter(({ severity }) => severity === 'error').length;
  const count = errors === 1 ? 'one error' : `${errors} errors`;
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
      ? element('li', { class: 'more' }, `and ${all.length - listed} more in the Problems panel`)
      : undefined,
  );
  const title = `The spec has ${count}`;
  const text = hasPicture
    ? 'This is the last good picture.'
    : 'The picture appears as soon as it can be read.';
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

function flatNotice(because: 'unavailable' | 'lost', onClose: () => void): HTMLElement {
  const close = iconButton(icon('close'), 'Close', onClose);
  switch (because) {
    case 'lost':
      return box(
        'warning',
        'The graphics card was taken away',
        'This is the flat view. The surface comes back with the card; if not, reopen the preview.',
        close,
      );
    case 'unavailable':
      return box(
        'warning',
        'WebGL is not available here',
        'This is the flat view of the same complex. For the surface, start VS Code without --disable-gpu, or with --enable-unsafe-swiftshader.',
        close,
      );
  }
}

function box(
  kind: 'error' | 'warning' | 'hint',
  title: string,
  text: string,
  action?: HTMLElement,
): HTMLElement {
  return element(
    'div',
    { class: `box ${kind}` },
    icon(kind),
    element('div', { class: 'box-text' }, element('strong', {}, title), element('span', {}, text)),
    action,
  );
}
