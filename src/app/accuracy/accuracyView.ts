/** The accuracy of the device in words and tables, for the dialog. */
import { CPU_ACCURACY, CPU_RELATIVE_BOUND } from '../../engines/cpu/accuracy';
import {
  choiceOf,
  type FormMeasurement,
  type FunctionChoice,
  type FunctionMeasurement,
} from '../../engines/webgpu/webgpuEngine';
import { SMALL_OPERAND, writtenName } from '../../expression';
import type { AccuracyRow, AccuracyTable, AccuracyView } from '../../ui/accuracyDialog';
import { formatNumber } from '../../ui/format';
import type { AccuracyState } from './accuracyProbe';

type Measured = Extract<AccuracyState, { kind: 'measured' }>;

const DIGITS = 3;
/** An f32 of so many ulp around the true value has none of its digits, perhaps not even its sign. */
const ALL_DIGITS_ULP = 2 ** 23;

const CHOICE_WORDS: Readonly<Record<FunctionChoice, string>> = {
  native: 'built‑in',
  own: 'own',
  cpu: 'CPU engine',
};

const ULP_LEGEND =
  'Errors are the largest found, in units in the last place (ulp): the distance between neighbouring numbers of that precision. A correctly rounded result is off by at most 0.5.';

const WITHOUT_GPU: AccuracyView = {
  summary: `There is no GPU to measure here. Everything is computed by the CPU engine in 64-bit floats, the functions below to a relative error of ${formatNumber(CPU_RELATIVE_BOUND)} at most.`,
  facts: [],
  tables: [
    {
      caption: 'Functions of the CPU engine',
      head: ['Function', 'Error in ulp', 'Relative error'],
      rows: CPU_ACCURACY.map(({ functions, relative, ulp }) => ({
        cells: [functions, ulp === null ? '' : formatNumber(ulp, DIGITS), formatNumber(relative, DIGITS)],
      })),
    },
  ],
  legend: ULP_LEGEND,
  action: null,
  busy: false,
};

const views = new WeakMap<AccuracyState, AccuracyView>();

/** The same view as long as the state is the same. */
export function accuracyView(state: AccuracyState): AccuracyView {
  const known = views.get(state) ?? describe(state);
  views.set(state, known);
  return known;
}

function describe(state: AccuracyState): AccuracyView {
  switch (state.kind) {
    case 'none':
      return WITHOUT_GPU;
    case 'unmeasured':
      return pending(state.adapter, 'This device has not been measured yet.', false);
    case 'measuring':
      return pending(
        state.adapter,
        'Measuring how exactly this device computes. It takes some seconds.',
        true,
      );
    case 'interrupted':
      return pending(state.adapter, `The measurement was broken off: ${state.message}.`, false);
    case 'measured':
      return measured(state);
    default:
      return state satisfies never;
  }
}

function pending(adapter: string, summary: string, busy: boolean): AccuracyView {
  const action = busy ? 'Measuring…' : 'Measure';
  return { summary, facts: [['Device', adapter]], tables: [], legend: '', action, busy };
}

function measured({ adapter, measuredAt, measurement }: Measured): AccuracyView {
  const when = new Date(measuredAt).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
  return {
    summary: summaryOf(measurement.functions),
    facts: [
      ['Device', adapter],
      ['Measured', when],
    ],
    tables: [functionTable(measurement.functions), transformTable(measurement)],
    legend: `Own functions are Gradscape’s. ${ULP_LEGEND}`,
    action: 'Measure again',
    busy: false,
  };
}

function summaryOf(functions: readonly FunctionMeasurement[]): string {
  const full = functions.filter(({ small }) => !small);
  const named = (wanted: FunctionChoice) =>
    full.filter((one) => choiceOf(one) === wanted).map(({ name }) => writtenName(name));
  const [native, failed] = [named('native'), named('cpu')];
  const builtIn =
    native.length === 0
      ? 'None of its built-in functions is exact enough'
      : `Of its built-in functions, ${list(native)} ${native.length === 1 ? 'is' : 'are'} exact enough`;
  const rest = `${builtIn}; Gradscape’s own take the place of the others.`;
  const fallback =
    failed.length === 0
      ? 'Every function of the language keeps its promised accuracy on this device.'
      : `No form of ${list(failed)} is exact enough on this device: functions that use ${failed.length === 1 ? 'it' : 'them'} are computed by the CPU engine.`;
  return `${fallback} ${rest}`;
}

function functionTable(functions: readonly FunctionMeasurement[]): AccuracyTable {
  return {
    caption: 'Functions',
    head: ['Function', 'Built-in', 'Own', 'Allowed', 'Used'],
    rows: functions.map((one): AccuracyRow => {
      const { name, small, bound, own, native } = one;
      const choice = choiceOf(one);
      // Code for small operands that fails gives way to the code for all.
      const used = small && choice === 'cpu' ? 'full range' : CHOICE_WORDS[choice];
      return {
        cells: [writtenName(name), native ? errorText(native) : 'none', errorText(own), String(bound), used],
        notes: [small ? `up to ${SMALL_OPERAND}` : '', native ? wrongText(native) : '', wrongText(own)],
        warns: choice === 'cpu',
      };
    }),
  };
}

function transformTable({
  twoSum,
  twoProduct,
  fusedFma,
  subnormals,
}: Measured['measurement']): AccuracyTable {
  const row = (name: string, found: string, note: string, warns = false): AccuracyRow => ({
    cells: [name, found],
    notes: ['', note],
    warns,
  });
  const transform = (name: string, { guarded, unguarded }: typeof twoSum): AccuracyRow =>
    row(name, shareText(guarded), `without barriers: ${shareText(unguarded)}`, guarded > 0);
  return {
    caption: 'What they are built on',
    head: ['Operation', 'Found'],
    rows: [
      transform('error-free sum (two_sum)', twoSum),
      transform('error-free product (two_prod)', twoProduct),
      row('a·b + c (fma)', fmaText(fusedFma), 'either is fine: no result depends on it'),
      row('numbers below 2⁻¹²⁶', `operands ${subnormals.operands}, results ${subnormals.results}`, ''),
    ],
  };
}

function errorText({ error }: FormMeasurement): string {
  return error >= ALL_DIGITS_ULP ? 'no digit right' : formatNumber(error, DIGITS);
}

function wrongText({ wrongAt }: FormMeasurement): string {
  if (wrongAt.length === 0) return '';
  const operands = wrongAt.map((operand) => (Number.isNaN(operand) ? 'NaN' : formatNumber(operand, DIGITS)));
  return `wrong at ${operands.length === 1 ? operands[0] : `(${operands.join(', ')})`}`;
}

function shareText(share: number): string {
  return share === 0 ? 'exact' : `inexact in ${formatNumber(100 * share, 2)} %`;
}

function fmaText(fused: number): string {
  if (fused === 0) return 'rounds twice';
  return fused === 1 ? 'rounds once' : `rounds once in ${formatNumber(100 * fused, 2)} %`;
}

/** a, b and c. */
function list(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
