import assert from 'node:assert/strict';
import { type Diagnostic, DiagnosticSeverity, languages, type TextDocument } from 'vscode';
import type { Api } from '../../src/extension/activate.ts';
import { activated, cleanUp, hat, openSpec, replace, showPreview, until } from './specs.ts';

describe('diagnostics', () => {
  let api: Api;
  before(async () => {
    api = await activated();
  });
  afterEach(cleanUp);

  const problemsOf = (document: TextDocument): Diagnostic[] =>
    languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Fold Complex');
  const someProblems = (document: TextDocument): Promise<Diagnostic[]> =>
    until('a problem', () => {
      const problems = problemsOf(document);
      return problems.length > 0 && problems;
    });

  it('mark exactly the number that is wrong', async () => {
    const document = await openSpec('test-hat.fold.yaml', hat);
    await replace(document, '[[1, 0]]', '[[1, oops]]');
    const [problem] = await someProblems(document);
    assert.equal(document.getText(problem.range), 'oops');
    assert.equal(problem.severity, DiagnosticSeverity.Error);
    await replace(document, 'oops', '0');
    await until('no problem', () => problemsOf(document).length === 0);
  });

  it('mark every mistake in a file at once', async () => {
    const document = await openSpec('test-hat.fold.yaml', hat);
    await replace(document, '[[1, 0]]', '[[1, oops]]');
    await replace(document, 'relu', 'relux');
    await until('both', () => problemsOf(document).length === 2);
    const marked = problemsOf(document).map(({ range }) => document.getText(range));
    assert.deepEqual(marked.sort(), ['oops', 'relux']);
  });

  it('mark JSON at the same places', async () => {
    const text =
      '{ "layers": [{ "weights": [[1, 0], [1]], "activation": "relu" }, { "weights": [[1, 1]] }] }';
    const document = await openSpec('test-ragged.fold.json', text);
    const [problem] = await someProblems(document);
    assert.equal(document.getText(problem.range), '[1]');
  });

  it('leave the last valid picture while the text is invalid', async () => {
    const document = await openSpec('test-hat.fold.yaml', hat);
    await showPreview(document);
    const good = document.version;
    await until('the picture', () => api.lastPicture(document.uri)?.version === good);
    await replace(document, 'bias: [0]', 'bias: [');
    await someProblems(document);
    assert.deepEqual(api.lastPicture(document.uri), { version: good, cells: 2 });
    await replace(document, 'bias: [', 'bias: [2]');
    await until('the repair', () => api.lastPicture(document.uri)?.cells === 1);
  });

  it('ignore other YAML files', async () => {
    const other = await openSpec('test-other.yaml', 'weights: oops\n');
    const spec = await openSpec('test-hat.fold.yaml', hat.replace('[0]', '[oops]'));
    await someProblems(spec);
    assert.deepEqual(problemsOf(other), []);
  });
});
