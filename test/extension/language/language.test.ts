import assert from 'node:assert/strict';
import type { LogOutputChannel, Uri as RealUri } from 'vscode';
import { registerLanguageFeatures } from '../../../src/extension/language/languageFeatures.ts';
import { Lifetime } from '../../../src/extension/lifetime.ts';
import { SpecSessions } from '../../../src/extension/spec/specSessions.ts';
import { engineInProcess } from '../../../src/engine/inProcess.ts';
import { eventually } from '../../eventually.ts';
import { applied } from '../../../src/language/text/textEdits.ts';
import {
  type CodeAction,
  type CodeLens,
  type CompletionItem,
  type Diagnostic,
  type DocumentSymbol,
  extensions,
  type Hover,
  type InlayHint,
  type Position,
  Range,
  registered,
  type TextDocument,
  Uri,
  window,
  workspace,
} from '../../fakes/vscode.ts';

/** Two folds that cross at (0, 0.5), a neuron that is dead over the domain, and one that is always on. */
const folds = `name: Folds
input: { names: [x, y], domain: [[-1, 1], [-1, 1]] }
layers:
  - name: first
    weights:
      - [1, 0]
      - [0, 2]
      - [1, 1]
      - [1, 1]
    bias: [0, -1, -5, 5]
    activation: relu
  - weights: [[1, 1, 1, 0]]
output: { names: [height] }
`;

