// Fields written in WGSL by hand, in the shape that the emitter writes them, and an engine that takes them.

import { WebGpuGridEngine } from '../../src/engines/webgpu/webgpuGridEngine';
import type { WgslModule } from '../../src/expression/emitWgsl';
import { Graph } from '../../src/expression/graph';
import type { Grid } from '../../src/fields/grid';
import type { DerivativeMethod, GridRequest, Texels } from '../../src/fields/gridRequest';
import type { ScalarField } from '../../src/fields/scalarField';

export interface HandWrittenField {
  /** WGSL expressions in x and y. */
  readonly value: string;
  readonly dx: string;
  readonly dy: string;
  /** WGSL conditions under which value, or the partials, are undefined. */
  readonly hole?: string;
  readonly kink?: string;
  readonly parameters?: readonly string[];
  /** The value as a WGSL expression of DoubleWords x and y. */
  readonly words?: string;
  /** Module-scope code added to it. */
  readonly extra?: string;
}

const modules = new WeakMap<ScalarField, WgslModule>();
const wordModules = new WeakMap<ScalarField, WgslModule>();

export function handWrittenModule(field: HandWrittenField): WgslModule {
  const { value, dx, dy, hole = 'false', kink = 'false', extra = '' } = field;
  const code = `struct FieldValue { value: f32, faults: u32 }
struct FieldGradient { value: f32, dx: f32, dy: f32, valueFaults: u32, gradientFaults: u32 }
fn fieldValue(x: f32, y: f32) -> FieldValue {
  let hole = select(0u, 1u, ${hole});
  return FieldValue(select(0.0, ${value}, hole == 0u), hole);
}
fn fieldGradient(x: f32, y: f32) -> FieldGradient {
  let hole = select(0u, 1u, ${hole});
  let kink = hole | select(0u, 2u, ${kink});
  let gradient = select(vec2f(0.0), vec2f(${dx}, ${dy}), kink == 0u);
  return FieldGradient(select(0.0, ${value}, hole == 0u), gradient.x, gradient.y, hole, kink);
}
${extra}`;
  return { code, libraries: [] };
}

export function moduleInWords(value: string): WgslModule {
  const code = `struct FieldWords { value: DoubleWord, faults: u32 }
fn fieldValueInWords(x: DoubleWord, y: DoubleWord) -> FieldWords { return FieldWords(${value}, 0u); }
`;
  return { code, libraries: ['doubleSingle.wgsl'] };
}

export function handWritten(field: HandWrittenField): ScalarField {
  const graph = new Graph();
  const scalarField: ScalarField = {
    graph,
    value: graph.constant(0),
    variables: ['x', 'y'],
    parameters: field.parameters ?? [],
  };
  modules.set(scalarField, handWrittenModule(field));
  if (field.words !== undefined) wordModules.set(scalarField, moduleInWords(field.words));
  return scalarField;
}

export function createTestEngine(device: GPUDevice): WebGpuGridEngine {
  const single = (field: ScalarField) => present(modules.get(field));
  const doubleSingle = (field: ScalarField) => present(wordModules.get(field));
  return new WebGpuGridEngine(device, 'test', { single, doubleSingle });
}

/** f = x²y, with partials 2xy and x². */
export const PRODUCT: HandWrittenField = { value: 'x * x * y', dx: '2.0 * x * y', dy: 'x * x' };
/** f = x³ + y. */
export const CUBIC: HandWrittenField = { value: 'x * x * x + y', dx: '3.0 * x * x', dy: '1.0' };
/** f = √x: a hole for x < 0, no gradient at 0. */
export const ROOT: HandWrittenField = {
  value: 'sqrt(max(x, 0.0))',
  dx: '0.5 / sqrt(max(x, 1e-30))',
  dy: '0.0',
  hole: 'x < 0.0',
  kink: 'x == 0.0',
};

export const GRID_3X3: Grid = { nx: 3, ny: 3, x: [-1, 1], y: [0, 2] };

export function requestOf(
  field: ScalarField,
  grid: Grid = GRID_3X3,
  rest: Partial<GridRequest> = {},
): GridRequest {
  const derivative = { method: 'exact', step: 1 } as const;
  return { target: 'surface', field, parameters: [], grid, derivative, ...rest };
}

export function by(method: DerivativeMethod, step: number): Pick<GridRequest, 'derivative'> {
  return { derivative: { method, step } };
}

export function textureOf(texels: Texels | undefined): GPUTexture {
  if (texels?.kind !== 'texture') throw new Error('expected a texture');
  return texels.texture;
}

/** The answer, which must be there. */
export function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('expected a value');
  return value;
}
