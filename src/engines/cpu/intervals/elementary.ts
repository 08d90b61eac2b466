/** Interval forms of roots, exponentials, logarithms, trigonometric and hyperbolic functions. */
import { primitiveNamed } from '../../../expression';
import {
  type Bounds,
  FUNCTION_ERROR,
  type IntervalForm,
  MAY_BE_UNDEFINED,
  MAY_BREAK,
  NOWHERE_DEFINED,
  roundDown,
  roundUp,
} from './form';

type Unary = (a: number) => number;

/**
 * The smallest and the largest value f can have: outward rounding must not leave them, or √ would see
 * negatives.
 */
interface Range {
  readonly least?: number;
  readonly largest?: number;
}

function writeRounded({ low, high }: Bounds, out: number, bottom: number, top: number, range: Range): void {
  low[out] = Math.max(range.least ?? Number.NEGATIVE_INFINITY, roundDown(bottom, FUNCTION_ERROR));
  high[out] = Math.min(range.largest ?? Number.POSITIVE_INFINITY, roundUp(top, FUNCTION_ERROR));
}

function rising(f: Unary, range: Range = {}): IntervalForm {
  return (bounds, out, a) => {
    writeRounded(bounds, out, f(bounds.low[a] as number), f(bounds.high[a] as number), range);
    return 0;
  };
}

/** A function of |a| that rises with it, or falls. */
function even(f: Unary, direction: 'rising' | 'falling', range: Range): IntervalForm {
  return (bounds, out, a) => {
    const low = bounds.low[a] as number;
    const high = bounds.high[a] as number;
    const inner = f(low > 0 ? low : high < 0 ? -high : 0);
    const outer = f(Math.max(-low, high));
    if (direction === 'rising') writeRounded(bounds, out, inner, outer, range);
    else writeRounded(bounds, out, outer, inner, range);
    return 0;
  };
}

interface PartialDomain {
  readonly from: number;
  readonly to: number;
  /** f goes to ∓∞ at the ends, which do not belong to the domain; else they do, and f is continuous there. */
  readonly poles?: boolean;
  readonly falling?: boolean;
  readonly range?: Range;
}

/** A function on [from, to], rising unless said otherwise. */
function partial(
  f: Unary,
  { from, to, poles = false, falling = false, range = {} }: PartialDomain,
): IntervalForm {
  // What has no bound may still be finite, so it does not touch an end at infinity.
  const endless = to === Number.POSITIVE_INFINITY;
  const atStart = poles ? Number.NEGATIVE_INFINITY : f(from);
  const atEnd = poles ? Number.POSITIVE_INFINITY : f(to);
  return (bounds, out, a) => {
    const low = bounds.low[a] as number;
    const high = bounds.high[a] as number;
    if (poles ? high <= from || low >= to : high < from || low > to) return NOWHERE_DEFINED;
    const inside = (poles ? low > from : low >= from) && (high < to || (high === to && (!poles || endless)));
    const first = low > from ? f(low) : atStart;
    const last = high < to ? f(high) : atEnd;
    if (falling) writeRounded(bounds, out, last, first, range);
    else writeRounded(bounds, out, first, last, range);
    return inside ? 0 : poles ? MAY_BREAK | MAY_BE_UNDEFINED : MAY_BE_UNDEFINED;
  };
}

/**
 * Whether [low, high], in turns, may hold a whole number: inclusive by the rounding of the division and of π.
 */
function mayHoldWhole(low: number, high: number): boolean {
  const slack = 4 * Number.EPSILON * (1 + Math.max(Math.abs(low), Math.abs(high)));
  // Written so that NaN and ∞ give true.
  return !(Math.floor(high + slack) < Math.ceil(low - slack));
}

const TURN = 2 * Math.PI;

/** A wave between -1 and 1 with its crests at `crest` + whole turns; a turn is 2π where nothing else is said. */
function wave(f: Unary, crest: number, turn = TURN): IntervalForm {
  const range: Range = { least: -1, largest: 1 };
  return (bounds, out, a) => {
    const low = bounds.low[a] as number;
    const high = bounds.high[a] as number;
    const p = f(low);
    const q = f(high);
    const top = mayHoldWhole((low - crest) / turn, (high - crest) / turn) ? 1 : Math.max(p, q);
    const bottom = mayHoldWhole((low - crest) / turn - 0.5, (high - crest) / turn - 0.5)
      ? -1
      : Math.min(p, q);
    writeRounded(bounds, out, bottom, top, range);
    return 0;
  };
}

const tan: IntervalForm = (bounds, out, a) => {
  const low = bounds.low[a] as number;
  const high = bounds.high[a] as number;
  if (mayHoldWhole(low / Math.PI - 0.5, high / Math.PI - 0.5)) {
    bounds.low[out] = Number.NEGATIVE_INFINITY;
    bounds.high[out] = Number.POSITIVE_INFINITY;
    return MAY_BREAK;
  }
  writeRounded(bounds, out, Math.tan(low), Math.tan(high), {});
  return 0;
};

