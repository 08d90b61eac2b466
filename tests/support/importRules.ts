// Who may import whom: the table of docs, as data, and a pure checker over sources. It reads import statements with
// regular expressions, not a compiler: the forms below are all that this project writes.

import { posix } from 'node:path';

export interface SourceFile {
  /** From the repository's root, with slashes: `src/fields/grid.ts`. */
  readonly path: string;
  readonly source: string;
}

/** What one file takes from another. `worker`: started by its address, so it is no part of the file's module graph. */
export type ImportKind = 'value' | 'type' | 'worker';

export interface Import {
  readonly kind: ImportKind;
  /** As written, without `?raw` and its like. */
  readonly specifier: string;
}

/** What a room may take from another: its types alone, or everything. */
type Access = 'types' | 'all';

type Room =
  | 'expression'
  | 'fields'
  | 'models'
  | 'engines'
  | 'optimizers'
  | 'presets'
  | 'lessons'
  | 'state'
  | 'views'
  | 'charts'
  | 'ui'
  | 'io';

/** Every room may import itself; what is not named here it may not. */
const ROOM_ACCESS = {
  expression: {},
  optimizers: { expression: 'all' },
  presets: {},
  fields: { expression: 'all' },
  models: { fields: 'all', expression: 'all' },
  engines: { fields: 'all', expression: 'all' },
  state: { fields: 'all', models: 'types' },
  lessons: { state: 'types', presets: 'all', expression: 'all', fields: 'all', engines: 'all' },
  views: { fields: 'all', state: 'types' },
  charts: { fields: 'all' },
  ui: {
    state: 'all',
    fields: 'all',
    expression: 'all',
    optimizers: 'all',
    presets: 'all',
    lessons: 'all',
    io: 'types',
  },
  io: { fields: 'all' },
} as const satisfies Readonly<Record<Room, Readonly<Partial<Record<Room, Access>>>>>;

/** Packages that belong to one room, so that exchanging one touches that room alone. */
const PACKAGE_OWNERS: Readonly<Record<string, Room>> = {
  three: 'views',
  uplot: 'charts',
  papaparse: 'io',
  fflate: 'io',
};

/** The one room that reads shaders/. */
const SHADER_ROOM: Room = 'engines';

/** The wiring knows every room, and no room knows it. */
const WIRING = /^src\/(main\.ts|headless\.ts|app\/)/;

/**
 * Returns every breach of the table, every import cycle among `files` and every cycle among the folders of the wiring, one
 * message each, naming file, import and rule. Imports of types count for the table and for folders, and not for cycles of files:
 * they are gone at run time.
 */
export function findBreaches(files: readonly SourceFile[]): readonly string[] {
  return [...files.flatMap(breachesOf), ...findCycles(files), ...findFolderCycles(files)];
}

/** The imports, re-exports, dynamic imports, globs and worker addresses of one source text, in no special order. */
export function importsOf(source: string): readonly Import[] {
  const code = withoutComments(source);
  const found: Import[] = [];
  for (const { kind, pattern } of IMPORT_FORMS) {
    for (const match of code.matchAll(pattern)) {
      const { specifier = '', type } = match.groups ?? {};
      const asWorker = kind === 'value' && /\?(.*&)?(shared)?worker\b/.test(specifier);
      found.push({
        kind: type === undefined ? (asWorker ? 'worker' : kind) : 'type',
        specifier: specifier.replace(/\?.*$/, ''),
      });
    }
  }
  return found;
}

const QUOTED = String.raw`['"\x60](?<specifier>[^'"\x60\n]+)['"\x60]`;

