/**
 * The WGSL of fields, emitted once for every set of choices that their code leaves to the domain: functions whose
 * operands stay small there take their cheaper code, and nodes whose rounding would show are carried as pairs. The device
 * leaves choices too: which functions are its own, and whether pairs can be trusted. It knows which choice holds, not what the
 * code looks like.
 */
import { type NodeId, type Pairs, primitiveNamed, SMALL_OPERAND, type WgslForms } from '../../expression';
import type { WgslModule } from '../../expression/emitWgsl';
import type { SmallNodes } from '../../expression/wgslArithmetic';
import { EngineError } from '../../fields/engineError';
import { type GridRequest, isStepped } from '../../fields/gridRequest';
import { weightCount } from '../../fields/layeredLoss';
import type { ScalarField } from '../../fields/scalarField';
import { IntervalEvaluation } from '../cpu/interval';
import { FieldPairs } from './fieldPairs';
import { type DeviceChoices, UNMEASURED_CHOICES } from './probe/deviceChoices';

export interface EmitField {
  /** The field and its exact gradient in f32. */
  readonly single: (field: ScalarField, isSmall: SmallNodes, forms: WgslForms, pairs: Pairs) => WgslModule;
  /** The field in double-single, to stand beside the other. */
  readonly doubleSingle: (field: ScalarField) => WgslModule;
}

/**
 * Bounds are of the real numbers, and operands are computed in f32, which errs by more than the rest of the range only
 * where it has no digit left.
 */
const LARGEST_BOUND = SMALL_OPERAND / 2;
/**
 * A loop over rows of more lines is left to the CPU engine. A GPU imitated in software compiles a plane through a network of
 * 37 weights (294 lines) in 4 seconds of one core, of 105 (866 lines) in 12, of 337 (2,874 lines) in 59. No hardware GPU has
 * been measured: their compilers may take as long as networks of some 400 weights need.
 */
const MOST_LOOP_LINES = { software: 1000, hardware: 3500 } as const;
/** The widest stencil of finite differences looks this many steps beyond the grid. */
const STENCIL_STEPS = 2;

interface FieldEntry {
  /** Operands of the functions that have cheaper code, each once. */
  readonly candidates: readonly NodeId[];
  readonly pairs: FieldPairs;
  /** By the candidates that are small and the nodes that are pairs, joined. */
  readonly modules: Map<string, WgslModule>;
}

const NO_PAIRS: Pairs = new Map();

export class FieldModules {
  #fields = new WeakMap<ScalarField, FieldEntry>();
  #choices = UNMEASURED_CHOICES;

  /** `compiler` says whose patience long fields try. */
  constructor(
    private readonly emit: EmitField,
    private readonly compiler: keyof typeof MOST_LOOP_LINES = 'hardware',
  ) {}

  /** Fields are emitted anew with these choices when they are next asked for. */
  adopt(choices: DeviceChoices): void {
    this.#choices = choices;
    this.#fields = new WeakMap();
  }

  /**
   * Moving a slider asks for the same field again: it is emitted anew only where a choice flips. Throws EngineError
   * where the field or the method needs what this device has no exact form of.
   */
  of(request: GridRequest): WgslModule {
    const { field } = request;
    if (field.data !== undefined && request.derivative.method !== 'exact')
      throw new EngineError('request', 'differences of fields over data are left to the CPU engine');
    const mostLines = MOST_LOOP_LINES[this.compiler];
    if (field.plane) refuseWide(weightCount(field.plane.loss), mostLines);
    const entry = this.#fields.get(field) ?? newEntry(field);
    this.#fields.set(field, entry);
    const small = smallAmong(entry.candidates, request);
    const pairs = this.#mayHavePairs(request) ? entry.pairs.over(request) : NO_PAIRS;
    const key = [[...small].join(), [...pairs].sort(([a], [b]) => a - b).join()].join(';');
    const module = entry.modules.get(key) ?? this.#emitSingle(field, (id) => small.has(id), pairs);
    entry.modules.set(key, module);
    refuseFailed(module, this.#choices);
    refuseLong(module, mostLines);
    return request.derivative.method === 'doubleSingle' ? this.#withWords(field, module) : module;
  }

  /** What f32 makes of the textbook's formulas is what those methods are there to show, so f has to stay as it is. */
  #mayHavePairs({ derivative }: GridRequest): boolean {
    return this.#choices.errorFree && !isStepped(derivative.method);
  }

