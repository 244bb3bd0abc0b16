import assert from 'node:assert/strict';
import fc from 'fast-check';
import { defaultChoices } from '../../../src/webview/viewport/choices.ts';
import { decodeViewState, type ViewState } from '../../../src/webview/complex/viewState.ts';

const state: ViewState = {
  choices: {
    colouring: 'gradient',
    height: { kind: 'difference', index: 0, minus: 2 },
    exaggeration: 1.5,
    faces: false,
    lines: true,
    boundaries: true,
    levels: 'every 0.25',
    gain: 2.5,
    hiddenLayers: [1],
    hiddenClasses: [2],
    regions: 'linear',
    settingsOpen: true,
    statisticsOpen: true,
    tableOpen: true,
    cardFolded: true,
    tableOrder: { by: 'area', descending: true },
    tableFilter: 'area>0.1',
  },
  camera: {
    mode: '2d',
    orbit: { x: 0, y: 0.1, z: 0, azimuth: 1, elevation: 0.5, span: 1 },
    plane: { x: 0.25, y: 0, span: 0.5 },
  },
  frame: { x: 0, y: 0, z: 1, sx: 1, sy: 1, sz: 0.2 },
  pinned: { x: 0.5, y: 0.25, pattern: [7], fold: { layer: 0, neuron: 3, breakpoint: 1 } },
};

describe('the view state', () => {
  it('is restored as it was saved', () => {
    assert.deepEqual(decodeViewState(JSON.parse(JSON.stringify(state))), state);
  });

  it('is the default where nothing was saved', () => {
    assert.deepEqual(decodeViewState(undefined), { choices: defaultChoices });
  });

  it('accepts any value without throwing', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (a, b) => {
        decodeViewState(a);
        decodeViewState({ choices: a, camera: b, frame: a, pinned: b });
      }),
    );
  });

  it('follows the question where it was saved before there was an automatic colouring', () => {
    const { hiddenClasses, ...before } = {
      ...state.choices,
      colouring: 'region',
      boundaries: false,
    };
    assert.ok(hiddenClasses);
    const { colouring, boundaries } = decodeViewState({ choices: before }).choices;
    assert.deepEqual([colouring, boundaries], ['auto', undefined]);
    const chosen = decodeViewState({ choices: { ...before, hiddenClasses: [] } }).choices;
    assert.deepEqual([chosen.colouring, chosen.boundaries], ['region', false]);
    assert.equal(
      decodeViewState({ choices: { ...before, colouring: 'linear' } }).choices.colouring,
      'linear',
    );
  });

  it('drops only what is invalid', () => {
    const odd = {
      choices: {
        ...state.choices,
        colouring: 'function toString() { [native code] } toString() { [native code] }',
        exaggeration: 1e9,
        hiddenLayers: ['x', 2],
        regions: 'all',
        tableOrder: { by: 'colour', descending: true },
      },
      camera: { ...state.camera, orbit: { ...state.camera?.orbit, span: 0 } },
      frame: { ...state.frame, sx: null },
      pinned: state.pinned,
    };
    assert.deepEqual(decodeViewState(odd), {
      choices: {
        ...state.choices,
        colouring: defaultChoices.colouring,
        exaggeration: defaultChoices.exaggeration,
        hiddenLayers: [2],
        regions: defaultChoices.regions,
        tableOrder: defaultChoices.tableOrder,
      },
      pinned: state.pinned,
    });
  });
});
