/** The kinds of field a state has: how their values are written in an address, read from it, and checked. */
import type { Interval } from '../fields/grid';
import type { Parameter } from './appState';
import { StateError } from './stateError';

/** How values of a field are read, written and checked. `parse` and `check` throw StateError. */
export interface FieldCodec<T> {
  readonly write: (value: T) => string;
  readonly parse: (field: string, text: string) => T;
  readonly check: (field: string, value: unknown) => T;
}

export interface NumberRange {
  readonly min: number;
  readonly max: number;
  /** Whole numbers only. */
  readonly whole?: boolean;
}

export interface Field<T> {
  readonly urlKey: string;
  readonly initial: T;
  readonly codec: FieldCodec<T>;
  readonly range?: NumberRange;
  readonly options?: readonly T[];
}

/** Names of parameters and hyperparameters: what the expression language accepts as a symbol. */
export const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const MAX_NAMED = 64;
/** Domains beyond this leave f32 no digits to tell neighbouring samples apart after squaring. */
const MAX_COORDINATE = 1e12;

function parseNumber(field: string, text: string, expected: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new StateError(field, text, expected);
  return value;
}

function describe(range: NumberRange): string {
  return `a ${range.whole ? 'whole ' : ''}number from ${range.min} to ${range.max}`;
}

export function number(urlKey: string, initial: number, range: NumberRange): Field<number> {
  const check = (field: string, value: unknown): number => {
    const inRange = typeof value === 'number' && value >= range.min && value <= range.max;
    if (!inRange || (range.whole && !Number.isInteger(value)))
      throw new StateError(field, String(value), describe(range));
    return value;
  };
  return {
    urlKey,
    initial,
    range,
    codec: {
      write: String,
      parse: (field, text) => check(field, parseNumber(field, text, describe(range))),
      check,
    },
  };
}

export function choice<const T extends string>(
  urlKey: string,
  initial: NoInfer<T>,
  options: readonly T[],
): Field<T> {
  const check = (field: string, value: unknown): T => {
    const found = options.find((option) => option === value);
    if (found === undefined) throw new StateError(field, String(value), `one of ${options.join(', ')}`);
    return found;
  };
  return { urlKey, initial, options, codec: { write: String, parse: check, check } };
}

export function flag(urlKey: string, initial: boolean): Field<boolean> {
  return {
    urlKey,
    initial,
    codec: {
      write: (value) => (value ? '1' : '0'),
      parse: (field, text) => {
        if (text !== '0' && text !== '1') throw new StateError(field, text, '0 or 1');
        return text === '1';
      },
      check: (field, value) => {
        if (typeof value !== 'boolean') throw new StateError(field, String(value), 'true or false');
        return value;
      },
    },
  };
}

export function text(urlKey: string, initial: string, pattern: RegExp, expected: string): Field<string> {
  const check = (field: string, value: unknown): string => {
    if (typeof value !== 'string' || !pattern.test(value))
      throw new StateError(field, String(value), expected);
    return value;
  };
  return { urlKey, initial, codec: { write: (value) => value, parse: check, check } };
}

export function interval(urlKey: string, initial: Interval): Field<Interval> {
  const expected = `two numbers low..high in rising order within ±${MAX_COORDINATE}`;
  const check = (field: string, value: unknown): Interval => {
    if (Array.isArray(value) && value.length === 2) {
      const [low, high]: unknown[] = value;
      const numbers = typeof low === 'number' && typeof high === 'number';
      if (numbers && low < high && Math.abs(low) <= MAX_COORDINATE && Math.abs(high) <= MAX_COORDINATE)
        return [low, high];
    }
    throw new StateError(field, Array.isArray(value) ? value.join('..') : String(value), expected);
  };
  return {
    urlKey,
    initial,
    codec: {
      write: ([low, high]) => `${low}..${high}`,
      parse: (field, written) => {
        const parts = written.split('..');
        if (parts.length !== 2) throw new StateError(field, written, expected);
        return check(
          field,
          parts.map((part) => parseNumber(field, part, expected)),
        );
      },
      check,
    },
  };
}

