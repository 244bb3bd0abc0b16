/** A fraction with a positive denominator, in lowest terms only when `reduced`. */
export class Rational {
  static readonly zero = new Rational(0n, 1n);

  private constructor(
    readonly numerator: bigint,
    readonly denominator: bigint,
  ) {}

  static of(numerator: bigint, denominator: bigint): Rational {
    return denominator < 0n
      ? new Rational(-numerator, -denominator)
      : new Rational(numerator, denominator);
  }

  reduced(): Rational {
    const { numerator, denominator } = this;
    const divisor = gcd(numerator < 0n ? -numerator : numerator, denominator);
    return new Rational(numerator / divisor, denominator / divisor);
  }

  /** The value of a double: halves are counted until it is an integer. */
  static from(value: number): Rational {
    let denominator = 1n;
    let numerator = value;
    while (!Number.isInteger(numerator)) {
      numerator *= 2;
      denominator *= 2n;
    }
    return Rational.of(BigInt(numerator), denominator);
  }

  plus(other: Rational): Rational {
    return Rational.of(
      this.numerator * other.denominator + other.numerator * this.denominator,
      this.denominator * other.denominator,
    );
  }

  minus(other: Rational): Rational {
    return this.plus(new Rational(-other.numerator, other.denominator));
  }

  times(other: Rational): Rational {
    return Rational.of(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  over(other: Rational): Rational {
    return Rational.of(this.numerator * other.denominator, this.denominator * other.numerator);
  }

  get sign(): number {
    return this.numerator > 0n ? 1 : this.numerator < 0n ? -1 : 0;
  }

  /** Equal fractions in lowest terms have equal texts. */
  toString(): string {
    return `${this.numerator}/${this.denominator}`;
  }

  /** Close to the value for numbers of any length. */
  toNumber(): number {
    const excess = BigInt(Math.max(0, bits(this.numerator), bits(this.denominator)) - 900);
    if (excess <= 0n) return Number(this.numerator) / Number(this.denominator);
    // Neither may overflow; a quotient near 1 keeps 800 bits of both.
    return Number(this.numerator >> excess) / Number(this.denominator >> excess);
  }
}

function bits(n: bigint): number {
  return 4 * n.toString(16).length;
}

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
