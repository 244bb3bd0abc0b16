/** A value with its comments, independent of the format. */
export type Commented =
  | {
      readonly kind: 'scalar';
      readonly value: string | number | boolean | null;
      readonly written?: string;
    }
  | {
      readonly kind: 'list' | 'object';
      readonly members: readonly Member[];
      readonly tail: Comments;
    };

/** An item of a list, or an entry of an object. */
export interface Member {
  readonly key?: string;
  readonly value: Commented;
  readonly before: Comments;
  /** A comment at the end of the line. */
  readonly after?: string;
}

/** Lines of comments without their markers, and blank lines. */
export type Comments = readonly (string | typeof blankLine)[];

export const blankLine = Symbol('blank line');

/** A whole text. */
export interface CommentedText {
  readonly root: Member;
  readonly end: Comments;
}

/** Whether a value contains no comments, so that it can be written on one line. */
export function isBare(value: Commented): boolean {
  if (value.kind === 'scalar') return true;
  return (
    value.tail.length === 0 &&
    value.members.every((one) => one.before.length === 0 && !one.after && isBare(one.value))
  );
}
