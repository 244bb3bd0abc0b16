import assert from 'node:assert/strict';
import fc from 'fast-check';
import { distinctName } from '../../../src/extension/panels/distinctName.ts';

describe('names of documents', () => {
  it('are the last part of the path when no other document has it', () => {
    assert.equal(distinctName('/w/a/net.yaml', ['/w/a/net.yaml', '/w/b/other.yaml']), 'net.yaml');
  });

  it('include as many parent folders as it takes to distinguish them', () => {
    const paths = ['/w/a/net.yaml', '/w/b/net.yaml', '/w/one/x/log', '/w/two/x/log', '/log'];
    assert.deepEqual(
      paths.map((path) => distinctName(path, paths)),
      ['net.yaml — a', 'net.yaml — b', 'log — one/x', 'log — two/x', 'log — /'],
    );
  });

  it('are different for different paths', () => {
    const part = fc.constantFrom('a', 'b', 'c');
    const path = fc
      .array(part, { minLength: 1, maxLength: 4 })
      .map((parts) => `/${parts.join('/')}`);
    fc.assert(
      fc.property(fc.uniqueArray(path, { minLength: 1, maxLength: 8 }), (paths) => {
        const names = paths.map((one) => distinctName(one, paths));
        assert.equal(new Set(names).size, paths.length, names.join(', '));
      }),
    );
  });
});
