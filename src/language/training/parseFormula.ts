import {
  arityOf,
  type Formula,
  type FormulaOperation,
  type FormulaStep,
} from '../../core/training/formula.ts';
import { nearest } from '../text/nearest.ts';

/** A problem of a formula, and where in it. */
export interface FormulaProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

const maxFormulaLength = 500;
/** Parentheses, functions and signs within each other. */
const maxDepth = 40;

const functions: readonly FormulaOperation[] = [
  'sin',
  'cos',
  'tan',
  'exp',
  'log',
  'tanh',
  'sqrt',
  'abs',
  'sign',
  'floor',
  'min',
  'max',
];

const constants: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E };

interface Token {
  readonly kind: 'number' | 'name' | 'sign' | 'end';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

type Result = Formula['result'];

/** A part of a formula that has been read: what it results in, and where it is. */
interface Part {
  readonly result: Result;
  readonly start: number;
  readonly end: number;
}

/** Thrown within this module only. */
class Misread extends Error {
  constructor(
    message: string,
    readonly at: { readonly start: number; readonly end: number },
  ) {
    super(message);
  }
}

/**
 * Parses a formula of inputs with these names (also x and y), by recursive descent with a limit on the
 * depth:
 *
 *     formula     = conjunction { "or" conjunction }
 *     conjunction = negation { "and" negation }
 *     negation    = "not" negation | comparison
 *     comparison  = sum [ ("<" | "<=" | ">" | ">=" | "==" | "!=") sum ]
 *     sum         = product { ("+" | "-") product }
 *     product     = signed { ("*" | "/") signed }
 *     signed      = ("-" | "+") signed | power
 *     power       = atom [ ("^" | "**") signed ]
 *     atom        = number | input | "pi" | "e" | "(" formula ")"
 *                 | function "(" formula { "," formula } ")"
 */
export function parseFormula(
  text: string,
  inputNames: readonly string[],
): Formula | FormulaProblem {
  if (text.length > maxFormulaLength)
    return {
      message: `A formula can have at most ${maxFormulaLength} characters, not ${text.length.toLocaleString('en')}`,
      start: maxFormulaLength,
      end: text.length,
    };
  try {
    return new Parser(text, inputNames).formula();
  } catch (error) {
    if (!(error instanceof Misread)) throw error;
    return { message: error.message, ...error.at };
  }
}

class Parser {
  private readonly tokens: readonly Token[];
  private readonly steps: FormulaStep[] = [];
  private at = 0;
  private depth = 0;

  constructor(
    text: string,
    private readonly inputNames: readonly string[],
  ) {
    this.tokens = tokensOf(text);
  }

  formula(): Formula {
    const { result } = this.any();
    if (this.next.kind !== 'end') {
      if (this.next.text === '=')
        throw new Misread('A formula has no "="; compare with "==", "<" or ">"', this.next);
      throw new Misread(`Expected an operator before "${this.next.text}"`, this.next);
    }
    return { steps: this.steps, result };
  }

  private get next(): Token {
    return this.tokens[this.at];
  }

  private take(...signs: readonly string[]): Token | undefined {
    const { next } = this;
    if ((next.kind !== 'sign' && next.kind !== 'name') || !signs.includes(next.text)) return;
    this.at++;
    return next;
  }

  /** A formula, at a depth that is limited so that no input exhausts the stack. */
  private any(): Part {
    return this.deeper(() => {
      let left = this.conjunction();
      while (this.take('or')) left = this.combine('or', left, this.conjunction(), 'truth', 'truth');
      return left;
    });
  }

  private conjunction(): Part {
    let left = this.negation();
    while (this.take('and')) left = this.combine('and', left, this.negation(), 'truth', 'truth');
    return left;
  }

  private negation(): Part {
    const sign = this.take('not');
    if (!sign) return this.comparison();
    const part = this.deeper(() => this.negation());
    expect(part, 'truth', '"not"');
    return this.apply('not', 'truth', sign.start, part.end);
  }

  private comparison(): Part {
    const left = this.sum();
    const sign = this.take('<', '<=', '>', '>=', '==', '!=');
    if (!sign) return left;
    const compared = this.combine(
      sign.text as FormulaOperation,
      left,
      this.sum(),
      'number',
      'truth',
    );
    if (this.next.kind === 'sign' && /^[<>=!]/.test(this.next.text) && this.next.text !== '=')
      throw new Misread('Combine two comparisons with "and"', this.next);
    return compared;
  }

  private sum(): Part {
    let left = this.product();
    for (let sign = this.take('+', '-'); sign; sign = this.take('+', '-'))
      left = this.combine(sign.text as FormulaOperation, left, this.product(), 'number', 'number');
    return left;
  }

  private product(): Part {
    let left = this.signed();
    for (let sign = this.take('*', '/'); sign; sign = this.take('*', '/'))
      left = this.combine(sign.text as FormulaOperation, left, this.signed(), 'number', 'number');
    return left;
  }

