/** A network with its numbers as the drawing shows it: what stands on its units and edges, and what each says when it is pointed at. */
import type { NetworkDrawing, UnitMark } from '../../charts/network/networkDrawing';
import { columnNamed } from '../../fields/dataTable';
import { formatNumber } from '../../ui/format';
import type { NetworkScene } from './landscape';
import type { LayerNumbers } from './samplePass';

const SHORT_DIGITS = 3;
const DIGITS = 5;
/** Above this many units a layer, numbers would lie on one another: they are said where a unit is pointed at. */
const MOST_LABELLED = 6;

const short = (value: number): string => formatNumber(value, SHORT_DIGITS);
const full = (value: number): string => formatNumber(value, DIGITS);

/** `row` is the row that the numbers are of; null while none is chosen. */
export function networkDrawing(
  { model, data }: NetworkScene,
  layers: readonly LayerNumbers[],
  row: number | null,
): NetworkDrawing {
  const { features, target } = data.columns;
  const inRow = (name: string): number | null =>
    row === null ? null : (columnNamed(data.table, name).values[row] ?? Number.NaN);
  const unscaled = (name: string): string =>
    row === null || !data.standards.has(name)
      ? ''
      : `, standardised from ${full(columnNamed(data.raw, name).values[row] ?? Number.NaN)}`;
  const inputs = features.map((name): UnitMark => {
    const value = inRow(name);
    return {
      name,
      lines: value === null ? [] : [short(value)],
      bias: null,
      detail: value === null ? `input ${name}` : `input ${name} = ${full(value)}${unscaled(name)}`,
    };
  });
  const labelled = Math.max(...model.widths) <= MOST_LABELLED;
  const units = layers.map((layer, index) =>
    layer.biases.map((bias, unit): UnitMark => {
      const isLast = index === layers.length - 1;
      const name = isLast ? (layer.biases.length === 1 ? 'ŷ' : `p${unit}`) : '';
      return {
        name,
        lines: labelled ? linesOf(layer, unit) : [],
        bias,
        detail: unitDetail(layer, unit, index, isLast ? inRow(target) : null),
      };
    }),
  );
  const edges = layers.flatMap((layer, index) =>
    layer.weights.flatMap((row_, unit) =>
      row_.map((weight, input) => ({
        layer: index,
        from: input,
        to: unit,
        weight,
        detail: edgeDetail(layer, index, unit, input, weight),
      })),
    ),
  );
  return {
    columns: [inputs, ...units],
    edges,
    description: `Network ${model.widths.join('-')}${row === null ? '' : `, with the numbers of row ${row + 1}`}`,
  };
}

function linesOf({ row }: LayerNumbers, unit: number): readonly string[] {
  if (row === null) return [];
  const at = (values: readonly number[]) => short(values[unit] ?? Number.NaN);
  return [`z ${at(row.sums)}`, `a ${at(row.outputs)}`, `δ ${at(row.deltas)}`];
}

function unitDetail(layer: LayerNumbers, unit: number, index: number, target: number | null): string {
  const at = (values: readonly number[]) => full(values[unit] ?? Number.NaN);
  const name = `layer ${index + 1}, unit ${unit + 1}: b = ${at(layer.biases)}, db = ${at(layer.biasGradients)}`;
  if (layer.row === null) return name;
  const { sums, outputs, deltas } = layer.row;
  const wanted = target === null ? '' : `, wanted ${full(target)}`;
  return `${name}; of this row z = ${at(sums)}, a = ${at(outputs)}${wanted}, δ = ${at(deltas)}`;
}

function edgeDetail(layer: LayerNumbers, index: number, unit: number, input: number, weight: number): string {
  const at = (matrix: readonly (readonly number[])[]) => full(matrix[unit]?.[input] ?? Number.NaN);
  const name = `W${index + 1}[${unit + 1}, ${input + 1}] = ${full(weight)}, dW over all rows = ${at(layer.weightGradients)}`;
  return layer.row === null ? name : `${name}, of this row δ·a = ${at(layer.row.weightGradients)}`;
}
