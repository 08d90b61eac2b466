/** Round numbers for axes, contours and colour bars: steps of 1, 2 or 5 times a power of ten. */

export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** The step of the form 1, 2 or 5 times a power of ten nearest above `span / count`. */
export function niceStep(span: number, count: number): number {
  const rough = span / Math.max(count, 1);
  if (!(rough > 0) || !Number.isFinite(rough)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const mantissa = rough / power;
  // A hair of slack, so that a span of 6 over 6 steps is 1 and not 2 after rounding.
  const slack = 1 + 1e-9;
  return power * (mantissa <= slack ? 1 : mantissa <= 2 * slack ? 2 : mantissa <= 5 * slack ? 5 : 10);
}

/** The step of the form 1, 2 or 5 times a power of ten nearest to `span / count`, by ratio. */
export function nearestNiceStep(span: number, count: number): number {
  const above = niceStep(span, count);
  const rough = span / Math.max(count, 1);
  const below = niceStep(above * 0.4, 1);
  return above / rough > rough / below ? below : above;
}

/** Multiples of a nice step within [low, high], about `count` of them. */
export function linearTicks(low: number, high: number, count: number): readonly Tick[] {
  const step = niceStep(high - low, count);
  const slack = step * 1e-9;
  const first = Math.ceil((low - slack) / step);
  const last = Math.floor((high + slack) / step);
  const ticks: Tick[] = [];
  for (let index = first; index <= last; index++) {
    const value = index === 0 ? 0 : index * step;
    ticks.push({ value, label: formatTick(value, step) });
  }
  return ticks;
}

/** Mantissas tried for a logarithmic axis, densest last. */
const LOG_MANTISSAS: readonly (readonly number[])[] = [[1], [1, 5], [1, 2, 5]];

/** Powers of ten within [low, high] (both > 0), thinned or joined by 2 and 5 so that there are about `count`. */
export function logTicks(low: number, high: number, count: number): readonly Tick[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const stride = Math.max(1, Math.ceil((last - first) / Math.max(count, 1)));
  let chosen: number[] = [];
  for (const mantissas of stride > 1 ? LOG_MANTISSAS.slice(0, 1) : LOG_MANTISSAS) {
    const values: number[] = [];
    for (let power = Math.ceil(first / stride) * stride; power <= last; power += stride) {
      for (const mantissa of mantissas) {
        const value = mantissa * 10 ** power;
        if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) values.push(value);
      }
    }
    if (chosen.length > 0 && values.length > 1.5 * count) break;
    chosen = values;
  }
  // Less than a factor of two or so: plain steps say more than a lonely power.
  if (chosen.length < 2) return linearTicks(low, high, count);
  return chosen.map((value) => ({ value, label: formatLog(value) }));
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** Outside of [1e-3, 1e5) digits stop being readable at a glance. */
const PLAIN_FROM = 1e-3;
const PLAIN_BELOW = 1e5;

export function superscript(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)] ?? '').join('');
  return exponent < 0 ? `⁻${digits}` : digits;
}

/** 10ⁿ, or m·10ⁿ. */
export function formatPower(value: number): string {
  const exponent = Math.floor(Math.log10(value) + 1e-9);
  const mantissa = Math.round(value / 10 ** exponent);
  return `${mantissa === 1 ? '' : `${mantissa}·`}10${superscript(exponent)}`;
}

function formatLog(value: number): string {
  return value >= PLAIN_FROM * 10 * 0.999 && value < PLAIN_BELOW / 10
    ? String(Number(value.toPrecision(6)))
    : formatPower(value);
}

/** `value` with as many digits as a neighbour `step` away needs to be told apart; a true minus sign. */
export function formatTick(value: number, step: number): string {
  if (value === 0) return '0';
  const largest = Math.max(Math.abs(value), step);
  let text: string;
  if (largest >= PLAIN_BELOW || step < PLAIN_FROM / 10) {
    const exponent = Math.floor(Math.log10(Math.abs(value)) + 1e-12);
    const decimals = Math.min(12, Math.max(0, exponent - Math.floor(Math.log10(step) + 1e-9)));
    text = `${(value / 10 ** exponent).toFixed(decimals)}·10${superscript(exponent)}`.replace(
      /^(-?)1·/,
      '$11·',
    );
  } else {
    text = value.toFixed(Math.min(12, Math.max(0, -Math.floor(Math.log10(step) + 1e-9))));
  }
  return text.replace('-', '−');
}
