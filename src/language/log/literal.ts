import { numberIn } from './table.ts';

/** A record as JSON or Python print it, with what could be read of it. */
export interface Literal {
  /** Its numbers, by name. Nested names are joined with `/`. */
  readonly values: Map<string, number>;
  /** The first value that is neither a number nor anything that is known not to be one. */
  readonly unreadable: { readonly name: string; readonly text: string } | undefined;
  /** Position after the closing brace; the length of the text if that is missing. */
  readonly end: number;
  readonly isComplete: boolean;
}

/** Deeper records are skipped, not read. */
const maxDepth = 32;

/**
 * Reads the record that begins with the brace at `start`. The text is data and nothing in it is
 * evaluated. Numbers may be quoted, or wrapped as in `np.float64(0.5)` and `tensor(0.5, device='cuda:0')`.
 * Missing values (NaN, infinities, None, null), booleans, texts and lists are left out. Anything else loses
 * only itself.
 */
export function readLiteral(text: string, start: number): Literal {
  return new Reader(text, start).record();
}

class Reader {
  private readonly values = new Map<string, number>();
  private unreadable: Literal['unreadable'];

  constructor(
    private readonly text: string,
    private at: number,
  ) {}

  record(): Literal {
    const isComplete = this.object('', 0);
    const { values, unreadable, at } = this;
    return { values, unreadable, end: Math.min(at, this.text.length), isComplete };
  }

  /** Reads an object up to its closing brace; false if that is missing. */
  private object(prefix: string, depth: number): boolean {
    this.at++;
    for (;;) {
      this.skip(/[\s,]*/y);
      const c = this.text[this.at];
      if (c === undefined) return false;
      if (c === '}') {
        this.at++;
        return true;
      }
      const key = this.key();
      this.skip(/\s*/y);
      if (this.text[this.at] !== ':') {
        if (!this.skipValue()) return false;
        continue;
      }
      this.at++;
      this.skip(/\s*/y);
      if (!this.value(prefix, key, depth)) return false;
    }
  }

  private key(): string {
    const quoted = this.string();
    return quoted ?? this.take(/[^\s:,{}[\]"']*/y);
  }

  /** Reads a value; false if the text ends in it. */
  private value(prefix: string, key: string, depth: number): boolean {
    const c = this.text[this.at];
    const name = prefix + key;
    if (c === '{' && depth < maxDepth)
      return this.object(key === 'data' ? prefix : `${name}/`, depth + 1);
    const from = this.at;
    if (c === '"' || c === "'") {
      const text = this.string();
      if (text === undefined) return false;
      this.addText(prefix, key, text);
      return this.skipValue();
    }
    const isWhole = this.skipValue();
    const text = this.text.slice(from, this.at).trim();
    if (c !== '[' && c !== '(' && c !== '{') this.addBare(name, text);
    return isWhole;
  }

  private addText(prefix: string, key: string, text: string): void {
    // ms-swift: "global_step/max_steps": "1/560".
    const step = /^(\d+)\/\d+$/.exec(text)?.[1];
    const value = numberIn(step ?? text);
    if (value !== undefined) this.values.set(step ? 'global_step' : prefix + key, value);
  }

  private addBare(name: string, text: string): void {
    const wrapped = /^[A-Za-z_][\w.]*\(\s*\[?\s*['"]?([^,)\]'"]*)/.exec(text)?.[1];
    const inner = (wrapped ?? text).trim();
    const value = numberIn(inner);
    if (value !== undefined) this.values.set(name, value);
    else if (!isMissing.test(inner)) this.unreadable ??= { name, text };
  }

  /** Skips to the comma or brace that ends a value; false if the text ends before. */
  private skipValue(): boolean {
    let depth = 0;
    for (; this.at < this.text.length; this.at++) {
      const c = this.text[this.at];
      if (c === '"' || c === "'") {
        if (this.string() === undefined) return false;
        this.at--;
      } else if (c === '[' || c === '(' || c === '{') depth++;
      else if (depth > 0) depth -= c === ']' || c === ')' || c === '}' ? 1 : 0;
      else if (c === ',' || c === '}') return true;
    }
    return false;
  }

  /** The text between quotes, with escapes resolved only as far as names need; undefined if there is none. */
  private string(): string | undefined {
    const quote = this.text[this.at];
    if (quote !== '"' && quote !== "'") return undefined;
    for (let end = this.at + 1; end < this.text.length; end++) {
      const c = this.text[end];
      if (c === '\\') end++;
      else if (c === quote) {
        const text = this.text.slice(this.at + 1, end);
        this.at = end + 1;
        return text.replace(/\\(?:u([\dA-Fa-f]{4})|(["'\\/]))/g, unescaped);
      }
    }
    this.at = this.text.length;
    return undefined;
  }

  private skip(pattern: RegExp): void {
    this.take(pattern);
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }
}

/** The character of an escape: Python writes letters beyond ASCII by their number. */
function unescaped(_: string, code: string | undefined, character: string): string {
  return code === undefined ? character : String.fromCharCode(parseInt(code, 16));
}

/** Words for a value that is missing, or that is not a number. */
const isMissing = /^(?:[-+]?(?:nan|inf|infinity)|none|null|true|false|undefined|)$/i;