describe('language features', () => {
  const log = { debug: () => undefined, error: () => undefined } as unknown as LogOutputChannel;
  let lifetime: Lifetime;
  let sessions: SpecSessions;

  beforeEach(() => {
    lifetime = new Lifetime();
    sessions = lifetime.own(new SpecSessions(engineInProcess(), log));
    lifetime.own(registerLanguageFeatures(sessions, Uri.file('') as unknown as RealUri));
    sessions.start();
  });
  afterEach(() => {
    lifetime.dispose();
    for (const document of [...workspace.textDocuments]) workspace.close(document);
    workspace.settings.clear();
    extensions.installed.clear();
  });

  const open = async (text: string, name = 'net.fold.yaml'): Promise<TextDocument> => {
    const document = workspace.show(name, name.endsWith('json') ? 'json' : 'yaml', text);
    await read(document);
    return document;
  };
  /** Waits until the current text has been parsed. */
  const read = async (document: TextDocument): Promise<void> => {
    const session = sessions.find(document.uri as unknown as RealUri);
    await eventually(() => {
      assert.equal(session?.reading?.version, document.version, JSON.stringify(session?.status));
    });
  };
  const ask = async <T>(kind: string, method: string, ...args: unknown[]): Promise<T[]> => {
    const providers = registered.providers.get(kind) as Record<string, (...a: unknown[]) => T>[];
    return Promise.all(providers.map((provider) => provider[method](...args)));
  };
  const at = (document: TextDocument, text: string): Position =>
    document.positionAt(document.getText().indexOf(text) + 1);
  const hoverAt = async (document: TextDocument, text: string): Promise<string> => {
    const hovers = await ask<Hover | undefined>(
      'hover',
      'provideHover',
      document,
      at(document, text),
    );
    return hovers
      .flatMap((hover) => (hover ? [hover.contents] : []))
      .map((contents) => (typeof contents === 'string' ? contents : contents.value))
      .join('\n---\n');
  };

  it('lists the network, its layers and their neurons', async () => {
    const document = await open(folds);
    const symbolsOf = async (): Promise<string[]> => {
      const [[network]] = await ask<DocumentSymbol[]>(
        'symbols',
        'provideDocumentSymbols',
        document,
      );
      const describeSymbol = (symbol: DocumentSymbol, depth: number): string[] => [
        `${' '.repeat(depth)}${symbol.name}: ${symbol.detail}`,
        ...symbol.children.flatMap((child) => describeSymbol(child, depth + 1)),
      ];
      return describeSymbol(network, 0);
    };
    const whole = await symbolsOf();
    assert.deepEqual(whole, [
      'Folds: 2 layers',
      ' input: names, domain',
      ' first: 4 × 2, relu',
      '  neuron 1: [1, 0]',
      '  neuron 2: [0, 2]',
      '  neuron 3: [1, 1]',
      '  neuron 4: [1, 1]',
      ' layer 2: 1 × 4',
      '  neuron 1: [1, 1, 1, 0]',
      ' output: names',
    ]);
    // While the text is invalid, the lenses move with it.
    document.edit('Folds', 'More folds');
    document.edit('[0, 2]', '[0, ');
    await read(document);
    const broken = await symbolsOf();
    assert.equal(broken.length, whole.length);
    const [[network]] = await ask<DocumentSymbol[]>('symbols', 'provideDocumentSymbols', document);
    const last = network.children.at(-1);
    assert.ok(last);
    assert.equal(document.getText(last.selectionRange), 'output');
  });

  it('shows on hovering over a layer what it adds', async () => {
    const document = await open(folds);
    const text = await hoverAt(document, 'activation: relu');
    assert.match(text, /\*\*layer 1 \(first\)\*\* divides 1 region into 4 regions\./);
    assert.match(text, /The folds of 2 of 4 neurons cross the domain\./);
    assert.match(text, /Dead: 3\./);
    assert.match(text, /Always on: 4\./);
    assert.match(text, /Lipschitz constant .*: `height` 2\.236/);
  });

  it('shows on hovering over a row where its neuron folds', async () => {
    const document = await open(folds);
    const text = await hoverAt(document, '[0, 2]');
    assert.match(text, /\*\*Neuron 2 of layer 1 \(first\)\*\* folds where `2·y − 1 = 0`\./);
    assert.match(
      text,
      /it consists of 2 edges of total length 2\. Up to its layer, it divides 2 regions in two\./,
    );
    assert.match(await hoverAt(document, '[1, 1]'), /constant \(dead\)/);
  });

  it('describes the row of a deeper neuron in terms of the layer before', async () => {
    const roof = `layers:
  - { weights: [[1, 0], [0, 1]], bias: [0, 2], activation: relu }
  - { weights: [[2, -1]], bias: [2], activation: relu }
`;
    const text = await hoverAt(await open(roof), '[2, -1]');
    assert.match(text, /folds where `2·h1 − h2 \+ 2 = 0`/);
    assert.match(text, /h1, h2, … are the neurons of layer 1\./);
    assert.match(
      text,
      /It meets folds of earlier layers, where it may bend, at 1 point\. Up to its layer, it divides 2 regions in two\./,
    );
  });

  it('shows on hovering over a bias how far it can move, and what changes there', async () => {
    const document = await open(folds);
    const text = await hoverAt(document, '-1, -5');
    assert.match(text, /\*\*Bias of neuron 2 of layer 1 \(first\)\*\*/);
    assert.match(
      text,
      /It can decrease by 1: then its fold passes .* \(a distance of 0\.5\), where the (domain has a corner|fold of neuron 1 of layer 1 \(first\) ends at the border)\./,
    );
    assert.match(await hoverAt(document, '-5'), /It can increase by 3: .*the domain has a corner/);
  });

  it('shows on hovering over the domain the minimum and maximum of every output', async () => {
    const text = await hoverAt(await open(folds), '[[-1, 1], [-1, 1]]');
    assert.match(text, /\| `height` \| 0 \| \(.*\) \| 2 \| \(1, 1\) \|/);
  });

  it('describes a graph by its points', async () => {
    const text =
      'input: { domain: [0, 1] }\nlayers:\n  - { weights: [[4]], bias: [-1], activation: relu }\n  - weights: [[1]]\n';
    const document = await open(text);
    const row = await hoverAt(document, '[4]');
    assert.match(row, /folds where `x = 0\.25`/);
    assert.match(row, /bends the graph at 1 point/);
    assert.match(await hoverAt(document, '-1'), /decrease by 3: .* x = 1 .*where the domain ends/);
    assert.match(await hoverAt(document, '[0, 1]'), /\| `f` \| 0 \| x = 0(\.25)? \| 3 \| x = 1 \|/);
  });

  it('shows nothing for a text that has changed or is invalid', async () => {
    const document = await open(folds);
    document.edit('[0, 2]', '[0, 2');
    assert.equal(await hoverAt(document, '[1, 0]'), '');
    await read(document);
    assert.equal(await hoverAt(document, '[1, 0]'), '');
  });

  it('shows code lenses above the network and its layers, unless disabled', async () => {
    const document = await open(folds);
    const titles = async (): Promise<string[]> =>
      (await ask<CodeLens[]>('lenses', 'provideCodeLenses', document))
        .flat()
        .map(({ command }) => command.title);
    assert.deepEqual(await titles(), [
      '4 regions · 1 dead neuron · Show Fold Complex',
      'adds 3 regions · 1 dead neuron',
    ]);
    workspace.settings.set('codeLens', false);
    assert.deepEqual(await titles(), []);
  });

  it('shows region counts after layers when enabled', async () => {
    const document = await open(folds);
    const hints = async (): Promise<string[]> =>
      (await ask<InlayHint[]>('inlays', 'provideInlayHints', document, new Range(0, 0, 99, 0)))
        .flat()
        .map(({ label, position }) => `${position.line}: ${label}`);
    assert.deepEqual(await hints(), []);
    workspace.settings.set('inlayHints', true);
    assert.deepEqual(await hints(), ['3: 4 regions', '11: 4 regions']);
  });

  it('marks neurons that fold nothing, unless disabled', async () => {
    const document = await open(folds);
    const hints = (): readonly Diagnostic[] =>
      registered.diagnostics.get('fold-complex-hints')?.get(document.uri.toString()) ?? [];
    assert.deepEqual(
      hints().map(({ message }) => message),
      [
        'Neuron 3 of layer 1 (first) is dead: its fold lies outside the domain, so it only adds a constant; increase its bias by more than 3 to move the fold into the domain',
        'Neuron 4 of layer 1 (first) is always on: its fold lies outside the domain, so it only adds an affine function; decrease its bias by more than 3 to move the fold into the domain',
      ],
    );
    workspace.settings.set('hints', false);
    document.edit('Folds', 'Other');
    await read(document);
    assert.deepEqual(hints(), []);
  });

  it('shows the number of regions in the status bar, or that there are problems', async () => {
    const document = await open(folds);
    assert.equal(window.statusItem.visible, true);
    assert.match(window.statusItem.text, /4 regions$/);
    document.edit('[0, 2]', '[0, oops]');
    await read(document);
    assert.match(window.statusItem.text, /^\$\(error\) 1 problem$/);
    workspace.show('other.txt', 'plaintext', '');
    assert.equal(window.statusItem.visible, false);
  });

  it('fixes a problem with the smallest edit', async () => {
    const document = await open(folds.replace('-5, 5]', '-5]'));
    const range = new Range(at(document, '[0, -1, -5]'), at(document, '[0, -1, -5]'));
    const [actions] = await ask<CodeAction[]>('codeActions', 'provideCodeActions', document, range);
    assert.deepEqual(
      actions.map(({ title }) => title),
      ['Pad the bias with zeros to 4 numbers'],
    );
    assert.equal(after(document, actions[0]), folds.replace('-5, 5]', '-5, 0]'));
  });

  it('writes out generated weights on request', async () => {
    const document = await open('layers:\n  - { units: 2, activation: relu }\n  - units: 1\n');
    const range = new Range(at(document, 'units: 2'), at(document, 'units: 2'));
    const [[action]] = await ask<CodeAction[]>(
      'codeActions',
      'provideCodeActions',
      document,
      range,
    );
    assert.equal(action.title, 'Write the drawn weights as numbers');
    const [resolved] = await ask<CodeAction>('codeActions', 'resolveCodeAction', action);
    assert.match(
      after(document, resolved),
      /^layers:\n {2}- \{ weights: \[\[[-\d., ]+\], \[[-\d., ]+\]\], bias: /,
    );
  });

  const after = (document: TextDocument, { edit }: CodeAction): string => {
    assert.ok(edit);
    const edits = edit.replacements.map(({ range, text }) => ({
      range: { start: document.offsetAt(range.start), end: document.offsetAt(range.end) },
      text,
    }));
    return applied(document.getText(), edits);
  };

  it('completes and describes YAML keys, unless a YAML server does', async () => {
    const document = await open(`${folds}\n`);
    const end = document.positionAt(document.getText().length);
    const labels = async (): Promise<string[] | undefined> => {
      const [items] = await ask<CompletionItem[] | undefined>(
        'completion',
        'provideCompletionItems',
        document,
        end,
      );
      return items?.map(({ label }) => label);
    };
    assert.deepEqual(await labels(), [
      '$schema',
      'note',
      'description',
      'slice',
      'training',
      'checkpoints',
    ]);
    assert.match(
      await hoverAt(document, 'bias'),
      /^One number per neuron|\n---\nOne number per neuron/,
    );
    extensions.installed.add('redhat.vscode-yaml');
    assert.equal(await labels(), undefined);
    assert.doesNotMatch(await hoverAt(document, 'bias'), /One number per neuron/);
  });

  it('ignores other files', async () => {
    const document = workspace.show('other.yaml', 'yaml', folds);
    assert.deepEqual(await ask('symbols', 'provideDocumentSymbols', document), [undefined]);
    assert.equal(await hoverAt(document, '[0, 2]'), '');
    assert.deepEqual(await ask('lenses', 'provideCodeLenses', document), [[]]);
    assert.equal(window.statusItem.visible, false);
  });

  it('disposes of everything in the end', () => {
    lifetime.dispose();
    for (const [kind, providers] of registered.providers) assert.deepEqual(providers, [], kind);
  });
});