const IMPORT_FORMS: readonly { readonly kind: ImportKind; readonly pattern: RegExp }[] = [
  // import 'x'; import a, { b } from 'x'; import type { A } from 'x'; export { a } from 'x'; export * from 'x'
  // `import { type A }` is a value import: with verbatimModuleSyntax, `import {} from` remains of it.
  {
    kind: 'value',
    pattern: new RegExp(
      String.raw`(?:^|;)[ \t]*import\s*(?:(?<type>type\s+(?!from\b))?[\w$*{},\s]+?\bfrom\s*|(?:(?<=\})|\s*))${QUOTED}`,
      'gm',
    ),
  },
  {
    kind: 'value',
    pattern: new RegExp(
      String.raw`(?:^|;)[ \t]*export\s+(?<type>type\s+)?(?:\*(?:\s*as\s+[\w$]+)?|\{[^}]*\})\s*from\s*${QUOTED}`,
      'gm',
    ),
  },
  // import('x') runs; typeof import('x') and import('x').Name are types.
  {
    kind: 'value',
    pattern: new RegExp(
      String.raw`(?<!typeof\s+|[\w$.])import\s*\(\s*${QUOTED}\s*,?\s*\)(?!\s*\.\s*[A-Z])`,
      'g',
    ),
  },
  {
    kind: 'type',
    pattern: new RegExp(String.raw`typeof\s+import\s*\(\s*${QUOTED}\s*\)`, 'g'),
  },
  {
    kind: 'type',
    pattern: new RegExp(String.raw`(?<!typeof\s+|[\w$.])import\s*\(\s*${QUOTED}\s*\)(?=\s*\.\s*[A-Z])`, 'g'),
  },
  // import.meta.glob('../lessons/*.ts'): the folder before the first wildcard decides.
  {
    kind: 'value',
    pattern: new RegExp(String.raw`import\.meta\.glob\s*(?:<[^(]*>)?\s*\(\s*\[?\s*${QUOTED}`, 'g'),
  },
  // new URL('./worker.ts', import.meta.url)
  {
    kind: 'worker',
    pattern: new RegExp(String.raw`new\s+URL\s*\(\s*${QUOTED}\s*,\s*import\.meta\.url`, 'g'),
  },
];

function breachesOf(file: SourceFile): readonly string[] {
  if (file.path.endsWith('.d.ts')) return [];
  const wiring = WIRING.test(file.path);
  const room = roomOf(file.path);
  if (room === undefined && !wiring) {
    return [`${file.path}: lies in no room; the rooms are ${Object.keys(ROOM_ACCESS).join(', ')}`];
  }
  const imports = importsOf(file.source).flatMap((found) => {
    const rule = brokenRule(file.path, room, found);
    return rule === undefined ? [] : [`${file.path}: imports '${found.specifier}'; ${rule}`];
  });
  const mentionsShaders = room !== SHADER_ROOM && /\bshaders\//.test(withoutComments(file.source));
  return mentionsShaders ? [...imports, `${file.path}: mentions shaders/; only ${SHADER_ROOM} may`] : imports;
}

/** The rule that an import breaks, or undefined. `room` is undefined for the wiring. */
function brokenRule(path: string, room: Room | undefined, { kind, specifier }: Import): string | undefined {
  if (!specifier.startsWith('.') && !specifier.startsWith('/')) {
    const owner = PACKAGE_OWNERS[packageOf(specifier)];
    return owner === undefined || owner === room
      ? undefined
      : `only ${owner} may import ${packageOf(specifier)}`;
  }
  const target = targetOf(path, specifier);
  if (target.startsWith('shaders/')) {
    return room === SHADER_ROOM ? undefined : `only ${SHADER_ROOM} may import from shaders/`;
  }
  if (!target.startsWith('src/')) return 'src may not import what lies outside of it';
  // The wiring knows everything.
  if (room === undefined) return undefined;
  if (WIRING.test(target)) return `${room} may not import the wiring`;
  const targetRoom = roomOf(target);
  if (targetRoom === undefined) return `the import leads to no room`;
  if (targetRoom === room) return undefined;
  const access = accessOf(room)[targetRoom];
  if (access === undefined) return `${room} may import ${describeAccess(room)}, not ${targetRoom}`;
  if (access === 'types' && kind !== 'type')
    return `${room} may import only types of ${targetRoom} (import type)`;
  return undefined;
}

