import assert from 'node:assert/strict';
import { engineInProcess } from '../../../src/engine/inProcess.ts';
import { registerTools } from '../../../src/extension/tools/tools.ts';
import { EventEmitter, lm, workspace } from '../../fakes/vscode.ts';

const path = '/folder/hat.fold.yaml';
const hat = `name: Hat
input: { names: [x, y], domain: [[-1, 1], [-1, 1]] }
layers:
  - { name: bend, weights: [[1, 0]], bias: [0], activation: relu }
  - { weights: [[2]], bias: [0.5] }
output: { names: [height] }
`;

describe('tools for language models', () => {
  let registration: { dispose(): unknown };
  beforeEach(() => {
    registration = registerTools(engineInProcess());
  });
  afterEach(() => {
    registration.dispose();
    for (const document of [...workspace.textDocuments]) workspace.close(document);
  });

  it('are disposed of', () => {
    assert.equal(lm.tools.size, 3);
    registration.dispose();
    assert.equal(lm.tools.size, 0);
  });

  it('check a file as it is in the editor, or a text that is not saved', async () => {
    workspace.show('hat.fold.yaml', 'yaml', hat.replace('[[2]]', '[[2, 3]]'));
    const wrong = await call('check_spec', { path });
    assert.match(wrong, /^hat\.fold\.yaml:5:\d+: error: .* \[row-length\]/m);
    assert.equal(await call('check_spec', { text: hat }), 'spec: no problems');
    const json = await call('check_spec', { text: '{"layers": []}', format: 'json' });
    assert.match(json, /^spec:1:\d+: error: /);
    await assert.rejects(call('check_spec', {}), /path of a spec, or its text/);
  });

  it('summarize a network', async () => {
    workspace.show('hat.fold.yaml', 'yaml', hat);
    const summary = await call('summarize_network', { path });
    assert.match(summary, /^# Hat$/m);
    assert.match(summary, /Activation regions \| 2 /);
    assert.match(summary, /height \| 0\.5 .* 2\.5 /);
  });

  it('describe the regions at points, and explain why there is none', async () => {
    workspace.show('hat.fold.yaml', 'yaml', hat);
    const points = [[0.5, 0.25], [-0.5, 0], [3, 0], [1]];
    const answer = await call('regions_at_points', { path, points });
    const [right, left, outside, short] = answer.split('\n').map(
      (line) =>
        JSON.parse(line) as {
          pattern: unknown;
          maps: unknown;
          outputs: unknown;
          boundedBy: unknown;
          error: string;
        },
    );
    assert.deepEqual(right.pattern, [{ layer: 1, pieces: [1] }]);
    assert.deepEqual(right.maps, [{ output: 'height', gradient: [2, 0], offset: 0.5 }]);
    assert.deepEqual(right.outputs, { height: 1.5 });
    assert.deepEqual(right.boundedBy, [{ layer: 1, neuron: 1 }]);
    assert.deepEqual(left.outputs, { height: 0.5 });
    assert.match(outside.error, /outside the domain/);
    assert.match(short.error, /2 coordinates/);
  });

  it('fail with the problems of a spec that has no network, and on files that are not specs', async () => {
    workspace.show('hat.fold.yaml', 'yaml', 'layers: 3');
    await assert.rejects(call('summarize_network', { path }), /hat\.fold\.yaml:1:\d+: error/);
    await assert.rejects(call('summarize_network', { path: '/a.png' }), /no network spec/);
    await assert.rejects(call('summarize_network', { path: 'a.fold.yaml' }), /absolute path/);
  });

  it('stop when cancelled', async () => {
    workspace.show('hat.fold.yaml', 'yaml', hat);
    const stopped = { isCancellationRequested: true, onCancellationRequested: () => undefined };
    await assert.rejects(call('summarize_network', { path }, stopped), { name: 'AbortError' });
  });
});

async function call(
  name: string,
  input: unknown,
  token: unknown = neverCancelled(),
): Promise<string> {
  const tool = lm.tools.get(`fold-complex_${name}`);
  assert.ok(tool, name);
  assert.notEqual(tool.prepareInvocation({ input }).invocationMessage, '');
  const { content } = await tool.invoke({ input }, token);
  return content.map(({ value }) => value).join('');
}

function neverCancelled(): unknown {
  const cancelled = new EventEmitter<void>();
  return { isCancellationRequested: false, onCancellationRequested: cancelled.event };
}
