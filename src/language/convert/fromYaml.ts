import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import {
  blankLine,
  type Commented,
  type CommentedText,
  type Comments,
  type Member,
} from './commented.ts';

/** Reads valid YAML with its comments. Aliases and merge keys are expanded. */
export function commentedFromYaml(text: string): CommentedText {
  const document = parseDocument(text, { uniqueKeys: false, resolveKnownTags: false });
  const root = memberOf(document.contents, document);
  return {
    root: hoisted({ ...root, before: [...linesOf(document.commentBefore), ...root.before] }),
    end: linesOf(document.comment),
  };
}

/**
 * Comments above the first key of a text belong to the whole text; in JSON they precede the
 * bracket.
 */
function hoisted(root: Member): Member {
  if (root.value.kind === 'scalar' || root.value.members.length === 0) return root;
  const [first, ...others] = root.value.members;
  const before: Comments = [...root.before, ...first.before];
  const members = [{ ...first, before: [] }, ...others];
  return { ...root, before, value: { ...root.value, members } };
}

function memberOf(node: Node | null, document: Document): Member {
  const value = valueOf(node, document);
  const isBlock = (isMap(node) || isSeq(node)) && !node.flow;
  const comment = isBlock ? undefined : node?.comment?.trim().replaceAll('\n', ' ');
  return {
    value,
    before: [...blank(node), ...linesOf(node?.commentBefore)],
    ...(comment && { after: comment }),
  };
}

function valueOf(node: Node | null, document: Document): Commented {
  if (isAlias(node)) return valueOf(node.resolve(document) ?? null, document);
  const tail = (one: YAMLMap | YAMLSeq): Comments => (one.flow ? [] : linesOf(one.comment));
  if (isSeq(node)) {
    const members = node.items.map((item) => memberOf(item as Node, document));
    return { kind: 'list', members, tail: tail(node) };
  }
  if (isMap(node)) return { kind: 'object', members: entriesOf(node, document), tail: tail(node) };
  if (!isScalar(node)) return { kind: 'scalar', value: null };
  return scalarOf(node.value, node.source);
}

function scalarOf(value: unknown, source: string | undefined): Commented {
  if (typeof value === 'number')
    return { kind: 'scalar', value, ...(source !== undefined && { written: source }) };
  if (typeof value === 'boolean' || typeof value === 'string') return { kind: 'scalar', value };
  return { kind: 'scalar', value: null };
}

function entriesOf(map: YAMLMap, document: Document): Member[] {
  const own: Member[] = [];
  const merged: Member[] = [];
  for (const { key, value } of map.items as Pair<Node, Node | null>[]) {
    const member = memberOf(value, document);
    const name = isScalar(key) ? String(key.value) : '';
    if (name === '<<' && isScalar(key) && key.type === 'PLAIN') {
      const sources = member.value.kind === 'list' ? member.value.members : [member];
      for (const source of sources)
        if (source.value.kind === 'object') merged.push(...source.value.members);
      continue;
    }
    const trailing = key.comment ? linesOf(key.comment) : [];
    own.push({
      ...member,
      key: name,
      before: [...blank(key), ...linesOf(key.commentBefore), ...trailing, ...member.before],
    });
  }
  // Own keys override merged ones, and earlier merged maps override later ones.
  for (const member of merged) if (!own.some(({ key }) => key === member.key)) own.push(member);
  return own;
}

function blank(node: Node | null): Comments {
  return node?.spaceBefore ? [blankLine] : [];
}

function linesOf(comment: string | null | undefined): Comments {
  if (!comment) return [];
  return comment.split('\n').map((line) => (line === '' ? blankLine : line.trim()));
}