export function coordinates<T extends readonly number[]>(urlKey: string, initial: T): Field<T> {
  const expected = `${initial.length} numbers separated by commas, within ±${MAX_COORDINATE}`;
  const check = (field: string, value: unknown): T => {
    const valid =
      Array.isArray(value) &&
      value.length === initial.length &&
      value.every((part) => typeof part === 'number' && Math.abs(part) <= MAX_COORDINATE);
    if (!valid) throw new StateError(field, Array.isArray(value) ? value.join(',') : String(value), expected);
    return value as unknown as T;
  };
  return {
    urlKey,
    initial,
    codec: {
      write: (value) => value.join(','),
      parse: (field, written) =>
        check(
          field,
          written.split(',').map((part) => parseNumber(field, part, expected)),
        ),
      check,
    },
  };
}

/** `name:value` pairs separated by commas; a value may itself consist of parts separated by `~`. */
export function named<T>(
  urlKey: string,
  initial: Readonly<Record<string, T>>,
  entry: FieldCodec<T>,
): Field<Readonly<Record<string, T>>> {
  const checkName = (field: string, name: string): string => {
    if (!NAME.test(name)) throw new StateError(field, name, 'a name of letters, digits and _');
    return name;
  };
  const collect = (
    field: string,
    entries: readonly (readonly [string, T])[],
  ): Readonly<Record<string, T>> => {
    if (entries.length > MAX_NAMED)
      throw new StateError(field, `${entries.length} entries`, `at most ${MAX_NAMED}`);
    return Object.fromEntries(entries);
  };
  return {
    urlKey,
    initial,
    codec: {
      write: (value) =>
        Object.entries(value)
          .map(([name, part]) => `${name}:${entry.write(part)}`)
          .join(','),
      parse: (field, written) =>
        collect(
          field,
          written === ''
            ? []
            : written.split(',').map((pair) => {
                const colon = pair.indexOf(':');
                if (colon < 0) throw new StateError(field, pair, 'name:value');
                const name = checkName(field, pair.slice(0, colon));
                return [name, entry.parse(`${field} ${name}`, pair.slice(colon + 1))] as const;
              }),
        ),
      check: (field, value) => {
        if (typeof value !== 'object' || value === null)
          throw new StateError(field, String(value), 'named values');
        return collect(
          field,
          Object.entries(value).map(([name, part]) => {
            return [checkName(field, name), entry.check(`${field} ${name}`, part)] as const;
          }),
        );
      },
    },
  };
}

const PARAMETER_FORM = 'value~min~max~step with min <= value <= max and step > 0';

export const parameterCodec: FieldCodec<Parameter> = {
  write: ({ value, min, max, step }) => [value, min, max, step].join('~'),
  parse: (field, written) => {
    const parts = written.split('~').map((part) => parseNumber(field, part, PARAMETER_FORM));
    const [value, min, max, step] = parts;
    if (parts.length !== 4) throw new StateError(field, written, PARAMETER_FORM);
    return parameterCodec.check(field, { value, min, max, step });
  },
  check: (field, value) => {
    if (typeof value === 'object' && value !== null) {
      const { value: at, min, max, step } = value as Partial<Record<keyof Parameter, unknown>>;
      const numbers = [at, min, max, step].every((part) => typeof part === 'number' && Number.isFinite(part));
      if (numbers) {
        const parameter = { value: at, min, max, step } as Parameter;
        if (parameter.min < parameter.max && parameter.step > 0 && at === clamp(parameter)) return parameter;
      }
    }
    throw new StateError(field, JSON.stringify(value) ?? String(value), PARAMETER_FORM);
  },
};

function clamp({ value, min, max }: Parameter): number {
  return Math.min(max, Math.max(min, value));
}
