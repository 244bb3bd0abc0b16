import type { TextRange } from './problem.ts';

/** An explicit tag in YAML, such as !!float. */
export interface YamlTag {
  /** As written. */
  readonly source: string;
  readonly range: TextRange;
  /** With its prefix, such as tag:yaml.org,2002:float. */
  readonly name: string;
}

type Meaning = 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'list' | 'object';

const core = 'tag:yaml.org,2002:';

/** Tags of the core schema of YAML 1.2, and those with which PyYAML writes the same. */
const meanings: Readonly<Record<string, Meaning>> = {
  str: 'string',
  float: 'number',
  int: 'integer',
  bool: 'boolean',
  null: 'null',
  seq: 'list',
  map: 'object',
  'python/str': 'string',
  'python/unicode': 'string',
  'python/float': 'number',
  'python/int': 'integer',
  'python/long': 'integer',
  'python/bool': 'boolean',
  'python/none': 'null',
  'python/tuple': 'list',
  'python/list': 'list',
  'python/dict': 'object',
};

const inWords: Readonly<Record<Meaning, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'an integer',
  boolean: 'true or false',
  null: 'nothing',
  list: 'a list',
  object: 'an object',
};

/** A value that a tag gives to a text, or what is wrong with the tag. */
export type Tagged =
  { readonly value: string | number | boolean | null } | { readonly message: string };

/** What a tagged text means; a quoted text can be tagged as well. */
export function taggedScalar(tag: YamlTag, text: string): Tagged {
  const meaning = tag.name === '!' ? 'string' : meaningOf(tag);
  switch (meaning) {
    case undefined:
      return { message: unknownTag(tag) };
    case 'string':
      return { value: text };
    case 'number':
    case 'integer': {
      const value = numberIn(text);
      const fits = value !== undefined && (meaning === 'number' || Number.isInteger(value));
      return fits ? { value } : { message: unfit(tag, meaning, `"${text}"`) };
    }
    case 'boolean':
      return /^(true|false)$/i.test(text)
        ? { value: text.toLowerCase() === 'true' }
        : { message: unfit(tag, meaning, `"${text}"`) };
    case 'null':
      return /^(~|null|)$/i.test(text)
        ? { value: null }
        : { message: unfit(tag, meaning, `"${text}"`) };
    default:
      return { message: unfit(tag, meaning, text === '' ? 'nothing' : `"${text}"`) };
  }
}

/** What is wrong with the tag of a list or of an object, if anything is. */
export function tagProblem(tag: YamlTag, kind: 'list' | 'object'): string | undefined {
  const meaning = tag.name === '!' ? kind : meaningOf(tag);
  if (meaning === kind) return undefined;
  return meaning ? unfit(tag, meaning, inWords[kind]) : unknownTag(tag);
}

/** Whether a value means the same without its tag. */
export function isRemovable({ name }: Pick<YamlTag, 'name'>): boolean {
  return !name.startsWith(`${core}python/`);
}

/** The message about a tag that is not known. */
export function unknownTag({ source, name }: Pick<YamlTag, 'source' | 'name'>): string {
  const advice = isRemovable({ name })
    ? 'remove it'
    : 'PyYAML writes it for a Python object; write plain numbers and lists, for example from .tolist()';
  return `The tag ${source} has no meaning in a spec; ${advice}`;
}

function meaningOf({ name }: YamlTag): Meaning | undefined {
  const key = name.startsWith(core) ? name.slice(core.length) : '';
  return Object.hasOwn(meanings, key) ? meanings[key] : undefined;
}

function unfit({ source }: YamlTag, meaning: Meaning, found: string): string {
  return `The tag ${source} is for ${inWords[meaning]}, found ${found}; remove the tag`;
}

/** A number of the core schema. */
function numberIn(text: string): number | undefined {
  if (/^0x[\da-f]+$/i.test(text) || /^0o[0-7]+$/.test(text)) return Number(text);
  if (/^[-+]?(\.\d+|\d+(\.\d*)?)(e[-+]?\d+)?$/i.test(text)) return Number(text);
  if (/^\.nan$/i.test(text)) return NaN;
  if (/^\+?\.inf$/i.test(text)) return Infinity;
  return /^-\.inf$/i.test(text) ? -Infinity : undefined;
}
