/** How a symbol's name is shown where there is text and no formula: its closing digits as an index. */

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';

/** `w1` → w₁, `x_12` → x₁₂; a name without closing digits, or of digits after another number, stays as it is. */
export function displayName(name: string): string {
  const match = /^([A-Za-z]+)_?(\d+)$/.exec(name);
  if (match === null) return name;
  const [, letters = '', digits = ''] = match;
  return letters + Array.from(digits, (digit) => SUBSCRIPTS[Number(digit)] ?? digit).join('');
}
