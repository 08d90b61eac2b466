/**
 * The GPU's side of the engines' contract: from a request to passes submitted, and from a few bytes read back
 * to an answer. Samples stay on the GPU. The code that describes a field comes from outside, as `emit`.
 *
 * Everything on the GPU is f32: coordinates, parameters, data and h are rounded to it once, from f64.
 */
import type { WgslModule } from '../../expression/emitWgsl';
import type { WgslRows } from '../../expression/wgslRows';
import type { DataTable } from '../../fields/dataTable';
import { EngineError } from '../../fields/engineError';
import type { Grid } from '../../fields/grid';
import {
  type ContinuedSample,
  type DerivativeMethod,
  differenceSteps,
  type GridAnswer,
  type GridEngine,
  type GridRequest,
  type GridSummary,
  type Texels,
  VALIDITY,
} from '../../fields/gridRequest';
import { estimateOperations } from './dispatchTiles';
import { type EmitField, FieldModules } from './fieldModules';
import {
  createGridLayouts,
  DIFFERENCE_BYTES,
  type GridLayouts,
  type PassName,
  SUMMARY_BYTES,
} from './layouts';
import { PassDispatcher, type PlannedPass } from './passDispatcher';
import { PipelineCache } from './pipelineCache';
import type { DeviceChoices } from './probe/deviceChoices';
import { readTexels } from './readTexels';
import { checkRequest } from './requestLimits';
import { checkData } from './rowStorage';
import { assembleShader } from './shaderLibrary';
import { submitCommands } from './submitCommands';
import { decodeDifferences, decodeSummary } from './summaryDecoding';
import { TargetStorage, type TargetTextures } from './targetStorage';

/** The pass that a method takes; a field over data takes gridMeans. */
const FIELD_PASSES = {
  exact: 'gridExact',
  forward: 'gridDifference',
  central: 'gridDifference',
  fivePoint: 'gridDifference',
  doubleSingle: 'gridDoubleSingle',
} as const satisfies Readonly<Record<DerivativeMethod, PassName>>;

/** Stencil points on an axis: gridDifference.wgsl has them from here. */
const STENCIL_POINTS: Readonly<Record<DerivativeMethod, number>> = {
  exact: 0,
  forward: 1,
  central: 2,
  fivePoint: 4,
  doubleSingle: 2,
};

/** Reading and comparing a texel. */
const REDUCE_OPERATIONS = 8;

/** Operations that fail because the device is gone may tell so before the device does. */
const LOSS_NOTICE_MILLISECONDS = 100;

/**
 * The requests of one target, numbered from 1 in order of arrival. A request that has not begun to write
 * gives way to any newer one; once it writes, only to one that begins to write as well. So where a newer
 * request fails to compile, the one before it still answers.
 */
interface Target {
  readonly storage: TargetStorage;
  requests: number;
  readonly pending: Set<number>;
  /** The last request that began to write. */
  writer: number;
}

interface Pipelines {
  readonly field: GPUComputePipeline;
  readonly reduce: GPUComputePipeline;
}

export class WebGpuGridEngine implements GridEngine {
  readonly name = 'webgpu';
  readonly description: string;
  readonly #device: GPUDevice;
  readonly #layouts: GridLayouts;
  readonly #pipelines: PipelineCache;
  readonly #modules: FieldModules;
  readonly #targets = new Map<string, Target>();
  readonly #dispatcher: PassDispatcher;
  #lost: string | undefined;
  #disposed = false;

  constructor(device: GPUDevice, description: string, emit: EmitField, software = false) {
    this.description = description;
    this.#device = device;
    this.#modules = new FieldModules(emit, software ? 'software' : 'hardware');
    this.#layouts = createGridLayouts(device);
    this.#pipelines = new PipelineCache(device);
    this.#dispatcher = new PassDispatcher(device);
    device.lost.then(({ message, reason }) => {
      this.#lost = message || reason;
    });
  }

