/** Six hexadecimal digits of a colour's r, g, b bytes. */
export function hex(colour: ArrayLike<number>): string {
  return Array.from(colour, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
