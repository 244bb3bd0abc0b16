import type { HeightKey } from '../../../core/entropy/modelView.ts';
import type { PaneId } from './arrangement.ts';
import type { Orbit } from '../../viewport/camera.ts';
import { numbers, record } from '../../kit/savedState.ts';
import { usualChoices, type EntropyChoices, type EntropyState } from './state.ts';

/** The saved state of a document. */
export interface EntropyViewState {
  readonly choices: EntropyChoices;
  readonly camera?: Orbit;
}

/** The part of the state to save. */
export function viewStateOf({ choices, camera }: EntropyState): EntropyViewState {
  return { choices, ...(camera && { camera }) };
}

/**
 * Decodes a saved view state. Each value that is missing or invalid gets its default; `hasRoom` is
 * the default for whether the controls are open.
 */
export function decodeEntropyViewState(kept: unknown, hasRoom = true): EntropyViewState {
  const state = record(kept);
  const choices = record(state.choices);
  const flag = (value: unknown, usual: boolean): boolean =>
    typeof value === 'boolean' ? value : usual;
  const oneOf = <T extends string>(value: unknown, known: readonly T[], usual: T): T =>
    known.find((one) => one === value) ?? usual;
  const tabs: readonly PaneId[] = ['surface', 'plane', 'section', 'landscape', 'readout'];
  const heights: readonly HeightKey[] = ['state', 'entropy', 'success', 'share'];
  const { refreshSuccess, logarithmic } = choices;
  const isShare = typeof refreshSuccess === 'number' && refreshSuccess > 0 && refreshSuccess < 1;
  const kind = oneOf(record(choices.line).kind, ['across', 'up'], 'across');
  const camera = cameraOf(state.camera);
  return {
    choices: {
      layout: oneOf(choices.layout, ['surface', 'plane'], usualChoices.layout),
      height: oneOf(choices.height, heights, usualChoices.height),
      convention: oneOf(choices.convention, ['delay', 'maxwell'], usualChoices.convention),
      line: { kind },
      logarithmic: typeof logarithmic === 'boolean' ? logarithmic : usualChoices.logarithmic,
      refreshSuccess: isShare ? refreshSuccess : usualChoices.refreshSuccess,
      tab: oneOf(choices.tab, tabs, usualChoices.tab),
      controlsOpen: flag(choices.controlsOpen, hasRoom),
      tableOpen: flag(choices.tableOpen, usualChoices.tableOpen),
    },
    ...(camera && { camera }),
  };
}

function cameraOf(kept: unknown): Orbit | undefined {
  const camera = numbers(kept, ['x', 'y', 'z', 'azimuth', 'elevation', 'span']);
  return camera && camera.span > 0 ? camera : undefined;
}