  /** Throws EngineError where the field has no code. */
  #emitSingle(field: ScalarField, isSmall: SmallNodes, pairs: Pairs): WgslModule {
    try {
      return this.emit.single(field, isSmall, this.#choices.forms, pairs);
    } catch (error) {
      if (error instanceof RangeError) throw new EngineError('field', error.message);
      throw error;
    }
  }

  #withWords(field: ScalarField, { code, libraries }: WgslModule): WgslModule {
    if (!this.#choices.errorFree)
      throw new EngineError('accuracy', 'this device does not keep error-free sums and products');
    const words = this.emit.doubleSingle(field);
    return { code: `${code}${words.code}`, libraries: [...new Set([...libraries, ...words.libraries])] };
  }
}

function newEntry(field: ScalarField): FieldEntry {
  return { candidates: candidatesOf(field), pairs: new FieldPairs(field), modules: new Map() };
}

/**
 * The derivative adds sines and cosines of the same operands only, so those below the value are all. Over data there are
 * none: intervals know nothing of columns.
 */
function candidatesOf({ graph, value, data }: ScalarField): readonly NodeId[] {
  if (data !== undefined) return [];
  const operands = graph.reachable([value]).flatMap((id) => {
    const node = graph.node(id);
    return node.kind === 'call' && primitiveNamed(node.name).wgslSmall ? node.operands : [];
  });
  return [...new Set(operands)];
}

function smallAmong(candidates: readonly NodeId[], request: GridRequest): ReadonlySet<NodeId> {
  if (candidates.length === 0) return new Set();
  const { field, grid, parameters, derivative } = request;
  const { graph, value, variables } = field;
  const bounds = new IntervalEvaluation(graph, value, variables, field.parameters, parameters);
  const reach = isStepped(derivative.method) ? STENCIL_STEPS * derivative.step : 0;
  bounds.box.set([grid.x[0] - reach, grid.x[1] + reach, grid.y[0] - reach, grid.y[1] + reach]);
  bounds.evaluate();
  return new Set(candidates.filter((id) => bounds.magnitude(id) <= LARGEST_BOUND));
}

/** Lines of a network's loop for each of its weights, counted for layers of 4 to 32 units: 7.4 to 9.6. */
const FEWEST_LINES_OF_WEIGHT = 7;

/** Before there is a graph, which has several nodes a weight. */
function refuseWide(weights: number, mostLines: number): void {
  const most = Math.floor(mostLines / FEWEST_LINES_OF_WEIGHT);
  if (weights > most)
    throw new EngineError(
      'field',
      `${weights} weights take this GPU too long to compile, ${most} are its most`,
    );
}

function refuseLong({ rows }: WgslModule, most: number): void {
  const lines = rows?.loop.split('\n').length ?? 0;
  if (lines > most)
    throw new EngineError(
      'field',
      `${lines} operations a row take this GPU too long to compile, ${most} are its most`,
    );
}

/** By the code, since functions come from derivatives and from other functions too. */
function refuseFailed({ code }: WgslModule, { failed }: DeviceChoices): void {
  const used = [...failed]
    .filter(([wgslName]) => code.includes(`${wgslName}(`))
    .map(([, written]) => written);
  if (used.length > 0)
    throw new EngineError('accuracy', `this device is not exact enough at ${[...new Set(used)].join(', ')}`);
}
