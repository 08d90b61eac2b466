/**
 * The pass of shaders/probe.wgsl: from forms and operands to the results of this device. A piece of work is small enough
 * that no frame waits for it.
 */
import { compilePipeline } from '../pipelineCache';
import { assembleShader, SHADER_SOURCES, type ShaderSources } from '../shaderLibrary';
import { submitCommands } from '../submitCommands';
import type { OperandPair } from './operandSampling';

/** Pairs of operands a dispatch takes: a millisecond or two on a GPU imitated by one core, and some more to compare. */
const PIECE = 2 ** 13;
const MOST_FORMS = 8;
const WORKGROUP_SIZE = 64;

const BINDINGS = { request: 0, operands: 1, results: 2 } as const;
/** struct ProbeRequest, padded as uniforms are. */
const REQUEST_BYTES = 16;
const PAIR_BYTES = 8;
const RESULT_BYTES = 4;

/** WGSL expressions of x and y, at most MOST_FORMS, and the files of the shader library that they call into. */
export interface ProbedForms {
  readonly expressions: readonly string[];
  readonly libraries: readonly string[];
}

/** Results of one piece: for each form, one for each of `pairs`, whose x and y come in turn. */
export type TakePiece = (results: readonly Float32Array[], pairs: Float32Array) => void;

export class ProbePass {
  readonly #device: GPUDevice;
  readonly #layout: GPUPipelineLayout;
  readonly #bindGroup: GPUBindGroup;
  readonly #buffers: Readonly<Record<'request' | 'operands' | 'results' | 'readback', GPUBuffer>>;

  constructor(
    device: GPUDevice,
    private readonly sources: ShaderSources = SHADER_SOURCES,
  ) {
    this.#device = device;
    const buffer = (label: string, size: number, usage: number) =>
      device.createBuffer({ label: `probe ${label}`, size, usage });
    const { UNIFORM, STORAGE, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
    const resultBytes = PIECE * MOST_FORMS * RESULT_BYTES;
    this.#buffers = {
      request: buffer('request', REQUEST_BYTES, UNIFORM | COPY_DST),
      operands: buffer('operands', PIECE * PAIR_BYTES, STORAGE | COPY_DST),
      results: buffer('results', resultBytes, STORAGE | COPY_SRC),
      readback: buffer('readback', resultBytes, MAP_READ | COPY_DST),
    };
    const visibility = GPUShaderStage.COMPUTE;
    const bindings = device.createBindGroupLayout({
      label: 'probe',
      entries: [
        { binding: BINDINGS.request, visibility, buffer: { type: 'uniform' } },
        { binding: BINDINGS.operands, visibility, buffer: { type: 'read-only-storage' } },
        { binding: BINDINGS.results, visibility, buffer: { type: 'storage' } },
      ],
    });
    this.#layout = device.createPipelineLayout({ label: 'probe', bindGroupLayouts: [bindings] });
    this.#bindGroup = device.createBindGroup({
      label: 'probe',
      layout: bindings,
      entries: [
        { binding: BINDINGS.request, resource: { buffer: this.#buffers.request } },
        { binding: BINDINGS.operands, resource: { buffer: this.#buffers.operands } },
        { binding: BINDINGS.results, resource: { buffer: this.#buffers.results } },
      ],
    });
  }

  /**
   * Evaluates all forms at all pairs, a piece at a time. Throws EngineError where the device's compiler refuses the code;
   * rejects where the device is lost.
   */
  async run(forms: ProbedForms, pairs: Iterable<OperandPair>, take: TakePiece): Promise<void> {
    const pipeline = await compilePipeline(this.#device, {
      pass: 'probe',
      shader: assembleShader('probe.wgsl', evaluateForm(forms.expressions), forms.libraries, this.sources),
      layout: this.#layout,
    });
    for (const piece of piecesOf(pairs)) {
      take(await this.#evaluate(pipeline, piece, forms.expressions.length), piece);
    }
  }

  dispose(): void {
    for (const buffer of Object.values(this.#buffers)) buffer.destroy();
  }

  async #evaluate(
    pipeline: GPUComputePipeline,
    pairs: Float32Array<ArrayBuffer>,
    forms: number,
  ): Promise<readonly Float32Array[]> {
    const { request, operands, results, readback } = this.#buffers;
    const { queue } = this.#device;
    const count = pairs.length / 2;
    const bytes = count * forms * RESULT_BYTES;
    queue.writeBuffer(request, 0, Uint32Array.of(count, 0));
    queue.writeBuffer(operands, 0, pairs);
    submitCommands(this.#device, 'probe', (encoder) => {
      const pass = encoder.beginComputePass({ label: 'probe' });
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, this.#bindGroup);
      pass.dispatchWorkgroups(Math.ceil(count / WORKGROUP_SIZE), forms);
      pass.end();
      encoder.copyBufferToBuffer(results, 0, readback, 0, bytes);
    });
    await readback.mapAsync(GPUMapMode.READ, 0, bytes);
    const values = new Float32Array(readback.getMappedRange(0, bytes).slice(0));
    readback.unmap();
    return Array.from({ length: forms }, (_, form) => values.subarray(form * count, (form + 1) * count));
  }
}

/** Each is good until the next. */
function* piecesOf(pairs: Iterable<OperandPair>): Generator<Float32Array<ArrayBuffer>> {
  const piece = new Float32Array(2 * PIECE);
  let length = 0;
  for (const [x, y] of pairs) {
    piece[length++] = x;
    piece[length++] = y;
    if (length < piece.length) continue;
    yield piece;
    length = 0;
  }
  if (length > 0) yield piece.subarray(0, length);
}

function evaluateForm(expressions: readonly string[]): string {
  const cases = expressions.map((expression, form) => `    case ${form}u: { return ${expression}; }`);
  return `fn evaluateForm(form: u32, x: f32, y: f32) -> f32 {
  switch form {
${cases.join('\n')}
    default: { return 0.0; }
  }
}`;
}
