/**
 * Binding numbers and byte layouts of the passes in shaders/: the one place besides the WGSL files that knows
 * them. Layouts are explicit, so that bind groups outlive any change of the field's code.
 */

/** Samples that one workgroup of a pass covers along each axis. */
export const WORKGROUP_SAMPLES = {
  gridExact: 8,
  gridDifference: 8,
  gridDoubleSingle: 8,
  gridMeans: 8,
  reduce: 64,
} as const;

export type PassName = keyof typeof WORKGROUP_SAMPLES;

/** Byte offsets in struct GridRequest of gridRequest.wgsl. Origin and rows change with every dispatch. */
export const REQUEST_OFFSETS = { origin: 0, rows: 8, size: 16, steps: 24, zero: 32, dataRows: 36 } as const;
export const REQUEST_BYTES = 40;

/** struct RowSum of rowSums.wgsl: two words and the faults. */
export const ROW_SUM_BYTES = 12;

/** Index of each u32 in struct GridSummary of reduce.wgsl. */
export const SUMMARY_WORDS = { minimum: 0, maximum: 1, steepest: 2, valid: 3 } as const;
export const SUMMARY_BYTES = 16;

/** struct DifferenceCounts of differenceTexel.wgsl: a u32 for the largest, then the bins. */
export const DIFFERENCE_WORDS = { largest: 0, bins: 1 } as const;
export const BIN_SHIFT = 16;
export const BIN_COUNT = 0x7f80;
export const DIFFERENCE_BYTES = 4 * (DIFFERENCE_WORDS.bins + BIN_COUNT);

export const TEXELS_FORMAT = 'rgba32float';
export const DIFFERENCE_FORMAT = 'r32float';

export const FIELD_BINDINGS = { request: 0, coordinates: 1, texels: 2, parameters: 3 } as const;
export const MEANS_BINDINGS = { columns: 0, sums: 1 } as const;
export const DIFFERENCE_BINDINGS = { difference: 0, counts: 1 } as const;
export const REDUCE_BINDINGS = { request: 0, texels: 1, summary: 2 } as const;

export interface GridLayouts {
  /** Group 0 of the passes that sample a field. */
  readonly field: GPUBindGroupLayout;
  /** Group 1 of gridDifference and gridDoubleSingle. */
  readonly difference: GPUBindGroupLayout;
  /** Group 1 of gridMeans. */
  readonly means: GPUBindGroupLayout;
  /** Group 0 of reduce. */
  readonly reduce: GPUBindGroupLayout;
  readonly pipelines: Readonly<Record<PassName, GPUPipelineLayout>>;
}

export function createGridLayouts(device: GPUDevice): GridLayouts {
  const visibility = GPUShaderStage.COMPUTE;
  const field = device.createBindGroupLayout({
    label: 'grid field',
    entries: [
      { binding: FIELD_BINDINGS.request, visibility, buffer: { type: 'uniform' } },
      { binding: FIELD_BINDINGS.coordinates, visibility, buffer: { type: 'read-only-storage' } },
      {
        binding: FIELD_BINDINGS.texels,
        visibility,
        storageTexture: { format: TEXELS_FORMAT, access: 'write-only' },
      },
      { binding: FIELD_BINDINGS.parameters, visibility, buffer: { type: 'read-only-storage' } },
    ],
  });
  const difference = device.createBindGroupLayout({
    label: 'grid difference',
    entries: [
      {
        binding: DIFFERENCE_BINDINGS.difference,
        visibility,
        storageTexture: { format: DIFFERENCE_FORMAT, access: 'write-only' },
      },
      { binding: DIFFERENCE_BINDINGS.counts, visibility, buffer: { type: 'storage' } },
    ],
  });
  const means = device.createBindGroupLayout({
    label: 'grid means',
    entries: [
      { binding: MEANS_BINDINGS.columns, visibility, buffer: { type: 'read-only-storage' } },
      { binding: MEANS_BINDINGS.sums, visibility, buffer: { type: 'storage' } },
    ],
  });
  const reduce = device.createBindGroupLayout({
    label: 'grid reduce',
    entries: [
      { binding: REDUCE_BINDINGS.request, visibility, buffer: { type: 'uniform' } },
      { binding: REDUCE_BINDINGS.texels, visibility, texture: { sampleType: 'unfilterable-float' } },
      { binding: REDUCE_BINDINGS.summary, visibility, buffer: { type: 'storage' } },
    ],
  });
  const pipelineLayout = (label: PassName, bindGroupLayouts: readonly GPUBindGroupLayout[]) =>
    device.createPipelineLayout({ label, bindGroupLayouts: [...bindGroupLayouts] });
  return {
    field,
    difference,
    means,
    reduce,
    pipelines: {
      gridExact: pipelineLayout('gridExact', [field]),
      gridDifference: pipelineLayout('gridDifference', [field, difference]),
      gridDoubleSingle: pipelineLayout('gridDoubleSingle', [field, difference]),
      gridMeans: pipelineLayout('gridMeans', [field, means]),
      reduce: pipelineLayout('reduce', [reduce]),
    },
  };
}
