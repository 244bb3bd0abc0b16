import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { ViewProblem } from '../../../protocol/panel.ts';
import type { FromView, Status } from '../../../protocol/preview.ts';
import { withKey } from '../../kit/commands.ts';
import { iconButton, progressRing, textButton } from '../../kit/controls.ts';
import { elementOf } from '../../kit/elementOf.ts';
import { createFlatNotice } from '../../kit/flatNotice.ts';
import { icon } from '../../kit/icons.ts';
import { l10n } from '../../kit/l10n.ts';
import { missingActions } from '../../kit/missingActions.ts';
import type { PaneOf, State } from '../state.ts';

/** What a notice can ask the extension for. */
type Send = (
  message: FromView & {
    kind:
      'cancel' | 'recompute' | 'computeAll' | 'openSource' | 'showLog' | 'openInstead' | 'close';
  },
) => void;

interface NoticeState extends Pick<State, 'status' | 'slow' | 'flatBecause'> {
  /** Undefined until there is one. */
  readonly picture: object | undefined;
  readonly refusal?: State['refusal'];
}

/** What can be done about a problem, and about numbers that cannot be changed. */
export interface NoticeActions {
  readonly fix: (problem: number) => void;
  readonly startFromExample: () => void;
  readonly writeOut: (layer: number) => void;
  readonly read: () => void;
}

type Notice = TemplateResult | typeof nothing;

/** As many problems as the page lists; the Problems panel has all of them. */
const listed = 6;

/**
 * Problems, and a computation that is slow: in the middle of the page while there is no picture, as a
 * banner over the last good picture otherwise.
 */
export function createNotice(send: Send, actions?: NoticeActions): PaneOf<NoticeState> {
  const node = elementOf(html`<div class="notice" role="status" aria-live="polite"></div>`);
  const flatNotice = createFlatNotice({
    lost: l10n.t(
      'Showing the 2D view. The surface returns when the graphics card is available again; otherwise, reopen the preview.',
    ),
    unavailable: l10n.t(
      'Showing the 2D view of the same complex. To see the surface, start VS Code without --disable-gpu, or with --enable-unsafe-swiftshader.',
    ),
  });
  const update = (state: NoticeState): void => {
    const { status, slow, picture, flatBecause, refusal } = state;
    const notices = [
      statusNotice({ status, slow, picture }, send, actions),
      refusal && actions ? refusalNotice(refusal, actions) : nothing,
      flatNotice(flatBecause, () => update(state)),
    ];
    node.hidden = notices.every((notice) => notice === nothing);
    node.classList.toggle('central', picture === undefined);
    render(notices, node);
  };
  return { node, update };
}

function statusNotice(
  { status, slow, picture }: Pick<NoticeState, 'status' | 'slow' | 'picture'>,
  send: Send,
  actions: NoticeActions | undefined,
): Notice {
  switch (status.kind) {
    case 'current':
      return nothing;
    case 'computing':
      return slow ? computing(status, send) : nothing;
    case 'problems':
      return problems(status.problems, picture !== undefined, send, actions);
    case 'limited':
      return box(
        'hint',
        l10n.t('Stopped at {0} regions', status.limit.toLocaleString('en')),
        l10n.t(
          'The picture shows only part of the domain. The setting foldComplex.maxRegions sets the limit.',
        ),
        textButton({
          label: l10n.t('Compute all'),
          appearance: 'primary',
          onClick: () => send({ kind: 'computeAll' }),
        }),
      );
    case 'cancelled':
      return box(
        'hint',
        l10n.t('Cancelled'),
        picture
          ? l10n.t('The picture is from before the last edit.')
          : l10n.t('There is no picture yet.'),
        textButton({
          label: l10n.t('Compute again'),
          appearance: 'primary',
          onClick: () => send({ kind: 'recompute' }),
        }),
      );
    case 'failed':
      return box(
        'error',
        l10n.t('Something went wrong in Fold Complex'),
        status.message,
        textButton({
          label: l10n.t('Show Log'),
          appearance: 'secondary',
          onClick: () => send({ kind: 'showLog' }),
        }),
      );
    case 'missing':
      return box(
        'error',
        l10n.t('The file cannot be read'),
        picture
          ? l10n.t(
              '{0}. This is the last good picture; it is updated once the file is back.',
              status.message,
            )
          : status.message,
        missingActions(send),
      );
  }
}

