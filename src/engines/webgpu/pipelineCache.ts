/**
 * Compiles passes into compute pipelines, and keeps the last few, so that going back to a function costs
 * nothing. Nothing that is in use is ever touched: an old pipeline stays until its replacement is ready.
 */
import { EngineError } from '../../fields/engineError';
import { type AssembledShader, placeInShader } from './shaderLibrary';

/** A person goes back and forth between a handful of functions, with at most four methods each. */
const CACHED_PIPELINES = 16;

export interface PipelineRequest {
  /** The entry point. */
  readonly pass: string;
  readonly shader: AssembledShader;
  readonly layout: GPUPipelineLayout;
  /** Values of the pass's `override` declarations. */
  readonly constants?: Readonly<Record<string, number>>;
}

export class PipelineCache {
  readonly #device: GPUDevice;
  /** In order of use, the least recent first. */
  readonly #pipelines = new Map<string, Promise<GPUComputePipeline>>();

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  get size(): number {
    return this.#pipelines.size;
  }

  /** Throws EngineError with the pass and the compiler's messages. A failed pipeline is not kept. */
  pipeline(request: PipelineRequest): Promise<GPUComputePipeline> {
    const key = `${request.pass} ${JSON.stringify(request.constants ?? {})}\n${request.shader.code}`;
    const known = this.#pipelines.get(key);
    const pipeline = known ?? compilePipeline(this.#device, request);
    this.#pipelines.delete(key);
    this.#pipelines.set(key, pipeline);
    if (known === undefined) {
      pipeline.catch(() => this.#pipelines.get(key) === pipeline && this.#pipelines.delete(key));
      const [oldest] = this.#pipelines.keys();
      if (this.#pipelines.size > CACHED_PIPELINES && oldest !== undefined) this.#pipelines.delete(oldest);
    }
    return pipeline;
  }

  clear(): void {
    this.#pipelines.clear();
  }
}

/** Throws EngineError with the pass and the compiler's messages. */
export async function compilePipeline(
  device: GPUDevice,
  { pass, shader, layout, constants = {} }: PipelineRequest,
): Promise<GPUComputePipeline> {
  // Error scopes are a stack of the device: popped before anything is awaited, they cannot mix with other
  // requests'.
  device.pushErrorScope('validation');
  const module = device.createShaderModule({ label: pass, code: shader.code });
  const scope = device.popErrorScope();
  const [error, info] = await Promise.all([scope, module.getCompilationInfo()]);
  const messages = info.messages
    .filter(({ type }) => type === 'error')
    .map(({ lineNum, linePos, message }) => `${placeInShader(shader, lineNum)}:${linePos} ${message}`);
  if (messages.length > 0) throw new EngineError(pass, messages.join('\n'));
  if (error) throw new EngineError(pass, error.message);
  try {
    return await device.createComputePipelineAsync({
      label: pass,
      layout,
      compute: { module, entryPoint: pass, constants: { ...constants } },
    });
  } catch (reason) {
    throw new EngineError(pass, reason instanceof Error ? reason.message : String(reason));
  }
}
