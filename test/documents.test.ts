import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { globSync } from '../scripts/glob.mjs';

const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', 'GLOSSARY.md', 'CHANGELOG.md'],
  ...globSync('docs', /\.md$/),
  'examples/README.md',
];
const sources = ['src', 'test', 'scripts', 'bench'].flatMap((folder) =>
  globSync(folder, /\.(ts|mjs)$/).map((path) => path.replaceAll('\\', '/')),
);

describe('documents', () => {
  for (const path of documents) {
    const text = readFileSync(path, 'utf8');
    const prose = text.replace(/^```[^]*?^```/gm, '');

    it(`${path} links to files and headings that exist`, () => {
      const broken = [...prose.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)]
        .filter(([, file, heading]) => {
          const target = file ? join(dirname(path), file) : path;
          if (!existsSync(target)) return true;
          return heading !== undefined && !headingsOf(target).includes(heading);
        })
        .map(([link]) => link);
      assert.deepEqual(broken, []);
    });

    it(`${path} names source files that exist`, () => {
      const missing = [...prose.matchAll(/`([\w./-]+)`/g)]
        .map(([, name]) => name)
        .filter((name) => isSource(name) && !exists(name));
      assert.deepEqual(missing, []);
    });
  }
});

/** Whether a name in backticks is meant to be a module, or a file or folder of the repository. */
function isSource(name: string): boolean {
  if (/NAME|LANGUAGE/.test(name)) return false;
  return /\.(ts|mjs)$/.test(name) || /^(src|test|scripts|schemas|media|l10n)\//.test(name);
}

/** Modules may be named by the end of their path. */
function exists(name: string): boolean {
  return existsSync(name) || sources.some((path) => path.endsWith(`/${name}`));
}

/** As GitHub makes anchors of headings. */
function headingsOf(path: string): string[] {
  const titles = [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, title]) => title);
  return titles.map((title) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
