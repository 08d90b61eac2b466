/** Numbers as text for reading (typographic signs) and for pasting elsewhere (plain ASCII). */
import { compileExpression, ExpressionError, parseExpression } from '../expression';

/** What a readout claims: more than a picture can show, fewer than single precision holds. */
const SIGNIFICANT_DIGITS = 6;

/** Below this a decimal fraction starts with more zeros than one counts at a glance. */
const SMALLEST_DECIMAL = 1e-4;

const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  '-': '⁻',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
};

/**
 * `value` rounded to `digits` significant digits, without trailing zeros: −0.5, 12, 1.234×10⁻⁷. NaN is 'undefined'.
 * A whole number of more digits than that is shown as a power of ten too, since its last digits are not claimed.
 */
export function formatNumber(value: number, digits = SIGNIFICANT_DIGITS): string {
  if (Number.isNaN(value)) return 'undefined';
  if (!Number.isFinite(value)) return value < 0 ? '−∞' : '∞';
  const rounded = Number(value.toPrecision(digits));
  if (needsPower(rounded, digits)) return powerOfTen(rounded);
  return rounded.toString().replace('-', '−');
}

/** `value` with all of `digits` significant digits, zeros too: for numbers that are compared digit by digit. */
export function formatDigits(value: number, digits: number): string {
  const full = Number.isFinite(value) && value !== 0 && !needsPower(value, digits);
  return full ? value.toPrecision(digits).replace('-', '−') : formatNumber(value, digits);
}

function needsPower(value: number, digits: number): boolean {
  const size = Math.abs(Number(value.toPrecision(digits)));
  return size !== 0 && (size < SMALLEST_DECIMAL || size >= 10 ** digits);
}

function powerOfTen(value: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  const raised = Array.from(exponent.replace('+', ''), (sign) => SUPERSCRIPTS[sign] ?? '').join('');
  if (mantissa === '1' || mantissa === '-1') return `${value < 0 ? '−' : ''}10${raised}`;
  return `${mantissa.replace('-', '−')}×10${raised}`;
}

/** The same number as other programs read it: -0.5, 12, 1.234e-7. */
export function formatPlain(value: number, digits = SIGNIFICANT_DIGITS): string {
  return Number.isFinite(value) ? Number(value.toPrecision(digits)).toString() : String(value);
}

/** Digits an edited number is shown with: enough that typing and showing agree, few enough to hide 0.1 + 0.2. */
const INPUT_DIGITS = 10;

/** From here on round numbers have more zeros than a field shows. */
const LARGEST_PLAIN_INPUT = 1e7;

/** A number as the text of an input field: 0.3, -12, 1e9. */
export function inputText(value: number): string {
  const plain = formatPlain(value, INPUT_DIGITS);
  if (!(Math.abs(value) >= LARGEST_PLAIN_INPUT && Number.isFinite(value))) return plain;
  const power = Number(plain).toExponential().replace('+', '');
  return power.length < plain.length ? power : plain;
}

/**
 * Reads what was typed into a number field: a number, with a decimal comma or a typographic minus too, or an expression
 * without variables, such as pi/2. Undefined where it is no finite number.
 */
export function readNumber(text: string): number | undefined {
  const plain = text.trim().replace('−', '-').replace(',', '.');
  const value = plain === '' ? Number.NaN : Number(plain);
  return Number.isFinite(value) ? value : constantValue(text);
}

function constantValue(text: string): number | undefined {
  try {
    const { builder, root } = compileExpression(parseExpression(text, { variables: [] }));
    const value = builder.graph.constantValue(root);
    return value !== undefined && Number.isFinite(value) ? value : undefined;
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}

/** Two digits, as no measured time claims more: 0.4 ms, 12 ms, 1.3 s. */
export function formatDuration(milliseconds: number): string {
  const [value, unit] = milliseconds < 999.5 ? [milliseconds, 'ms'] : [milliseconds / 1000, 's'];
  return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)}\u00a0${unit}`;
}

/** Angle of the direction (x, y) from the x axis, degrees, −180 exclusive to 180 inclusive. */
export function directionDegrees(x: number, y: number): number {
  const degrees = (Math.atan2(y, x) * 180) / Math.PI;
  return degrees === -180 ? 180 : degrees;
}
