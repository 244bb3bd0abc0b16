import assert from 'node:assert/strict';
import type { LogOutputChannel, Uri as RealUri } from 'vscode';
import { engineInProcess } from '../../../src/engine/inProcess.ts';
import { SpecSessions } from '../../../src/extension/spec/specSessions.ts';
import { type TextDocument, workspace } from '../../fakes/vscode.ts';

const spec = `layers:
  - { weights: [[1, 0], [0, 1]], activation: relu }
  - weights: [[1, 1]]
`;

describe('spec sessions', () => {
  let document: TextDocument;
  let sessions: SpecSessions;
  const uri = (): RealUri => document.uri as unknown as RealUri;

  beforeEach(() => {
    const log = { debug: () => undefined, error: () => undefined } as unknown as LogOutputChannel;
    document = workspace.show('net.fold.yaml', 'yaml', spec);
    sessions = new SpecSessions(engineInProcess(), log);
    sessions.start();
  });
  afterEach(() => {
    sessions.dispose();
    workspace.close(document);
  });

  /** Uses the session as a preview does: one reference, and one viewer while it is visible. */
  const preview = async () => {
    const lease = sessions.lease(uri());
    const shown = new Promise<void>((resolve) => {
      lease.session.onFacts(() => {
        resolve();
      });
    });
    const looking = lease.session.addViewer();
    await shown;
    return {
      hide: () => {
        looking.dispose();
      },
      close: () => {
        looking.dispose();
        lease.dispose();
      },
    };
  };

  it('keep the picture of a hidden preview, and release it when the last one is closed', async () => {
    const first = await preview();
    const session = sessions.find(uri());
    assert.ok(session?.picture);
    assert.ok(session.facts);
    const second = sessions.lease(uri());
    first.hide();
    assert.ok(session.picture);
    first.close();
    assert.ok(session.picture);
    second.dispose();
    assert.equal(session.picture, undefined);
    assert.equal(session.facts, undefined);
    assert.ok(session.reading?.facts, 'what the editor needs stays');
  });

  for (const [format, text] of [
    ['YAML', spec],
    ['JSON', '{ "layers": [{ "weights": [[1, 1]] }] }'],
  ])
    it(`read an unsaved document in plain text as ${format} if it looks like that`, async () => {
      workspace.close(document);
      document = workspace.show('Untitled-1', 'plaintext', text);
      const view = await preview();
      assert.deepEqual(
        sessions.find(uri())?.reading?.problems.filter(({ severity }) => severity !== 'hint'),
        [],
      );
      view.close();
    });

  it('draw it again for the next preview', async () => {
    (await preview()).close();
    const again = await preview();
    assert.ok(sessions.find(uri())?.picture);
    again.close();
  });
});
