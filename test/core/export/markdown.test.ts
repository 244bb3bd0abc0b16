import assert from 'node:assert/strict';
import { factsOf } from '../../../src/core/analysis/facts.ts';
import { markdown } from '../../../src/core/export/markdown.ts';
import type { Subject } from '../../../src/core/subject.ts';
import { foldTable } from '../../../src/core/network/folds.ts';
import { awkwardSubject, graphSubject, planarSubjects } from './subjects.ts';

describe('Markdown', () => {
  for (const subject of [...planarSubjects(), awkwardSubject(), graphSubject()])
    it(`has one well-formed table per topic: ${JSON.stringify(subject.title)}`, () => {
      const sections = read(subject);
      assert.deepEqual([...sections.keys()], ['Regions', 'Regions by layer', 'Outputs', 'Neurons']);
      for (const rows of sections.values())
        assert.ok(rows.every((cells) => cells.length === rows[0].length));
      const [, [, regions]] = sections.get('Regions') ?? [];
      assert.equal(Number(regions.replaceAll(',', '')), subject.complex.cellCount);
      assert.equal(sections.get('Regions by layer')?.length, 1 + subject.network.layers.length);
      assert.equal(sections.get('Outputs')?.length, 1 + subject.complex.outputCount);
    });

  it('escapes names', () => {
    const [title] = text(awkwardSubject()).split('\n');
    assert.equal(title, '# Names, "quoted" and \\<marked\\> & so on');
    assert.deepEqual(
      read(awkwardSubject())
        .get('Outputs')
        ?.slice(1)
        .map(([name]) => name),
      ['f,1', '"g"', 'h \\<&\\>'],
    );
    const subject: Subject = { ...graphSubject(), outputNames: ['a|b'] };
    assert.equal(read(subject).get('Outputs')?.[1][0], 'a\\|b');
  });

  it('says that a count was stopped', () => {
    const subject = graphSubject();
    assert.doesNotMatch(text(subject), /stopped/);
    const partial = { ...subject, complex: { ...subject.complex, complete: false } };
    assert.match(text(partial), /The count was stopped/);
  });
});

function text(subject: Subject): string {
  const { network, complex } = subject;
  return markdown(subject, factsOf(network, foldTable(network), complex));
}

/** The rows of the table under every heading, header first, without the rule. */
function read(subject: Subject): Map<string, string[][]> {
  const sections = new Map<string, string[][]>();
  for (const section of text(subject).split('\n## ').slice(1)) {
    const [heading, ...lines] = section.split('\n');
    const rows = lines.filter((line) => line !== '');
    assert.ok(rows.every((line) => line.startsWith('| ') && line.endsWith(' |')));
    assert.match(rows[1], /^\| ---( \| ---)* \|$/);
    const cells = rows.map((line) => line.slice(2, -2).split(/(?<!\\)\s\|\s/));
    sections.set(heading, [cells[0], ...cells.slice(2)]);
  }
  return sections;
}
