/**
 * Fields over data in WGSL: what is the same in every row, a loop over rows, and what is made of the means. A dispatch takes
 * as many rows as it has time for, so the sums come from the dispatch before and go on to the next.
 */
import { need } from './functions';
import { type NodeId, operandsOf } from './graph';
import type { RowStage } from './rowStages';
import type { WgslArithmetic } from './wgslArithmetic';
import { FunctionEmitter, type WgslSource } from './wgslFunction';

/** What the loop over rows asks of whoever runs it. */
export interface WgslRows {
  /** The columns that it reads, in the order in which `column(index, row)` numbers them. */
  readonly columns: readonly string[];
  /** How many sums it keeps for a sample. */
  readonly means: number;
  /** The code of one row. */
  readonly loop: string;
}

/**
 * Rows whose terms are added plainly before the block goes into a compensated sum. Terms and their sum are f32 (unit
 * u = 2^-24), the compensated sum is double-single: so that a mean of n terms t is off by at most (15 + 1 + 2^-20) u mean|t|,
 * whatever n is, beside what the terms themselves are off by. Dispatches begin at whole blocks, so that no result depends
 * on how rows were divided.
 */
export const ROWS_A_BLOCK = 16;

/**
 * Emits `fieldOverRows(x, y, rows, sums) -> FieldGradient`, which adds the rows from rows.x to before rows.y to `sums`; what
 * it returns means something once these were the last. The code calls `column(index: u32, row: u32) -> f32` beside what
 * emitWgsl's code calls, and the functions of rowSums.wgsl. Throws RangeError where means are made of other means.
 */
export function emitRows(
  source: WgslSource,
  roots: readonly [NodeId, NodeId, NodeId],
  stages: readonly RowStage[],
  arithmetic: WgslArithmetic,
): { readonly code: string; readonly rows: WgslRows } {
  const [inRows, last, ...more] = stages.map(({ uniform }) => uniform);
  if (more.length > 0) throw new RangeError('means made of other means are left to the CPU engine');
  const { graph } = source;
  const { rowwise, means } = need(stages[0]);
  const columns = rowwise.flatMap((id) => {
    const node = graph.node(id);
    return node.kind === 'column' ? [node.name] : [];
  });
  const emitter = new FunctionEmitter(source, arithmetic, columns);
  const before = emitter.body(need(inRows));
  const loop = emitter.body(rowwise);
  const terms = means.map((mean) => emitter.result(need(operandsOf(graph.node(mean))[0])));
  means.forEach((mean, k) => {
    emitter.give(mean, `mean${k}`, `meanFaults${k}`);
  });
  const after = emitter.body(need(last));
  const each = (line: (k: number) => string) => means.map((_, k) => line(k)).join('\n');
  const code = `const MEANS = ${means.length}u;
fn fieldOverRows(x: f32, y: f32, rows: vec2u, sums: ptr<function, array<RowSum, MEANS>>) -> FieldGradient {
${before}
${each((k) => `  var total${k} = (*sums)[${k}].total;\n  var rowFaults${k} = (*sums)[${k}].faults;`)}
  for (var block = rows.x; block < rows.y; block += ${ROWS_A_BLOCK}u) {
    let blockEnd = min(block + ${ROWS_A_BLOCK}u, rows.y);
${each((k) => `    var block${k} = 0.0;`)}
    for (var row = block; row < blockEnd; row++) {
${loop}
${each((k) => `      block${k} += ${need(terms[k]).value};\n      rowFaults${k} |= ${need(terms[k]).faults};`)}
    }
${each((k) => `    total${k} = addBlock(total${k}, block${k});`)}
  }
${each((k) => `  (*sums)[${k}] = RowSum(total${k}, rowFaults${k});`)}
${each((k) => `  let quotient${k} = meanOf(total${k});\n  let meanFaults${k} = rowFaults${k} | notFiniteFault(quotient${k});\n  let mean${k} = select(0.0, quotient${k}, meanFaults${k} == 0u);`)}
${after}
${emitter.gradientOf(roots)}
}
`;
  return { code, rows: { columns, means: means.length, loop } };
}
