import assert from 'node:assert/strict';
import { complexCommands, complexGestures } from '../../../src/webview/complex/commands.ts';
import { initialState as complexState } from '../../../src/webview/complex/state.ts';
import { interventionCommands } from '../../../src/webview/entropy/interventions/commands.ts';
import { initialState as interventionState } from '../../../src/webview/entropy/interventions/state.ts';
import { entropyCommands, entropyGestures } from '../../../src/webview/entropy/model/commands.ts';
import { initialState as entropyState } from '../../../src/webview/entropy/model/state.ts';
import { runCommands } from '../../../src/webview/entropy/runs/commands.ts';
import { initialState as runState } from '../../../src/webview/entropy/runs/state.ts';
import type { Command } from '../../../src/webview/kit/commands.ts';
import {
  ariaKey,
  chordOf,
  isPressed,
  keymap,
  keysOf,
  keyText,
  type CommandId,
} from '../../../src/webview/kit/keymap.ts';
import { keyRows } from '../../../src/webview/kit/keyRows.ts';
import type { Theme } from '../../../src/webview/kit/theme.ts';
import {
  progressionCommands,
  progressionGestures,
} from '../../../src/webview/progression/commands.ts';
import { initialState as progressionState } from '../../../src/webview/progression/state.ts';

/** A command with its label in the initial state of its view. */
interface Listed {
  readonly id: CommandId;
  readonly label: string;
}

interface View {
  readonly commands: readonly Listed[];
  /** The list of keys: keys and meaning of each row. */
  readonly rows: ReturnType<typeof keyRows>;
}

const theme: Theme = {
  ...{ kind: 'dark', background: '', foreground: '', muted: '', line: '', accent: '', font: '' },
  reducedMotion: true,
};

/** Actions that do nothing, under any name. */
const idle = new Proxy({}, { get: () => () => undefined }) as never;

function viewOf<S>(commands: readonly Command<S>[], state: S): View {
  return {
    commands: commands.map(({ id, label }) => ({ id, label: label(state) })),
    rows: keyRows(commands, state),
  };
}

const views: Readonly<Record<string, View>> = {
  complex: viewOf(complexCommands(idle), complexState(theme)),
  progression: viewOf(progressionCommands(idle), progressionState(theme)),
  entropy: viewOf(entropyCommands(idle), entropyState(theme)),
  runs: viewOf(runCommands(idle), runState(theme)),
  interventions: viewOf(interventionCommands(idle), interventionState(theme)),
};
const ids = Object.keys(keymap) as CommandId[];

describe('the keys of all views', () => {
  it('have one meaning each', () => {
    const presses = ids.flatMap((id) =>
      keysOf(id).flatMap((key) => eventsOf(key).map((event) => ({ id, event }))),
    );
    const clashes = presses.flatMap(({ id, event }) =>
      ids
        .filter((other) => other !== id)
        .filter((other) => keysOf(other).some((key) => isPressed(chordOf(key), event)))
        .map((other) => `${id} and ${other}: ${JSON.stringify(event)}`),
    );
    assert.deepEqual(clashes, []);
  });

  it('are all used', () => {
    const used = new Set(
      Object.values(views).flatMap(({ commands }) => commands.map(({ id }) => id)),
    );
    assert.deepEqual(
      ids.filter((id) => !used.has(id)),
      [],
    );
  });

  it('match the key presses that they describe', () => {
    for (const key of ids.flatMap(keysOf))
      for (const event of eventsOf(key)) assert.ok(isPressed(chordOf(key), event), key);
    assert.ok(!isPressed(chordOf('n'), press('N', { shiftKey: true })));
    assert.ok(isPressed(chordOf('n'), press('N')), 'caps lock');
    assert.ok(!isPressed(chordOf('c'), press('c', { ctrlKey: true })));
    assert.ok(isPressed(chordOf('?'), press('?', { shiftKey: true })));
    assert.ok(isPressed(chordOf('mod+z'), press('z', { metaKey: true })));
    assert.ok(!isPressed(chordOf('left'), press('ArrowLeft', { altKey: true })));
  });

  it('are named for people and for assistive technology', () => {
    const names = ['shift+left', 'mod+z', '+', 'space', 'f'].map((key) => [
      keyText(key),
      ariaKey(key),
    ]);
    assert.deepEqual(names, [
      ['Shift+←', 'Shift+ArrowLeft'],
      ['Ctrl+Z', 'Control+Z'],
      ['+', 'Plus'],
      ['Space', 'Space'],
      ['F', 'F'],
    ]);
  });
});

for (const [name, { commands, rows }] of Object.entries(views))
  describe(`the commands of the view ${name}`, () => {
    it('occur once and have a label without a key in it', () => {
      assert.equal(new Set(commands.map(({ id }) => id)).size, commands.length);
      for (const { id, label } of commands) {
        assert.ok(label.length > 0, id);
        assert.doesNotMatch(label, /\(\S{1,6}\)$/, 'the keymap has the key');
      }
    });

    it('are in the list of keys', () => {
      const listed = new Set(rows.flatMap(([keys]) => keys.split(', ')));
      for (const { id } of commands)
        for (const key of keysOf(id)) {
          const isArrow = /(left|right|up|down)$/.test(key);
          const text = keyText(key);
          const arrows = text.replace(/[←→↑↓]$/, (_, at) =>
            at === 0 ? 'Arrow keys' : 'arrow keys',
          );
          assert.ok(listed.has(text) || (isArrow && listed.has(arrows)), `${id}: ${key}`);
        }
    });
  });

it('gestures are named and described', () => {
  for (const gesture of [...complexGestures(), ...progressionGestures(), ...entropyGestures()])
    assert.ok(gesture.every((text) => text.length > 0));
});

/** The events that keyboards send for a key; a character may need Shift. */
function eventsOf(key: string): KeyboardEvent[] {
  const { mod, ctrl, alt, shift, key: name } = chordOf(key);
  const text = ariaKey(name);
  const typed = { Plus: '+', Space: ' ' }[text] ?? (name.length === 1 ? name : text);
  const modifiers = { altKey: alt, shiftKey: shift, ctrlKey: mod || ctrl };
  const isLayoutDependent = /^[^a-z]$/.test(name);
  return [
    press(typed, modifiers),
    ...(isLayoutDependent ? [press(typed, { ...modifiers, shiftKey: true })] : []),
  ];
}

function press(key: string, modifiers: Partial<KeyboardEvent> = {}): KeyboardEvent {
  const none = { altKey: false, shiftKey: false, ctrlKey: false, metaKey: false };
  return { key, ...none, ...modifiers } as KeyboardEvent;
}