function computing({ cells, share }: Status & { kind: 'computing' }, send: Send): Notice {
  const percent = Math.floor(100 * share);
  const count = cells.toLocaleString('en');
  const progress =
    share > 0
      ? l10n.t('{0} % of the domain, {1} regions so far', percent, count)
      : l10n.t('{0} regions so far', count);
  return html`<div class="box computing">
    ${progressRing(l10n.t('Computing'))}
    <div class="box-text">
      <strong>${l10n.t('Computing the complex')}</strong>
      <span class="number">${progress}</span>
      <progress max="1" .value=${share} aria-label=${l10n.t('Share of the domain')}></progress>
    </div>
    ${textButton({
      label: l10n.t('Cancel'),
      appearance: 'secondary',
      title: withKey(l10n.t('Cancel'), 'cancel'),
      onClick: () => send({ kind: 'cancel' }),
    })}
  </div>`;
}

function problems(
  all: readonly ViewProblem[],
  hasPicture: boolean,
  send: Send,
  actions: NoticeActions | undefined,
): Notice {
  const errors = all.filter(({ severity }) => severity === 'error').length;
  const title =
    errors === 1 ? l10n.t('The spec has one error') : l10n.t('The spec has {0} errors', errors);
  const text = hasPicture
    ? l10n.t('This is the last good picture.')
    : l10n.t('The preview appears once the errors are fixed.');
  const more =
    all.length > listed
      ? html`<li class="more">
          ${l10n.t('and {0} more in the Problems panel', all.length - listed)}
        </li>`
      : nothing;
  return html`<div class="box tall">
    <div class="box-head">${icon('error')}<strong>${title}</strong><span>${text}</span></div>
    <ul class="problems">
      ${all.slice(0, listed).map((problem, index) => problemRow(problem, index, send, actions))}${more}
    </ul>
  </div>`;
}

function problemRow(
  { severity, message, line, column, fix, isEmptyFile }: ViewProblem,
  problem: number,
  send: Send,
  actions: NoticeActions | undefined,
): TemplateResult {
  const button = (label: string, onClick: () => void): TemplateResult =>
    textButton({ label, appearance: 'primary', onClick });
  return html`<li class="problem-row">
    <button
      class="problem ${severity}"
      type="button"
      @click=${() => send({ kind: 'openSource', problem })}
    >
      ${icon(severity)}
      <span class="problem-text">${message}</span>
      <span class="problem-place">${line}:${column}</span>
    </button>
    ${actions && fix ? button(fix, () => actions.fix(problem)) : nothing}
    ${
      actions && isEmptyFile
        ? button(l10n.t('Start from an example'), actions.startFromExample)
        : nothing
    }
  </li>`;
}

function refusalNotice(
  { message, drawn }: NonNullable<State['refusal']>,
  { writeOut, read }: NoticeActions,
): Notice {
  const write = (layer: number): TemplateResult =>
    textButton({
      label: l10n.t('Write as numbers'),
      appearance: 'primary',
      onClick: () => {
        writeOut(layer);
        read();
      },
    });
  return box('hint', l10n.t('These numbers cannot be changed'), message, [
    drawn === undefined ? nothing : write(drawn),
    closeButton(read),
  ]);
}

function closeButton(onClick: () => void): TemplateResult {
  return iconButton({ icon: 'close', label: l10n.t('Close'), onClick });
}

function box(
  kind: 'error' | 'warning' | 'hint',
  title: string,
  text: string,
  actions: unknown = nothing,
): TemplateResult {
  return html`<div class="box ${kind}">
    ${icon(kind)}
    <div class="box-text"><strong>${title}</strong><span>${text}</span></div>
    ${actions}
  </div>`;
}
