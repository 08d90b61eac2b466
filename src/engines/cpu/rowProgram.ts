/**
 * A graph over data as a list of operations, in the stages of `rowStages`: what is the same in every row before the loop over
 * the rows, what columns alone decide apart from both, as it needs computing only once a table; for a grid, over which parameters
 * stand still, what columns and parameters decide. It runs nothing.
 */
import { type Graph, type NodeId, operandsOf, rowStages } from '../../expression';
import type { KernelOperation } from './kernels';

export type RowOperation =
  | { readonly kind: 'constant'; readonly value: number }
  /** Number `index` of what an evaluation is given: coordinates, then parameters. */
  | { readonly kind: 'input'; readonly index: number }
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'mean'; readonly operand: number }
  | KernelOperation;

export interface RowProgramStage {
  /** Numbers of operations, each in the order in which they are computed. */
  readonly uniform: readonly number[];
  /** Those that differ from row to row and depend on more than columns. */
  readonly rowwise: readonly number[];
  readonly means: readonly number[];
}

/** Plain data, so that it can be posted to a worker. Register k holds the result of operation k. */
export interface RowProgram {
  readonly operations: readonly RowOperation[];
  readonly stages: readonly RowProgramStage[];
  /** What depends on columns and on held inputs alone, columns included: computed once a table. */
  readonly tabular: readonly number[];
  /** What of held inputs is the same in every row and is needed for that, in the order in which it is computed. */
  readonly held: readonly number[];
  readonly roots: readonly number[];
  readonly inputs: number;
}

/** Whether tables are made anew for other parameters, so that evaluations find there what parameters and columns decide. */
export type Tables = 'ofColumns' | 'ofColumnsAndParameters';

/**
 * Compiles `roots` as functions of `variables` and `parameters`. Throws RangeError where a root differs from row
 * to row or depends on what is not among them.
 */
export function compileRows(
  graph: Graph,
  roots: readonly NodeId[],
  variables: readonly string[],
  parameters: readonly string[],
  tables: Tables = 'ofColumns',
): RowProgram {
  const order = graph.reachable(roots);
  const registers = new Map<NodeId, number>(order.map((id, register) => [id, register]));
  const register = (id: NodeId): number => {
    const found = registers.get(id);
    if (found === undefined) throw new RangeError(`node ${id} is not below the roots`);
    return found;
  };
  const inputs = new Map<string, number>();
  variables.forEach((name, index) => {
    inputs.set(`variable ${name}`, index);
  });
  parameters.forEach((name, index) => {
    inputs.set(`parameter ${name}`, variables.length + index);
  });
  const inputOf = (key: string): RowOperation => {
    const index = inputs.get(key);
    if (index === undefined) throw new RangeError(`the field depends on ${key}, which it does not list`);
    return { kind: 'input', index };
  };
  const operations = order.map((id): RowOperation => {
    const node = graph.node(id);
    const [first = 0, second = 0, third = 0] = operandsOf(node).map(register);
    switch (node.kind) {
      case 'constant':
      case 'column':
        return node;
      case 'variable':
      case 'parameter':
        return inputOf(`${node.kind} ${node.name}`);
      case 'mean':
        return { kind: 'mean', operand: first };
      case 'call':
        return { kind: 'call', name: node.name, operands: node.operands.map(register) };
      case 'select':
        return { kind: 'select', operands: [first, second, third] };
      default:
        return node satisfies never;
    }
  });
  const firstHeld = tables === 'ofColumns' ? Number.POSITIVE_INFINITY : variables.length;
  const { tabular, held } = tabularOperations(operations, firstHeld);
  const stages = rowStages(graph, roots).map(({ uniform, rowwise, means }) => ({
    uniform: uniform.map(register),
    rowwise: rowwise.map(register).filter((k) => !tabular.has(k)),
    means: means.map(register),
  }));
  return {
    operations,
    stages,
    tabular: [...tabular],
    held,
    roots: roots.map(register),
    inputs: variables.length + parameters.length,
  };
}

export function isKernelOperation(operation: RowOperation): operation is KernelOperation {
  return operation.kind === 'call' || operation.kind === 'select';
}

/** The registers that `operation` reads. */
function readBy(operation: RowOperation): readonly number[] {
  switch (operation.kind) {
    case 'call':
    case 'select':
      return operation.operands;
    case 'mean':
      return [operation.operand];
    case 'constant':
    case 'input':
    case 'column':
      return [];
    default:
      return operation satisfies never;
  }
}

/** How many operations one evaluation takes over `rows` rows. */
export function operationsOver({ stages }: RowProgram, rows: number): number {
  return stages.reduce(
    (sum, { uniform, rowwise, means }) => sum + uniform.length + rows * (rowwise.length + means.length),
    0,
  );
}

/** Registers of `tabular` that are read by what is not: those that loops over rows take from the table. */
export function readTabular({ operations, tabular }: RowProgram): readonly number[] {
  const known = new Set(tabular);
  const read = new Set(operations.flatMap((operation, k) => (known.has(k) ? [] : readBy(operation))));
  return tabular.filter((k) => read.has(k));
}

/** Inputs from number `firstHeld` on are held. */
function tabularOperations(
  operations: readonly RowOperation[],
  firstHeld: number,
): { readonly tabular: ReadonlySet<number>; readonly held: readonly number[] } {
  /** Whether an operation depends on nothing but columns, constants and held inputs. */
  const fixed: boolean[] = [];
  const tabular = new Set<number>();
  operations.forEach((operation, k) => {
    const operands = readBy(operation);
    const isLeaf =
      operation.kind === 'constant' ||
      operation.kind === 'column' ||
      (operation.kind === 'input' && operation.index >= firstHeld);
    fixed[k] =
      isLeaf || (operands.length > 0 && operation.kind !== 'mean' && operands.every((o) => fixed[o]));
    if (operation.kind === 'column' || (fixed[k] && operands.some((o) => tabular.has(o)))) tabular.add(k);
  });
  /** What tabular operations read of what is the same in every row, and what that reads. */
  const needed = new Set<number>();
  for (let k = operations.length - 1; k >= 0; k--) {
    const operation = operations[k];
    if (operation === undefined || !(tabular.has(k) || needed.has(k))) continue;
    for (const operand of readBy(operation)) if (!tabular.has(operand)) needed.add(operand);
  }
  const isConstant = (k: number) => operations[k]?.kind === 'constant';
  return { tabular, held: [...needed].filter((k) => !isConstant(k)).sort((a, b) => a - b) };
}
