/**
 * What a row program takes from a table: columns, and what columns and held inputs alone decide, computed once. Rows may be chosen
 * from it.
 */
import { columnNamed, type DataTable } from '../../fields/dataTable';
import { runnerOf } from './kernels';
import { isKernelOperation, type RowOperation, type RowProgram, readTabular } from './rowProgram';

/** Numbers of a register in every row, in the order of `readTabular`. */
export interface RowTable {
  readonly rows: number;
  readonly values: readonly Float64Array[];
}

export const NO_ROWS: RowTable = { rows: 0, values: [] };

/** With held inputs as in `inputs`. Throws RangeError where `data` lacks a column that `program` reads. */
export function rowTable(program: RowProgram, data: DataTable, inputs: Float64Array = NO_INPUTS): RowTable {
  const { rows } = data;
  const registers: Float64Array[] = [];
  const prepare = (k: number): Float64Array => {
    const operation = program.operations[k];
    registers[k] ??= new Float64Array(rows).fill(fillingOf(operation, inputs));
    return registers[k];
  };
  for (const k of [...program.held, ...program.tabular]) {
    const operation = program.operations[k];
    if (operation?.kind === 'column') registers[k] = columnNamed(data, operation.name).values;
    else if (operation && isKernelOperation(operation)) {
      for (const register of [k, ...operation.operands]) prepare(register);
      runnerOf(operation, k)(registers, rows);
    }
  }
  return { rows, values: readTabular(program).map(prepare) };
}

const NO_INPUTS = new Float64Array(0);

function fillingOf(operation: RowOperation | undefined, inputs: Float64Array): number {
  if (operation?.kind === 'constant') return operation.value;
  return operation?.kind === 'input' ? (inputs[operation.index] ?? Number.NaN) : Number.NaN;
}

/** The table with only the rows whose numbers are `rows`, in that order. Throws RangeError for a row it lacks. */
export function chosenRows({ rows: count, values }: RowTable, rows: Uint32Array): RowTable {
  const beyond = rows.find((row) => row >= count);
  if (beyond !== undefined) throw new RangeError(`there is no row ${beyond} in a table of ${count}`);
  return {
    rows: rows.length,
    values: values.map((column) => Float64Array.from(rows, (row) => column[row] ?? Number.NaN)),
  };
}
