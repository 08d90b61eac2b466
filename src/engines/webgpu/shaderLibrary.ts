/**
 * The shader files, and how one module is put together from them: a pass, a field's generated code, and the
 * files that either requires. It knows names of files and their first lines, and nothing of what they
 * compute.
 */
import { EngineError } from '../../fields/engineError';

/** A piece of a module under the name that error messages give it. */
export interface ShaderPart {
  readonly name: string;
  readonly code: string;
}

export interface AssembledShader {
  readonly code: string;
  readonly parts: readonly ShaderPart[];
}

/** File name → source. */
export type ShaderSources = ReadonlyMap<string, string>;

const MATH_FILES = import.meta.glob<string>('../../../shaders/math/*.wgsl', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const PASS_FILES = import.meta.glob<string>('../../../shaders/*.wgsl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Every file of shaders/ and shaders/math/ by its bare name. */
export const SHADER_SOURCES: ShaderSources = new Map(
  Object.entries({ ...MATH_FILES, ...PASS_FILES }).map(([path, source]) => [
    path.replace(/^.*\//, ''),
    source,
  ]),
);

/**
 * The files that `source` asks for in its first line, `// requires: a.wgsl, b.wgsl`; none without that line.
 */
function requirementsOf(source: string): readonly string[] {
  const listed = /^\/\/ requires:([^\n]*)/.exec(source)?.[1] ?? '';
  return listed
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/**
 * `names` and all that they require, each once, required files first. Throws EngineError on a name without a
 * file.
 */
export function requiredShaders(
  names: readonly string[],
  sources: ShaderSources = SHADER_SOURCES,
): readonly ShaderPart[] {
  const found = new Map<string, ShaderPart>();
  const entered = new Set<string>();
  const visit = (name: string, requiredBy: string): void => {
    if (entered.has(name)) return;
    entered.add(name);
    const code = sources.get(name);
    if (code === undefined) throw new EngineError('shader', `no file ${name}, required by ${requiredBy}`);
    for (const required of requirementsOf(code)) visit(required, name);
    found.set(name, { name, code });
  };
  for (const name of names) visit(name, 'the generated code');
  return [...found.values()];
}

/**
 * One module: the pass first, so that a message about it bears the file's own line numbers, then `generated`,
 * then every file that the pass and `libraries` require. The order of declarations is free in WGSL.
 */
export function assembleShader(
  passFile: string,
  generated: string,
  libraries: readonly string[],
  sources: ShaderSources = SHADER_SOURCES,
): AssembledShader {
  const required = requiredShaders([passFile, ...libraries], sources);
  const pass = required.filter(({ name }) => name === passFile);
  const field = generated === '' ? [] : [{ name: 'field', code: generated }];
  const parts = [...pass, ...field, ...required.filter(({ name }) => name !== passFile)];
  return { code: parts.map(({ code }) => code).join('\n'), parts };
}

/** Where line `line` (from 1) of the assembled module comes from: `field:3`. */
export function placeInShader({ parts }: AssembledShader, line: number): string {
  let first = 1;
  for (const { name, code } of parts) {
    const count = code.split('\n').length;
    if (line < first + count) return `${name}:${line - first + 1}`;
    first += count;
  }
  return `line ${line}`;
}
