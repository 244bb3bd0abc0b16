import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { LineKey, PictureLegend } from '../../../src/core/picture/pictureLegend.ts';
import { defaultChoices, type Choices } from '../../../src/webview/viewport/choices.ts';
import {
  isDrawn,
  isolate,
  toggle,
  type Toggled,
} from '../../../src/webview/viewport/legendToggles.ts';

const line = (of: LineKey['of']): LineKey => ({ name: 'name', of, colour: [0, 0, 0], width: 1 });

const legend: PictureLegend = {
  lines: [
    ...[1, 2, 3].map((layer) => line({ kind: 'layer', layer })),
    line({ kind: 'boundary' }),
    line({ kind: 'contours' }),
  ],
  faces: {
    kind: 'keys',
    title: 'Largest output',
    keys: [0, 1, 2].map((index) => ({ index, name: 'class', colour: [0, 0, 0] })),
  },
};

const lines: readonly Toggled[] = legend.lines
  .map(({ of }) => of)
  .filter(({ kind }) => kind !== 'contours');
const classes: readonly Toggled[] = [0, 1, 2].map((index) => ({ kind: 'class', index }));
const entries = [...lines, ...classes];

const some = fc.record({
  lines: fc.boolean(),
  hiddenLayers: fc.subarray([1, 2, 3]),
  hiddenClasses: fc.subarray([0, 1, 2]),
  boundaries: fc.constantFrom(undefined, true, false),
});

/** Decision boundaries are drawn by default here. */
const boundariesIn = ({ boundaries = true }: Choices): boolean => boundaries;
const drawnIn = (choices: Choices): boolean[] =>
  entries.map((entry) => isDrawn(entry, choices, boundariesIn(choices)));
const after = (act: typeof toggle, entry: Toggled, choices: Choices): Choices => ({
  ...choices,
  ...act(entry, legend, choices, boundariesIn(choices)),
});

describe('the entries of a legend', () => {
  it('change what they stand for, and nothing else', () => {
    fc.assert(
      fc.property(some, fc.nat(entries.length - 1), (given, i) => {
        const choices = { ...defaultChoices, ...given };
        const before = drawnIn(choices);
        const changed = drawnIn(after(toggle, entries[i], choices));
        assert.deepEqual(changed, before.with(i, !before[i]));
      }),
    );
  });

  it('show themselves alone among the lines or the classes, and then all of them', () => {
    fc.assert(
      fc.property(some, fc.nat(entries.length - 1), (given, i) => {
        const entry = entries[i];
        const group = entry.kind === 'class' ? classes : lines;
        const alone = (choices: Choices): boolean =>
          entries.every(
            (one, k) => !group.includes(one) || drawnIn(choices)[k] === (one === entry),
          );
        const choices = { ...defaultChoices, ...given };
        const once = after(isolate, entry, choices);
        if (alone(choices))
          assert.ok(entries.every((one, k) => !group.includes(one) || drawnIn(once)[k]));
        else {
          assert.ok(alone(once));
          const twice = drawnIn(after(isolate, entry, once));
          assert.ok(entries.every((one, k) => !group.includes(one) || twice[k]));
        }
      }),
    );
  });
});
