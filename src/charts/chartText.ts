/** Numbers along the axes and in the captions of charts. */

/** Of everything that a canvas says. */
export const CHART_FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif';

const SUPERSCRIPT_DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Digits of a number in a caption. */
const CAPTION_DIGITS = 4;

/** From here on, and below its inverse, a tick reads better as a power of ten. */
const LARGEST_PLAIN = 1e5;

/** A tick on an axis whose ticks lie `step` apart: with as many decimals as tell neighbours apart. */
export function tickText(value: number, step: number): string {
  if (value === 0 || Math.abs(value) < step * 1e-6) return '0';
  const size = Math.abs(value);
  if (size >= LARGEST_PLAIN || step < 1 / LARGEST_PLAIN) return powerText(value, step);
  const leading = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  // Steps of 2.5 and 0.25 have a digit more than their size says.
  const scaled = step * 10 ** leading;
  const decimals = Math.abs(scaled - Math.round(scaled)) > 1e-6 ? leading + 1 : leading;
  return value.toFixed(decimals).replace('-', '−');
}

function powerText(value: number, step: number): string {
  const exponent = Math.floor(Math.log10(Math.abs(value)) + 1e-12);
  const digits = Math.min(6, Math.max(0, exponent - Math.floor(Math.log10(step) + 1e-9)));
  const mantissa = (value / 10 ** exponent).toFixed(digits).replace('-', '−');
  return `${mantissa}×10${superscript(exponent)}`;
}

/** Powers of ten within [low, high], both positive: at most `most` of them, a whole number of decades apart. */
export function decadeTicks(low: number, high: number, most: number): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const stride = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, most)));
  const ticks: number[] = [];
  for (let exponent = first; exponent <= last; exponent += stride) ticks.push(10 ** exponent);
  return ticks;
}

/** A power of ten on a logarithmic axis: in full as long as it is short. */
export function logTickText(value: number): string {
  const whole = Math.round(Math.log10(value));
  return whole >= -2 && whole <= 3 ? String(Number((10 ** whole).toPrecision(3))) : `10${superscript(whole)}`;
}

/** A number within a line of text. */
export function captionText(value: number): string {
  if (!Number.isFinite(value)) return 'undefined';
  const rounded = Number(value.toPrecision(CAPTION_DIGITS));
  const size = Math.abs(rounded);
  if (size !== 0 && (size < 1e-4 || size >= LARGEST_PLAIN * 10)) {
    const [mantissa = '', exponent = '0'] = rounded.toExponential().split('e');
    const power = `10${superscript(Number(exponent))}`;
    if (mantissa === '1') return power;
    return mantissa === '-1' ? `−${power}` : `${mantissa.replace('-', '−')}×${power}`;
  }
  return String(rounded).replace('-', '−');
}

function superscript(exponent: number): string {
  const digits = Array.from(String(Math.abs(exponent)), (digit) => SUPERSCRIPT_DIGITS[Number(digit)] ?? '');
  return (exponent < 0 ? '⁻' : '') + digits.join('');
}