  /**
   * Textures of the answer stay valid until the second answer after it for the same target. They are written
   * in place where the size stays the same, so they show a newer field as soon as a newer request is being
   * computed.
   */
  async grid(request: GridRequest): Promise<GridAnswer | null> {
    this.#checkUsable();
    checkRequest(request, this.#device.limits);
    const target = this.#target(request.target);
    const turn = ++target.requests;
    target.pending.add(turn);
    try {
      return await this.#answer(request, target, turn);
    } catch (error) {
      // A disposed engine has destroyed what this request was waiting for.
      if (this.#disposed) return null;
      throw await this.#explain(error);
    } finally {
      target.pending.delete(turn);
    }
  }

  async read(texels: Texels, grid: Grid, components: 1 | 4): Promise<Float32Array<ArrayBuffer>> {
    this.#checkUsable();
    if (texels.kind === 'memory') return texels.data.slice();
    try {
      return await readTexels(this.#device, texels.texture, grid, components);
    } catch (error) {
      throw await this.#explain(error);
    }
  }

  amend(texels: Texels, { nx }: Grid, samples: readonly ContinuedSample[]): void {
    this.#checkUsable();
    if (texels.kind === 'memory') throw new EngineError('amend', 'these texels belong to another engine');
    for (const { sample, values } of samples) {
      const origin = [sample % nx, Math.floor(sample / nx)];
      const texel = Float32Array.of(...values, VALIDITY.gradient);
      this.#device.queue.writeTexture({ texture: texels.texture, origin }, texel, {}, [1, 1]);
    }
  }

  /** Takes the functions that were chosen for the device, from the next request on. */
  adopt(choices: DeviceChoices): void {
    this.#modules.adopt(choices);
  }

  /** Destroys all buffers and textures, those of earlier answers included. The device stays. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const target of this.#targets.values()) {
      target.writer = Number.POSITIVE_INFINITY;
      target.storage.dispose();
    }
    this.#targets.clear();
    this.#pipelines.clear();
  }

  async #answer(request: GridRequest, target: Target, turn: number): Promise<GridAnswer | null> {
    const { grid, derivative, parameters } = request;
    const module = this.#modules.of(request);
    const data = module.rows && dataOf(request, module.rows, this.#device.limits);
    const fieldPass = module.rows ? 'gridMeans' : FIELD_PASSES[derivative.method];
    const pipelines = await this.#compile(module, fieldPass, derivative.method);
    if (isSuperseded(target, turn)) return null;
    const { storage } = target;
    const textures = await storage.allocate(grid, derivative.method !== 'exact');
    if (isSuperseded(target, turn)) {
      storage.abandon(textures);
      return null;
    }
    target.writer = turn;
    storage.install(textures, grid, differenceSteps(derivative, grid), parameters, data?.rows);
    const summary = await this.#compute(
      target,
      turn,
      grid,
      planPasses(storage, module, fieldPass, derivative.method, pipelines, data),
    );
    if (summary === null) return null;
    storage.markAnswered(textures);
    return answerOf(request, textures, summary);
  }

  #target(name: string): Target {
    const known = this.#targets.get(name);
    if (known) return known;
    const storage = new TargetStorage(this.#device, this.#layouts, name);
    const target: Target = { storage, requests: 0, pending: new Set(), writer: 0 };
    this.#targets.set(name, target);
    return target;
  }

  async #compile(
    { code, libraries }: WgslModule,
    pass: PassName,
    method: DerivativeMethod,
  ): Promise<Pipelines> {
    const layouts = this.#layouts.pipelines;
    const [field, reduce] = await Promise.all([
      this.#pipelines.pipeline({
        pass,
        shader: assembleShader(`${pass}.wgsl`, code, libraries),
        layout: layouts[pass],
        ...(pass === 'gridDifference' && { constants: { STENCIL_POINTS: STENCIL_POINTS[method] } }),
      }),
      this.#pipelines.pipeline({
        pass: 'reduce',
        shader: assembleShader('reduce.wgsl', '', []),
        layout: layouts.reduce,
      }),
    ]);
    return { field, reduce };
  }

  /**
   * Submits the passes, then reads what they counted. Null where a newer request began to write meanwhile.
   */
  async #compute(
    target: Target,
    turn: number,
    grid: Grid,
    passes: readonly PlannedPass[],
  ): Promise<GridSummary | null> {
    const { storage } = target;
    const counted = storage.bindGroups.difference !== undefined;
    submitCommands(this.#device, 'clear counts', (encoder) => {
      encoder.clearBuffer(storage.summary);
      if (counted) encoder.clearBuffer(storage.counts);
    });
    const isWriter = () => target.writer === turn;
    if (!(await this.#dispatcher.run(passes, grid, storage, isWriter))) return null;
    const readback = this.#device.createBuffer({
      label: 'counts readback',
      size: SUMMARY_BYTES + (counted ? DIFFERENCE_BYTES : 0),
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    try {
      submitCommands(this.#device, 'read counts', (encoder) => {
        encoder.copyBufferToBuffer(storage.summary, 0, readback, 0, SUMMARY_BYTES);
        if (counted) encoder.copyBufferToBuffer(storage.counts, 0, readback, SUMMARY_BYTES, DIFFERENCE_BYTES);
      });
      await readback.mapAsync(GPUMapMode.READ);
      if (!isWriter()) return null;
      const words = new Uint32Array(readback.getMappedRange());
      const summary = decodeSummary(words, grid.nx * grid.ny);
      if (!counted) return summary;
      return { ...summary, difference: decodeDifferences(words.subarray(SUMMARY_BYTES / 4)) };
    } finally {
      readback.destroy();
    }
  }

  #checkUsable(): void {
    if (this.#disposed) throw new EngineError('engine', 'the WebGPU engine has been disposed of');
    if (this.#lost !== undefined) throw new EngineError('device', `the GPU device is lost: ${this.#lost}`);
  }

  async #explain(error: unknown): Promise<EngineError> {
    if (error instanceof EngineError && this.#lost === undefined) return error;
    const notice = new Promise((resolve) => setTimeout(resolve, LOSS_NOTICE_MILLISECONDS));
    await Promise.race([this.#device.lost, notice]);
    if (this.#lost !== undefined) return new EngineError('device', `the GPU device is lost: ${this.#lost}`);
    const explained = new EngineError('engine', error instanceof Error ? error.message : String(error));
    explained.cause = error;
    return explained;
  }
}

function isSuperseded(target: Target, turn: number): boolean {
  return target.writer > turn || [...target.pending].some((other) => other > turn);
}

function planPasses(
  storage: TargetStorage,
  module: WgslModule,
  fieldPass: PassName,
  method: DerivativeMethod,
  pipelines: Pipelines,
  data: DataTable | undefined,
): readonly PlannedPass[] {
  const { field, difference, reduce } = storage.bindGroups;
  const evaluations = 1 + 2 * STENCIL_POINTS[method];
  const beside = data && module.rows ? storage.rows.bindGroup(data, module.rows) : difference;
  return [
    {
      pass: fieldPass,
      pipeline: pipelines.field,
      bindGroups: beside ? [field, beside] : [field],
      operationsPerSample: evaluations * estimateOperations(module),
      operationsPerRow: module.rows ? estimateOperations({ code: module.rows.loop }) : 0,
      dataRows: data?.rows ?? 0,
    },
    {
      pass: 'reduce',
      pipeline: pipelines.reduce,
      bindGroups: [reduce],
      operationsPerSample: REDUCE_OPERATIONS,
      operationsPerRow: 0,
      dataRows: 0,
    },
  ];
}

/** The data that a field's means are over. Throws EngineError where this device cannot take it. */
function dataOf({ field }: GridRequest, rows: WgslRows, limits: GPUSupportedLimits): DataTable {
  if (!field.data) throw new EngineError('data', 'the field takes means over data, and has none');
  checkData(field.data, rows, limits);
  return field.data;
}

function answerOf(request: GridRequest, textures: TargetTextures, summary: GridSummary): GridAnswer {
  const { target, grid } = request;
  const texels: Texels = { kind: 'texture', texture: textures.texels };
  if (!textures.difference) return { target, grid, texels, summary };
  return { target, grid, texels, difference: { kind: 'texture', texture: textures.difference }, summary };
}
