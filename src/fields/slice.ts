/** Planes through a field over R^n: fields of two coordinates, made by substitution in the graph. It knows no directions. */
import { Builder, substitute } from '../expression';
import type { ScalarField } from './scalarField';

/** A plane origin + s·u + t·v; each array has one number a variable of the field, in its order. */
export interface Plane {
  readonly origin: ArrayLike<number>;
  readonly u: ArrayLike<number>;
  readonly v: ArrayLike<number>;
}

export interface PlaneField extends ScalarField {
  readonly variables: readonly [s: string, t: string];
  /** Values of the field's parameters for a plane, where those of the sliced field are `held`: moving it compiles nothing. */
  parameterValues(plane: Plane, held: readonly number[]): number[];
}

/** What a coordinate's origin and directions are called among the parameters, before its name. */
const ORIGIN = 'o_';
const FIRST = 'u_';
const SECOND = 'v_';

/** Names of the parameters that hold a plane through `variables`: origin, u, v. */
export function planeParameters(variables: readonly string[]): readonly string[] {
  return [ORIGIN, FIRST, SECOND].flatMap((prefix) => variables.map((name) => prefix + name));
}

/**
 * `field` over s and t, with θᵢ = oᵢ + s·uᵢ + t·vᵢ: origin and directions are parameters, after those the field has. `axes` name s
 * and t. Throws RangeError where a parameter of the field has one of the new names.
 */
export function planeOf(field: ScalarField, axes: readonly [string, string] = ['s', 't']): PlaneField {
  const { variables, parameters } = field;
  const added = planeParameters(variables);
  const taken = [...axes, ...added].find((name) => parameters.includes(name));
  if (taken !== undefined) throw new RangeError(`the field has a parameter ${taken} of its own`);
  const b = new Builder();
  const [s, t] = [b.variable(axes[0]), b.variable(axes[1])];
  const [value = field.value] = substitute(b, field.graph, [field.value], (leaf) => {
    if (leaf.kind !== 'variable') return undefined;
    const along = b.multiply(s, b.parameter(FIRST + leaf.name));
    const across = b.multiply(t, b.parameter(SECOND + leaf.name));
    return b.add(b.parameter(ORIGIN + leaf.name), b.add(along, across));
  });
  return {
    graph: b.graph,
    value,
    variables: axes,
    parameters: [...parameters, ...added],
    ...(field.data && { data: field.data }),
    parameterValues: ({ origin, u, v }, held) => [
      ...held,
      ...Array.from(origin),
      ...Array.from(u),
      ...Array.from(v),
    ],
  };
}
