// Extracts the texts shown to users from the sources: those passed to `l10n.t`, and those that
// bypass it.
import { readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import ts from 'typescript';
import { globSync } from '../glob.mjs';

/** The folders with texts shown to users of VS Code. */
const speaking = ['extension', 'webview', 'core/entropy/words'];

/**
 * @typedef {object} Texts
 * @property {readonly string[]} texts English originals, sorted, without duplicates
 * @property {readonly string[]} faults `file:line: message`; must be empty
 */

/**
 * Extracts the texts of the sources below a folder.
 * @param {string} root
 * @returns {Texts}
 */
export function textsOf(root) {
  /** @type {Set<string>} */
  const texts = new Set();
  /** @type {string[]} */
  const faults = [];
  for (const folder of speaking) {
    for (const file of globSync(join(root, 'src', folder), /\.ts$/)) {
      const source = ts.createSourceFile(
        file,
        readFileSync(file, 'utf8'),
        ts.ScriptTarget.Latest,
        true,
      );
      readSource(source, texts, (node, what) => {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        const path = file.slice(root.length + 1).replaceAll(sep, '/');
        faults.push(`${path}:${line + 1}: ${what}`);
      });
    }
  }
  return { texts: [...texts].sort(), faults };
}

/**
 * @param {ts.SourceFile} source
 * @param {Set<string>} texts
 * @param {(node: ts.Node, what: string) => void} fault
 */
function readSource(source, texts, fault) {
  visit(source, false);

  /**
   * @param {ts.Node} node
   * @param {boolean} unseen whether the strings around it are hidden from users
   */
  function visit(node, unseen) {
    if (isTranslation(node)) {
      readTranslation(node);
      node.arguments.slice(1).forEach((argument) => visit(argument, unseen));
      return;
    }
    const inside = unseen || isUnseen(node);
    if (!inside)
      for (const words of wordsOf(node))
        if (readsLikeWords(words)) fault(node, `${JSON.stringify(words)} goes past l10n.t`);
    ts.forEachChild(node, (child) => visit(child, inside));
  }

  /** @param {ts.CallExpression} call */
  function readTranslation(call) {
    const [text, ...args] = call.arguments;
    if (!text || !ts.isStringLiteralLike(text)) {
      fault(call, 'l10n.t needs its text as one literal, or no translation can be found for it');
      return;
    }
    texts.add(text.text);
    const holes = new Set([...text.text.matchAll(/\{(\d+)\}/g)].map(([, index]) => Number(index)));
    if (holes.size !== args.length || [...holes].some((index) => index >= args.length))
      fault(call, `${args.length} values for the ${holes.size} holes of "${text.text}"`);
    if (!ts.findAncestor(call, ts.isFunctionLike))
      fault(call, 'l10n.t is called before the language is known: call it in a function');
  }
}

/**
 * @param {ts.Node} node
 * @returns {node is ts.CallExpression}
 */
function isTranslation(node) {
  return ts.isCallExpression(node) && node.expression.getText() === 'l10n.t';
}

/**
 * Whether the strings in a node are hidden from users: module names and types, compared values, class
 * names, selectors, the log, and internal errors.
 * @param {ts.Node} node
 */
function isUnseen(node) {
  if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return true;
  if (node.parent && ts.isCaseClause(node.parent)) return node === node.parent.expression;
  if (ts.isNewExpression(node)) return node.expression.getText().endsWith('Error');
  if (ts.isCallExpression(node))
    return /(\blog\.\w+|\.(querySelector(All)?|closest|matches|addEventListener))$/.test(
      node.expression.getText(),
    );
  if (ts.isPropertyAssignment(node))
    return /^('aria-describedby'|class|d|transform)$/.test(node.name.getText());
  return (
    ts.isBinaryExpression(node) &&
    [ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken].includes(
      node.operatorToken.kind,
    )
  );
}

/**
 * The text of a string; for a template, the text that it displays.
 * @param {ts.Node} node
 */
function wordsOf(node) {
  const parts = partsOf(node);
  const isMarkup =
    node.parent &&
    ts.isTaggedTemplateExpression(node.parent) &&
    /^(html|svg)$/.test(node.parent.tag.getText());
  return isMarkup ? wordsInMarkup(parts) : parts;
}

/**
 * The literal parts of a string.
 * @param {ts.Node} node
 */
function partsOf(node) {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
  return [];
}

/**
 * The text content of an HTML template, and the values of attributes that are shown or read out.
 * @param {readonly string[]} parts
 */
function wordsInMarkup(parts) {
  const markup = parts.join('\0');
  const attributes = markup.matchAll(/\s(?:alt|aria-label|placeholder|title)="([^"]*)"/g);
  return [...attributes].map(([, value]) => value).concat(markup.split(/<[^>]*>|\0/));
}

/**
 * Whether a string looks like text for users: a capitalised word, or two words in a row, but not shader
 * code. The name of the extension is not translated.
 * @param {string} text
 */
function readsLikeWords(text) {
  const plain = text.replaceAll('Fold Complex', '');
  if (plain.includes(';\n')) return false;
  return /^\s*[A-Z][a-z]{2,}\b/.test(plain) || /(^|\s)[a-z]{2,},? [a-z]{2,}\b/.test(plain);
}
