/** A scalar of a configuration. */
export type ConfigValue = string | number | boolean | null;

/** A scalar of a printed object. */
export interface LiteralEntry {
  readonly path: string;
  readonly value: ConfigValue;
  /** The line of its key, from 0. */
  readonly line: number;
}

/** Deeper objects are skipped. */
const maxDepth = 32;

/**
 * Reads the object of Python or JSON at the beginning of a text: `{'a': 1}`, `GRPOConfig(a=1)` or
 * `Namespace(a=1)`. Unlike `readLiteral`, which reads the numbers of a row of a log, it keeps all scalars with their
 * lines, and reads calls as objects. The text is data and nothing in it is evaluated.
 */
export function readConfigLiteral(
  text: string,
  maxEntries: number,
): {
  readonly entries: readonly LiteralEntry[];
  /** Lines up to the end of the object. */
  readonly lines: number;
  readonly isComplete: boolean;
} {
  return new Reader(text, maxEntries).read();
}

class Reader {
  private readonly entries: LiteralEntry[] = [];
  private at = 0;
  /** The number of line breaks before `counted`. */
  private line = 0;
  private counted = 0;

  constructor(
    private readonly text: string,
    private readonly maxEntries: number,
  ) {}

  read(): ReturnType<typeof readConfigLiteral> {
    this.skip();
    const isComplete = this.value('', 0, 0);
    return { entries: this.entries, lines: this.lineHere() + 1, isComplete };
  }

  /** Reads a value; false if the text ends in it. */
  private value(path: string, line: number, depth: number): boolean {
    const c = this.text[this.at];
    if (c === '{') return this.items(path, depth, '}');
    if (c === '[') return this.items(path, depth, ']');
    if (c === '(') return this.items(path, depth, ')');
    if (c === '"' || c === "'") {
      const value = this.strings();
      if (value === undefined) return false;
      this.add(path, scalarIn(value), line);
      return true;
    }
    if (c === '<') {
      const end = this.text.indexOf('>', this.at);
      this.at = end < 0 ? this.text.length : end + 1;
      return end >= 0;
    }
    const word = this.take(/[^,{}[\]()\n"'=]*/y).trim();
    if (this.text[this.at] === '(') return this.items(path, depth, ')');
    this.add(path, scalarIn(word), line);
    return this.at < this.text.length;
  }

  /** Reads the items of an object, a list or a call up to its closing bracket. */
  private items(path: string, depth: number, closing: string): boolean {
    this.at++;
    for (let index = 0; ; index++) {
      this.skip();
      const c = this.text[this.at];
      if (c === undefined) return false;
      if (c === closing) {
        this.at++;
        return true;
      }
      if (depth >= maxDepth || this.entries.length >= this.maxEntries) {
        if (!this.skipItem()) return false;
        continue;
      }
      const line = this.lineHere();
      const key = closing === ']' ? undefined : this.key(closing === ')' ? '=' : ':');
      const name = key ?? String(index);
      const before = this.at;
      if (!this.value(path === '' ? name : `${path}.${name}`, line, depth + 1)) return false;
      if (!this.skipItem()) return false;
      // What closes nothing is not read again.
      if (this.at === before && this.text[this.at] !== closing) this.at++;
    }
  }

  /** A key in front of its separator; undefined, without moving, if there is none. */
  private key(separator: ':' | '='): string | undefined {
    const pattern =
      separator === '='
        ? /([A-Za-z_][\w.]*)\s*=\s*()/y
        : /(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|[^\s:,{}[\]"']+)\s*:\s*/y;
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) return undefined;
    this.at += found[0].length;
    return found[1] ?? found[2] ?? found[0].replace(/\s*:\s*$/, '');
  }

  /** A text in quotes, also in several parts, as `pprint` breaks long ones. */
  private strings(): string | undefined {
    let whole = '';
    for (;;) {
      const quote = this.text[this.at];
      if (quote !== '"' && quote !== "'") return whole;
      let end = this.at + 1;
      while (end < this.text.length && this.text[end] !== quote)
        end += this.text[end] === '\\' ? 2 : 1;
      if (end >= this.text.length) {
        this.at = this.text.length;
        return undefined;
      }
      whole += this.text.slice(this.at + 1, end);
      this.at = end + 1;
      const after = this.take(/\s*(?=["'])/y);
      if (after === '' && this.text[this.at] !== '"' && this.text[this.at] !== "'") return whole;
    }
  }

  /** Skips to the comma after an item, or to the bracket that ends it all; false if the text ends before. */
  private skipItem(): boolean {
    let depth = 0;
    for (; this.at < this.text.length; this.at++) {
      const c = this.text[this.at];
      if (c === '"' || c === "'") {
        if (this.strings() === undefined) return false;
        this.at--;
      } else if (c === '[' || c === '(' || c === '{') depth++;
      else if (c === ']' || c === ')' || c === '}') {
        if (depth === 0) return true;
        depth--;
      } else if (c === ',' && depth === 0) {
        this.at++;
        return true;
      }
    }
    return false;
  }

  private add(path: string, value: ConfigValue, line: number): void {
    if (path !== '' && this.entries.length < this.maxEntries)
      this.entries.push({ path, value, line });
  }

  private lineHere(): number {
    for (; this.counted < this.at; this.counted++)
      if (this.text[this.counted] === '\n') this.line++;
    return this.line;
  }

  private skip(): void {
    this.take(/[\s,]*/y);
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }
}

/** A scalar as Python, YAML or a shell writes it. */
export function scalarIn(text: string): ConfigValue {
  if (/^(?:true|yes|on)$/i.test(text)) return true;
  if (/^(?:false|no|off)$/i.test(text)) return false;
  if (/^(?:none|null|~|)$/i.test(text)) return null;
  const isNumber = /^[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i.test(text);
  const value = isNumber ? Number(text.replaceAll('_', '')) : NaN;
  return Number.isFinite(value) ? value : text;
}
