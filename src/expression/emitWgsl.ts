/**
 * Graph → WGSL, in f32 or in double-single. A value outside its domain never exists in the emitted code: operands of partial functions are replaced by
 * safe ones, and what was wrong is carried in a u32 of fault bits beside each value.
 */
import { Builder } from './builder';
import { gradient } from './differentiate';
import { FAULTS, need } from './functions';
import { rowStages } from './rowStages';
import { DoubleSingleArithmetic, SingleArithmetic, type SmallNodes } from './wgslArithmetic';
import { UNMEASURED_FORMS, type WgslForms } from './wgslForms';
import { FunctionEmitter, type WgslSource } from './wgslFunction';
import { PairEmitter, type Pairs } from './wgslPairs';
import { emitRows, type WgslRows } from './wgslRows';

export interface WgslModule {
  readonly code: string;
  /** Files of the shader library that `code` calls into. */
  readonly libraries: readonly string[];
  /** Present where the field takes means over data. */
  readonly rows?: WgslRows;
}

const PREAMBLE = `struct FieldValue { value: f32, faults: u32 }
struct FieldGradient { value: f32, dx: f32, dy: f32, valueFaults: u32, gradientFaults: u32 }
fn notFiniteFault(v: f32) -> u32 {
  return select(0u, ${FAULTS.notFinite.bit}u, ((bitcast<u32>(v) ^ opaqueZero()) & 0x7f800000u) == 0x7f800000u);
}
`;

/**
 * Emits `fieldValue(x, y) -> FieldValue` and `fieldGradient(x, y) -> FieldGradient` for a field of two variables. The code
 * calls `parameter(index: u32) -> f32`, `parameterLoss(index: u32) -> f32` (what the parameter lost when it was rounded to f32)
 * and `opaqueZero() -> u32`, which the including module supplies. Values are 0 where their
 * faults are not. `isSmall` says of which nodes the magnitude is known to stay within SMALL_OPERAND, so that functions of
 * them may take their cheaper code; by default of none. `forms` says what of the device's built-in functions is used, and
 * `pairs` which nodes of fieldGradient are more than one f32.
 *
 * For a field over data it emits `fieldOverRows` in their place; see wgslRows.ts.
 */
export function emitWgsl(
  source: WgslSource,
  isSmall: SmallNodes = () => false,
  forms: WgslForms = UNMEASURED_FORMS,
  pairs: Pairs = new Map(),
): WgslModule {
  const partials = gradient(new Builder(source.graph), source.value, source.variables);
  const [dx, dy] = [need(partials[0]), need(partials[1])];
  const libraries = new Set<string>();
  const arithmetic = new SingleArithmetic(source.graph, isSmall, forms, libraries);
  const roots = [source.value, dx, dy] as const;
  const stages = rowStages(source.graph, roots);
  if (stages.length > 1) {
    const { code, rows } = emitRows(source, roots, stages, arithmetic);
    return { code: `${PREAMBLE}${code}`, libraries: [...libraries].sort(), rows };
  }
  const value = new FunctionEmitter(source, arithmetic);
  const both =
    pairs.size > 0
      ? new PairEmitter(source, arithmetic, pairs, libraries)
      : new FunctionEmitter(source, arithmetic);
  const valueBody = value.body(source.graph.reachable([source.value]));
  const gradientBody = both.body(source.graph.reachable(roots));
  const v = value.result(source.value);
  const code = `${PREAMBLE}fn fieldValue(x: f32, y: f32) -> FieldValue {
${valueBody}
  let faults = ${v.faults} | notFiniteFault(${v.value});
  return FieldValue(select(0.0, ${v.value}, faults == 0u), faults);
}
fn fieldGradient(x: f32, y: f32) -> FieldGradient {
${gradientBody}
${both.gradientOf(roots)}
}
`;
  return { code, libraries: [...libraries].sort() };
}

/**
 * Emits `fieldValueInWords(x: DoubleWord, y: DoubleWord) -> FieldWords`: the same field in double-single, for a module that
 * has the code of `emitWgsl` too. Parameters are f32. Edges of domains are judged by the high words, within half an ulp of
 * f32; operands beyond an edge by less count as on it.
 */
export function emitDoubleSingle(source: WgslSource): WgslModule {
  const libraries = new Set<string>(['doubleSingle.wgsl']);
  const emitter = new FunctionEmitter(source, new DoubleSingleArithmetic(libraries));
  const body = emitter.body(source.graph.reachable([source.value]));
  const { value, faults } = emitter.result(source.value);
  const code = `struct FieldWords { value: DoubleWord, faults: u32 }
fn fieldValueInWords(x: DoubleWord, y: DoubleWord) -> FieldWords {
${body}
  let faults = ${faults} | notFiniteFault(${value}.high);
  return FieldWords(dd_select(wordOf(0.0), ${value}, faults == 0u), faults);
}
`;
  return { code, libraries: [...libraries].sort() };
}
