/** A cell of a text as a number, or why it is none. */

/** What separates whole and fractional part. */
export type DecimalMark = 'point' | 'comma';

/** What people and programs write where there is no value. */
const MISSING = new Set(['', '-', '.', '?', 'na', 'n/a', '#n/a', 'nan', 'null', 'none', 'nil', 'missing']);

export function isMissing(cell: string): boolean {
  return MISSING.has(cell.trim().toLowerCase());
}

const WITH_POINT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[ed][+-]?\d+)?$/i;
const WITH_COMMA = /^[+-]?(?:\d+,?\d*|,\d+)(?:[ed][+-]?\d+)?$/i;
const INFINITE = /^[+-]?(?:inf|infinity|∞)$/i;

/**
 * The number that `cell` writes, ±Infinity for a written one (`inf`) and for what exceeds f64; undefined where it is no
 * number. Fortran's exponent letter D and the typographic minus are understood; signs of thousands are not.
 */
export function readNumber(cell: string, decimal: DecimalMark): number | undefined {
  const text = cell.trim().replace('−', '-');
  if ((decimal === 'point' ? WITH_POINT : WITH_COMMA).test(text))
    return Number(text.replace(',', '.').replace(/d/i, 'e'));
  if (INFINITE.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return undefined;
}

const DATE =
  /^\d{4}[-/.]\d{1,2}([-/.]\d{1,2})?([T ].*)?$|^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}( .*)?$|^\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]m)?$/i;
const NAMED_DATE =
  /^(\d{1,2}[ -.]*)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ ,.-]+\d{1,4}(,? +\d{4})?$/i;

/** Whether `cell` looks like a date or a time of day. */
export function isDate(cell: string): boolean {
  const text = cell.trim();
  return DATE.test(text) || NAMED_DATE.test(text);
}

/** Why `cell`, which is no number, is none: a clause for a message, and what was expected. */
export function describeText(cell: string): { readonly what: string; readonly expected: string } {
  const text = cell.trim();
  if (isDate(text))
    return { what: 'a date', expected: 'expected dates such as 2024-01-31 throughout, or numbers' };
  if (/^[+-]?\d{1,3}([,' ]\d{3})+(\.\d+)?$/.test(text) || /^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$/.test(text))
    return { what: 'a number with signs of thousands', expected: 'expected numbers without them' };
  if (/^[+-]?\d+,\d+$/.test(text))
    return { what: 'a number with a decimal comma', expected: 'choose the comma as decimal mark' };
  if (/^[+-]?\d+\.\d+$/.test(text))
    return { what: 'a number with a decimal point', expected: 'choose the point as decimal mark' };
  if (/%$/.test(text)) return { what: 'a percentage', expected: 'expected plain numbers' };
  if (/^[-+\d.e]+([\s,;|]+[-+\d.e]+)+$/i.test(text))
    return { what: 'several numbers', expected: 'expected one; choose another separator' };
  if (/^[+-]?\d[\d.,]*\s*[^\d\s.,]\S*$/.test(text))
    return { what: 'a number with a unit', expected: 'expected plain numbers' };
  return { what: 'text', expected: 'expected numbers' };
}
