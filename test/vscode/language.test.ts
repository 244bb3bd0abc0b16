import assert from 'node:assert/strict';
import {
  type CodeAction,
  type CodeLens,
  commands,
  type CompletionList,
  type Diagnostic,
  type DocumentSymbol,
  type Hover,
  type InlayHint,
  languages,
  lm,
  type MarkdownString,
  type Position,
  Range,
  type TextDocument,
  window,
  workspace,
} from 'vscode';
import { activated, cleanUp, folder, hat, openSpec, until } from './specs.ts';

const json = `{
  "layers": [
    { "weights": [[1, 0]], "bias": [0], "activation": "relu" },
    { "weights": [[1]] }
  ]
}`;

describe('language support in VS Code', () => {
  before(activated);
  afterEach(cleanUp);

  it('marks a mistake, and corrects it with the quick fix', async () => {
    const document = await openSpec(
      'test-mistake.fold.yaml',
      hat.replace('bias: [0]', 'bias: [0, 1]'),
    );
    const [problem] = await until('the problem', () => {
      const found = errorsOf(document);
      return found.length > 0 && found;
    });
    assert.equal(document.getText(problem.range), '1');
    const actions = await ask<CodeAction[]>('CodeAction', document, problem.range);
    const fix = actions.find(({ isPreferred }) => isPreferred);
    assert.ok(fix?.edit, actions.map(({ title }) => title).join());
    await workspace.applyEdit(fix.edit);
    assert.match(document.getText(), /bias: \[0\]/);
    await until('the corrected spec', () => errorsOf(document).length === 0);
  });

  it('completes YAML keys and values without a YAML server', async () => {
    const document = await openSpec('test-completed.fold.yaml', `${hat}out`);
    const end = document.positionAt(document.getText().length);
    assert.ok((await completions(document, end)).includes('output'));
    const relu = document.positionAt(document.getText().indexOf('relu') + 1);
    assert.ok((await completions(document, relu)).includes('hard_tanh'));
  });

  it('completes the names of files that a spec names', async () => {
    await openSpec('test-files/late.fold.yaml', hat);
    const text = `${hat}checkpoints:\n  - test-files/`;
    const document = await openSpec('test-naming.fold.yaml', text);
    const end = document.positionAt(text.length);
    assert.ok((await completions(document, end)).includes('test-files/late.fold.yaml'));
  });

  it('offers the snippets of the schema in JSON', async () => {
    const document = await openSpec(
      'test-snippets.fold.json',
      json.replace('[[1]] }', '[[1]] }, '),
    );
    const place = document.positionAt(document.getText().indexOf('[[1]] }, ') + 9);
    const labels = await until('the JSON server', async () => {
      const found = await completions(document, place);
      return found.includes('layer from a seed') && found;
    });
    assert.ok(labels.includes('layer with weights'));
  });

  it('describes a row, a bias and the domain on hover', async () => {
    const text = hat.replace('name: Hat', 'name: Hat\ninput: { domain: [[-1, 1], [-1, 1]] }');
    const document = await openSpec('test-hovered.fold.yaml', text);
    const [row, bias, domain] = [
      await hoverAt(document, '[1, 0]', /folds where/),
      await hoverAt(document, '[0]', /It can (increase|decrease) by/),
      await hoverAt(document, '[-1, 1]', /\| minimum \|/),
    ];
    assert.match(row, /Neuron 1 of layer 1/);
    assert.match(bias, /Bias of neuron 1/);
    assert.match(domain, /\| 0 \|/);
  });

  it('shows code lenses above the network and its layers, and region counts after them', async () => {
    const config = workspace.getConfiguration('foldComplex');
    await config.update('inlayHints', true);
    try {
      const document = await openSpec('test-counted.fold.yaml', hat);
      const whole = new Range(0, 0, document.lineCount, 0);
      const titles = await until('the lenses', async () => {
        const lenses = await ask<CodeLens[]>('CodeLens', document);
        const found = lenses.map(({ command }) => command?.title ?? '');
        return found.some((title) => title.includes('regions')) && found;
      });
      assert.match(titles.join('\n'), /2 regions/);
      const hints = await until('the inlay hints', async () => {
        const found = await ask<InlayHint[]>('InlayHint', document, whole);
        return found.length > 0 && found;
      });
      const { label } = hints[0];
      assert.ok(typeof label === 'string' && label.includes('2 regions'));
    } finally {
      await config.update('inlayHints', undefined);
    }
  });

  it('outlines the network, its layers and its neurons', async () => {
    const document = await openSpec('test-outlined.fold.yaml', hat);
    const [network] = await until('the outline', async () => {
      const found = await ask<DocumentSymbol[] | undefined>('DocumentSymbol', document);
      return found?.[0]?.name === 'Hat' && found;
    });
    assert.deepEqual(
      network.children.map(({ name }) => name),
      ['layer 1', 'layer 2'],
    );
    assert.equal(network.children[0].children[0].name, 'neuron 1');
  });

  it('converts between YAML and JSON into a new document that is named as a spec', async () => {
    const document = await openSpec('test-converted.fold.yaml', hat);
    await commands.executeCommand('foldComplex.convert', document.uri);
    const converted = await until('the copy', () =>
      workspace.textDocuments.find(({ uri }) => uri.path.endsWith('test-converted.fold.json')),
    );
    assert.ok(converted.isUntitled);
    assert.equal((JSON.parse(converted.getText()) as { name: string }).name, 'Hat');
    assert.equal(window.activeTextEditor?.document, converted);
    await commands.executeCommand('foldComplex.convert', document.uri);
    await until('another copy', () =>
      workspace.textDocuments.find(({ uri }) => uri.path.endsWith('test-converted-2.fold.json')),
    );
  });

  it('answers language models', async () => {
    const document = await openSpec('test-asked.fold.yaml', hat);
    const names = lm.tools.map(({ name }) => name);
    const wanted = ['check_spec', 'summarize_network', 'regions_at_points'];
    assert.deepEqual(
      wanted.filter((name) => !names.includes(`fold-complex_${name}`)),
      [],
    );
    const { path } = document.uri;
    assert.match(await callTool('check_spec', { path }), /no problems/);
    assert.match(await callTool('summarize_network', { path }), /Activation regions \| 2/);
    const relative = path.slice(folder().path.length + 1);
    const answer = await callTool('regions_at_points', { path: relative, points: [[0.5, 0]] });
    assert.deepEqual((JSON.parse(answer) as { outputs: unknown }).outputs, { f: 0.5 });
  });
});

function errorsOf({ uri }: TextDocument): Diagnostic[] {
  return languages.getDiagnostics(uri).filter(({ source }) => source === 'Fold Complex');
}

async function ask<T>(provider: string, document: TextDocument, ...rest: unknown[]): Promise<T> {
  return commands.executeCommand<T>(`vscode.execute${provider}Provider`, document.uri, ...rest);
}

async function completions(document: TextDocument, at: Position): Promise<string[]> {
  const { items } = await ask<CompletionList>('CompletionItem', document, at);
  return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

/** The hover over the first such word, once it has the expected content. */
async function hoverAt(document: TextDocument, word: string, expected: RegExp): Promise<string> {
  const at = document.positionAt(document.getText().indexOf(word) + 1);
  return until(`a hover over ${word}`, async () => {
    const hovers = await ask<Hover[]>('Hover', document, at);
    const text = hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (typeof content === 'string' ? content : (content as MarkdownString).value))
      .join('\n');
    return expected.test(text) && text;
  });
}

async function callTool(name: string, input: object): Promise<string> {
  const { content } = await lm.invokeTool(`fold-complex_${name}`, {
    input,
    toolInvocationToken: undefined,
  });
  return content.map((part) => (part as { value: string }).value).join('');
}
