import assert from 'node:assert/strict';
import fc from 'fast-check';
import { kindsFor, write, type Kind } from '../../../src/core/export/write.ts';
import { record } from '../../../src/core/csvRecord.ts';
import { jsonText } from '../../../src/core/jsonText.ts';
import { printable, printableLines } from '../../../src/core/printable.ts';
import type { Subject } from '../../../src/core/subject.ts';
import { draws } from '../../draws.ts';
import { validateGlb } from './gltfValidator.ts';
import { awkwardSubject, graphSubject } from './subjects.ts';
import { parseSvg } from './svgDocument.ts';

/** What must not reach a terminal or an editor from a file, besides the ends of lines of our own. */
const unsafe = /[^\P{Cc}\n]|[\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/u;

const name = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      ...['\n', '\r', '\r\n', '\t', '\0', '\x07', '\x1B[31m', '\x7F', '\x9B', '\u2028', '\u202E'],
      ...['\u2066', '\uFFFE', '\uD800', '|', '"', ',', ';', "'", '`', '<', '&', ']]>', '#', '\\'],
      ...['=', '+', '-', '@', '-1', ' ', 'a', 'é', '网', '😀'],
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  minLength: 1,
  maxLength: 8,
});

function named(subject: Subject, names: readonly string[]): Subject {
  let i = 0;
  const next = (): string => names[i++ % names.length];
  const layers = subject.network.layers.map((layer) => ({ ...layer, name: next() }));
  return {
    ...subject,
    title: next(),
    network: { ...subject.network, layers },
    inputNames: subject.inputNames.map(next),
    outputNames: subject.outputNames.map(next),
  };
}

function textOf(subject: Subject, kind: Kind, file = 'name'): string[] {
  return write(subject, kind, file, { style: 'light', boundaries: true }).map(({ content }) =>
    content instanceof Uint8Array ? Buffer.from(content).toString('latin1') : [...content].join(''),
  );
}

describe('names in exports', () => {
  for (const base of [awkwardSubject(), graphSubject()])
    for (const kind of kindsFor(base))
      it(`keep ${kind} of ${base.inputNames.length} inputs well-formed, whatever they contain`, async () => {
        const plain = textOf(named(base, ['n']), kind);
        await fc.assert(
          fc.asyncProperty(fc.array(name, { minLength: 1, maxLength: 9 }), async (names) => {
            const subject = named(base, names);
            if (kind === 'glb') {
              const [{ content }] = write(subject, kind, 'name', { style: 'light' });
              const { issues } = await validateGlb(content as Uint8Array);
              assert.deepEqual(issues.messages, []);
              return;
            }
            const texts = textOf(subject, kind, `${names[0]}.obj`.replaceAll(/[/\0]/g, ''));
            texts.forEach((text, i) => {
              const isTable = ['regions', 'vertices', 'edges', 'boundaries', 'levels'].includes(
                kind,
              );
              const lines = text.split(isTable ? '\r\n' : '\n');
              for (const line of lines) assert.doesNotMatch(line, unsafe);
              // A figure has room for more or fewer ticks and legend entries.
              if (kind !== 'svg' && kind !== 'surface')
                assert.equal(lines.length, plain[i].split(isTable ? '\r\n' : '\n').length);
              if (isTable) checkTable(lines.slice(0, -1));
              if (kind === 'markdown') checkMarkdown(text);
              if (kind === 'obj')
                for (const line of lines)
                  assert.match(line, /^(#|mtllib|o|usemtl|newmtl|v|vn|g|f|l|Kd|Ks|illum) |^$/);
            });
            if (kind === 'svg' || kind === 'surface') parseSvg(texts[0]);
            if (kind === 'json')
              assert.equal((JSON.parse(texts[0]) as { title: string }).title, subject.title);
          }),
          { numRuns: draws(12) },
        );
      });
});

function checkTable(lines: readonly string[]): void {
  const width = fieldsOf(lines[0]).length;
  for (const line of lines) {
    const fields = fieldsOf(line);
    assert.equal(fields.length, width);
    for (const field of fields)
      assert.ok(!/^\s*[=+\-@]/.test(field) || !Number.isNaN(Number(field)), field);
  }
}

function fieldsOf(line: string): string[] {
  const fields = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))(?=,|$)/g)];
  assert.equal(fields.map(([all]) => all).join(''), line);
  return fields.map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare);
}

function checkMarkdown(text: string): void {
  for (const table of text
    .trimEnd()
    .split('\n\n')
    .filter((part) => part.startsWith('|'))) {
    const columns = table.split('\n').map((row) => row.match(/(?<!\\)(?:\\\\)*\|/g)!.length);
    assert.equal(new Set(columns).size, 1, table);
  }
}

describe('text from files', () => {
  it('stays on its line and parses to the same JSON', () => {
    fc.assert(
      fc.property(name, (text) => {
        assert.doesNotMatch(printable(text), unsafe);
        assert.doesNotMatch(printable(text), /\n/);
        assert.equal(printableLines(text).split('\n').length, text.split('\n').length);
        assert.doesNotMatch(jsonText({ text }), unsafe);
        assert.deepEqual(JSON.parse(jsonText({ text }, 1)), { text });
      }),
    );
  });

  it('is no formula in a spreadsheet, while numbers stay numbers', () => {
    assert.equal(
      record(['=1+1', ' @a', '+b', '-c', '-1.5', '+2', '−1', '1=1', -1.5, -0]),
      "'=1+1,' @a,'+b,'-c,-1.5,+2,−1,1=1,-1.5,-0\r\n",
    );
    assert.equal(record(['=HYPERLINK("x","y")']), '"\'=HYPERLINK(""x"",""y"")"\r\n');
    assert.equal(record(['a\r\nb', '\t=1']), "a b,' =1\r\n");
  });
});
