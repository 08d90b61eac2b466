/** What other rooms use of this one. */
export { applyFunction } from './applyFunction';
export { Builder } from './builder';
export { gradient, hessian, sensitivities } from './differentiate';
export { emitDoubleSingle, emitWgsl, type WgslModule } from './emitWgsl';
export { ExpressionError, type SourceSpan } from './expressionError';
export {
  describeFaults,
  FAULTS,
  FUNCTIONS,
  type FunctionRow,
  isCallable,
  type OperandRange,
  type OperandRanges,
  PRIMITIVES,
  type Primitive,
  primitiveNamed,
  SMALL_OPERAND,
  writtenName,
} from './functions';
export { Graph, type GraphNode, type NodeId, operandsOf } from './graph';
export { holdVariables } from './holdVariables';
export { type CompiledExpression, compileExpression } from './lower';
export { type ParsedExpression, type ParseOptions, parseExpression } from './parse';
export { isExact, isShort, localDerivatives, roundedMultiple } from './rounding';
export { type RowStage, rowStages } from './rowStages';
export { type Leaf, substitute } from './substitute';
export type { Syntax } from './syntax';
export { toText } from './toText';
export { nameToTex, toTex } from './typeset';
export { UNMEASURED_FORMS, type WgslForm, type WgslForms } from './wgslForms';
export type { PairForm, Pairs } from './wgslPairs';