const HALF_TURN: Range = { least: -Math.PI, largest: Math.PI };

/** Away from its cut (y = 0, x <= 0) the extreme angles of a box are those of its corners. */
const atan2: IntervalForm = (bounds, out, y, x) => {
  const yl = bounds.low[y] as number;
  const yh = bounds.high[y] as number;
  const xl = bounds.low[x] as number;
  const xh = bounds.high[x] as number;
  // A y that only touches 0 counts: the value on the cut itself hangs on the sign of zero, which bounds do
  // not keep.
  if (yl <= 0 && yh >= 0 && xl <= 0) {
    writeRounded(bounds, out, -Math.PI, Math.PI, HALF_TURN);
    return MAY_BREAK;
  }
  const p = Math.atan2(yl, xl);
  const q = Math.atan2(yl, xh);
  const r = Math.atan2(yh, xl);
  const s = Math.atan2(yh, xh);
  writeRounded(bounds, out, Math.min(p, q, r, s), Math.max(p, q, r, s), HALF_TURN);
  return 0;
};

const hypot: IntervalForm = (bounds, out, a, b) => {
  const al = bounds.low[a] as number;
  const ah = bounds.high[a] as number;
  const bl = bounds.low[b] as number;
  const bh = bounds.high[b] as number;
  const inner = Math.hypot(al > 0 ? al : ah < 0 ? ah : 0, bl > 0 ? bl : bh < 0 ? bh : 0);
  const outer = Math.hypot(Math.max(-al, ah), Math.max(-bl, bh));
  writeRounded(bounds, out, inner, outer, { least: 0 });
  return 0;
};

/** Rises with both. Around 0 it cancels, so the error is one of its terms: the larger operand, and at most ln 2. */
const logsumexp: IntervalForm = ({ low, high }, out, a, b) => {
  const f = primitiveNamed('logsumexp').evaluate;
  const al = low[a] as number;
  const ah = high[a] as number;
  const bl = low[b] as number;
  const bh = high[b] as number;
  low[out] = roundDown(f(al, bl) - FUNCTION_ERROR * (Math.abs(Math.max(al, bl)) + 1), FUNCTION_ERROR);
  high[out] = roundUp(f(ah, bh) + FUNCTION_ERROR * (Math.abs(Math.max(ah, bh)) + 1), FUNCTION_ERROR);
  return 0;
};

const abs: IntervalForm = ({ low, high }, out, a) => {
  const al = low[a] as number;
  const ah = high[a] as number;
  low[out] = al > 0 ? al : ah < 0 ? -ah : 0;
  high[out] = Math.max(-al, ah);
  return 0;
};

const POSITIVE = { from: 0, to: Number.POSITIVE_INFINITY };
const UNIT = { from: -1, to: 1 };

/** The row's own f64 function, for those that Math does not bring. */
function own(name: string): Unary {
  return primitiveNamed(name).evaluate;
}

export const ELEMENTARY_FORMS: Readonly<Record<string, IntervalForm>> = {
  sqrt: partial(Math.sqrt, { ...POSITIVE, range: { least: 0 } }),
  cbrt: rising(Math.cbrt),
  abs,
  exp: rising(Math.exp, { least: 0 }),
  expm1: rising(Math.expm1, { least: -1 }),
  log: partial(Math.log, { ...POSITIVE, poles: true }),
  log2: partial(Math.log2, { ...POSITIVE, poles: true }),
  log10: partial(Math.log10, { ...POSITIVE, poles: true }),
  log1p: partial(Math.log1p, { from: -1, to: Number.POSITIVE_INFINITY, poles: true }),
  sin: wave(Math.sin, Math.PI / 2),
  cos: wave(Math.cos, 0),
  sinpi: wave(own('sinpi'), 0.5, 2),
  cospi: wave(own('cospi'), 0, 2),
  tan,
  asin: partial(Math.asin, UNIT),
  acos: partial(Math.acos, { ...UNIT, falling: true, range: { least: 0 } }),
  atan: rising(Math.atan),
  atan2,
  sinh: rising(Math.sinh),
  cosh: even(Math.cosh, 'rising', { least: 1 }),
  tanh: rising(Math.tanh, { least: -1, largest: 1 }),
  sech2: even(own('sech2'), 'falling', { least: 0 }),
  asinh: rising(Math.asinh),
  acosh: partial(Math.acosh, { from: 1, to: Number.POSITIVE_INFINITY, range: { least: 0 } }),
  atanh: partial(Math.atanh, { ...UNIT, poles: true }),
  erf: rising(own('erf'), { least: -1, largest: 1 }),
  sigmoid: rising(own('sigmoid'), { least: 0, largest: 1 }),
  softplus: rising(own('softplus'), { least: 0 }),
  hypot,
  logsumexp,
};