  private signed(): Part {
    const sign = this.take('-', '+');
    if (!sign) return this.power();
    const part = this.deeper(() => this.signed());
    expect(part, 'number', `"${sign.text}"`);
    if (sign.text === '+') return part;
    return this.apply('negate', 'number', sign.start, part.end);
  }

  private power(): Part {
    const base = this.atom();
    if (!this.take('^', '**')) return base;
    const exponent = this.deeper(() => this.signed());
    return this.combine('^', base, exponent, 'number', 'number');
  }

  private atom(): Part {
    const token = this.next;
    this.at++;
    if (token.kind === 'number')
      return this.push({ kind: 'number', value: Number(token.text) }, token);
    if (token.kind === 'name') return this.named(token);
    if (token.text !== '(') {
      const found = token.kind === 'end' ? 'the formula ends here' : `found "${token.text}"`;
      throw new Misread(`Expected a number, an input or "(", ${found}`, token);
    }
    const part = this.any();
    const close = this.close(token);
    return { ...part, start: token.start, end: close.end };
  }

  private named(token: Token): Part {
    const { text } = token;
    const name = functions.find((one) => one === text);
    if (this.take('(')) {
      if (name) return this.call(name, token);
      throw new Misread(unknown(text, functions, 'function'), token);
    }
    const index = this.indexOf(text);
    if (index !== undefined) return this.push({ kind: 'input', index }, token);
    if (Object.hasOwn(constants, text))
      return this.push({ kind: 'number', value: constants[text] }, token);
    if (name) throw new Misread(`"${text}" needs its argument in parentheses: ${text}(…)`, token);
    throw new Misread(
      unknown(text, [...this.inputNames, ...Object.keys(constants)], 'input'),
      token,
    );
  }

  /** An input by its name, or as x and y; a name wins over these. */
  private indexOf(name: string): number | undefined {
    const own = this.inputNames.indexOf(name);
    const index = own >= 0 ? own : ['x', 'y'].indexOf(name);
    return index >= 0 && index < this.inputNames.length ? index : undefined;
  }

  private call(name: FormulaOperation, token: Token): Part {
    const arity = arityOf(name);
    let count = 0;
    do {
      expect(this.any(), 'number', name);
      count++;
    } while (this.take(','));
    const { end } = this.close(token);
    if (count !== arity)
      throw new Misread(
        `"${name}" takes ${arity === 1 ? 'one argument' : 'two arguments'}, not ${count}`,
        {
          start: token.start,
          end,
        },
      );
    return this.apply(name, 'number', token.start, end);
  }

  private close(open: Token): Token {
    const close = this.take(')');
    if (!close) throw new Misread('This parenthesis is never closed', open);
    return close;
  }

  private combine(
    operation: FormulaOperation,
    left: Part,
    right: Part,
    wanted: Result,
    result: Result,
  ): Part {
    for (const part of [left, right]) expect(part, wanted, `"${operation}"`);
    return this.apply(operation, result, left.start, right.end);
  }

  private apply(operation: FormulaOperation, result: Result, start: number, end: number): Part {
    this.steps.push({ kind: 'apply', operation });
    return { result, start, end };
  }

  private push(step: FormulaStep, { start, end }: Token): Part {
    this.steps.push(step);
    return { result: 'number', start, end };
  }

  private deeper<T>(read: () => T): T {
    if (this.depth >= maxDepth)
      throw new Misread(`A formula can be nested at most ${maxDepth} levels deep`, this.next);
    this.depth++;
    const part = read();
    this.depth--;
    return part;
  }
}

function expect({ result, start, end }: Part, wanted: Result, by: string): void {
  if (result === wanted) return;
  const message =
    wanted === 'number'
      ? `${by} needs numbers, and this is true or false`
      : `${by} needs conditions such as x > 0, and this is a number`;
  throw new Misread(message, { start, end });
}

function unknown(name: string, known: readonly string[], what: string): string {
  const guess = nearest(name, known);
  const shown = name.length > 40 ? `${name.slice(0, 40)}…` : name;
  return `Unknown ${what} "${shown}"; ${guess ? `did you mean ${guess}?` : `expected ${known.join(', ')}`}`;
}

function tokensOf(text: string): readonly Token[] {
  const pattern =
    /\s*(?:((?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|([\p{L}_][\p{L}\p{N}_]*)|(\*\*|[<>=!]=|[-+*/^()<>=,])|(.))/gsuy;
  const tokens: Token[] = [];
  for (const match of text.trimEnd().matchAll(pattern)) {
    const [whole, number, name, sign, other] = match;
    const read = number ?? name ?? sign ?? other;
    const end = match.index + whole.length;
    const token = { text: read, start: end - read.length, end };
    if (other !== undefined) throw new Misread(`A formula cannot contain "${other}"`, token);
    tokens.push({
      ...token,
      kind: number !== undefined ? 'number' : name !== undefined ? 'name' : 'sign',
    });
  }
  const { length } = text;
  return [...tokens, { kind: 'end', text: '', start: Math.max(0, length - 1), end: length }];
}