function accessOf(room: Room): Readonly<Partial<Record<Room, Access>>> {
  return ROOM_ACCESS[room];
}

function describeAccess(room: Room): string {
  const allowed = Object.entries(accessOf(room)).map(([name, access]) =>
    access === 'types' ? `types of ${name}` : name,
  );
  return allowed.length === 0 ? 'no other room' : allowed.join(', ');
}

function roomOf(path: string): Room | undefined {
  const name = /^src\/([^/]+)\//.exec(`${path}/`)?.[1] ?? '';
  return Object.hasOwn(ROOM_ACCESS, name) ? (name as Room) : undefined;
}

/** `three/addons/x.js` → `three`, `@scope/name/x` → `@scope/name`. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Where a relative or root-relative specifier of `path` leads, from the repository's root, as written otherwise. */
function targetOf(path: string, specifier: string): string {
  return specifier.startsWith('/')
    ? posix.normalize(specifier.slice(1))
    : posix.normalize(posix.join(posix.dirname(path), specifier));
}

/** What each of `files` imports of the others, by an import of one of `kinds`. */
function importsAmong(
  files: readonly SourceFile[],
  kinds: readonly ImportKind[],
): ReadonlyMap<string, readonly string[]> {
  const paths = new Set(files.map(({ path }) => path));
  return new Map(
    files.map(({ path, source }) => [
      path,
      importsOf(source).flatMap(({ kind, specifier }) => {
        if (!kinds.includes(kind) || !specifier.startsWith('.')) return [];
        return resolveIn(paths, targetOf(path, specifier)) ?? [];
      }),
    ]),
  );
}

function findCycles(files: readonly SourceFile[]): readonly string[] {
  return circlesOf(importsAmong(files, ['value'])).map(
    (circle) => `${circle.join(' → ')}: import cycle; files may not import each other in a circle`,
  );
}

/** `src/app/network`; undefined for a file that lies in no folder of the wiring. */
function wiringFolder(path: string): string | undefined {
  return /^src\/app\/[^/]+(?=\/)/.exec(path)?.[0];
}

/** Types count here: who knows another's shape knows the other. */
function findFolderCycles(files: readonly SourceFile[]): readonly string[] {
  const folders = new Map<string, Set<string>>();
  for (const [path, targets] of importsAmong(files, ['value', 'type'])) {
    const folder = wiringFolder(path);
    if (folder === undefined) continue;
    const used = folders.get(folder) ?? new Set();
    folders.set(folder, used);
    for (const target of targets.map(wiringFolder)) {
      if (target !== undefined && target !== folder) used.add(target);
    }
  }
  return circlesOf(new Map([...folders].map(([folder, used]) => [folder, [...used]]))).map(
    (circle) =>
      `${circle.join(' → ')}: folder cycle; folders of the wiring may not use each other in a circle`,
  );
}

/** Depth-first search; each circle is told once, as the places along it, the first again at the end. */
function circlesOf(uses: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const circles = new Map<string, readonly string[]>();
  const finished = new Set<string>();
  const visit = (place: string, trail: readonly string[]): void => {
    const start = trail.indexOf(place);
    if (start >= 0) {
      const circle = trail.slice(start);
      // The same circle met from another place has the same members.
      circles.set([...circle].sort().join(), [...circle, place]);
      return;
    }
    if (finished.has(place)) return;
    for (const target of uses.get(place) ?? []) visit(target, [...trail, place]);
    finished.add(place);
  };
  for (const place of uses.keys()) visit(place, []);
  return [...circles.values()];
}

function resolveIn(files: ReadonlySet<string>, target: string): string | undefined {
  const stem = target.replace(/\.js$/, '');
  return [target, `${stem}.ts`, `${stem}/index.ts`].find((candidate) => files.has(candidate));
}

/** Strings stay, since specifiers are strings; they are matched only so that `//` within them is not a comment. */
function withoutComments(source: string): string {
  return source.replace(
    /(?<string>'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (match, string?: string) => string ?? (match.startsWith('/*') ? ' ' : ''),
  );
}
