/**
 * Shares a number out as evenly as whole numbers can: `shareOut(10, 3)` is `[4, 3, 3]`.
 * @param total 0 or more
 * @param parts 1 or more
 */
export function shareOut(total: number, parts: number): readonly number[] {
  const each = Math.floor(total / parts);
  const left = total % parts;
  return Array.from({ length: parts }, (_, index) => (index < left ? each + 1 : each));
}
