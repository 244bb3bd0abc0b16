import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { chapters } from '../../../src/extension/examples/examples.ts';
import { parseSpec } from '../../../src/language/parse.ts';
import { parseEntropySpec } from '../../../src/language/entropy/parse.ts';
import { formatOf, isEntropySpecName } from '../../../src/language/text/format.ts';

const listed = chapters().flatMap(({ examples }) => examples);

describe('the list of examples', () => {
  it('has every example of the folder once', () => {
    const present = readdirSync('examples').filter((name) =>
      /\.((fold|entropy)\.(ya?ml|json)|csv)$/.test(name),
    );
    assert.deepEqual(listed.map(({ file }) => file).sort(), present.sort());
  });

  it('shows the names that the examples give themselves', () => {
    for (const { file, name } of listed.filter((one) => formatOf(one.file))) {
      const parse = isEntropySpecName(file) ? parseEntropySpec : parseSpec;
      const { spec } = parse(readFileSync(`examples/${file}`, 'utf8'), formatOf(file)!);
      assert.ok(spec?.name?.startsWith(name), `${file} is not ${name} but ${spec?.name}`);
    }
  });
});
