// Holds the rooms of src apart: the table is in support/importRules.ts.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findBreaches, importsOf, type SourceFile } from './support/importRules';

function sourceFiles(): readonly SourceFile[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `src/${name.replaceAll('\\', '/')}`)
    .sort()
    .map((path) => ({ path, source: readFileSync(path, 'utf8') }));
}

describe('the rooms of src', () => {
  it('are found', () => {
    expect(sourceFiles().length).toBeGreaterThan(0);
  });

  it('import only what the table allows, without cycles', () => {
    expect(findBreaches(sourceFiles())).toEqual([]);
  });
});

describe('the checker', () => {
  it.each<{ path: string; source: string; rule: string }>([
    {
      path: 'src/fields/grid.ts',
      source: `import { walk } from '../engines/cpu/walk';`,
      rule: `fields may import expression, not engines`,
    },
    {
      path: 'src/expression/parse.ts',
      source: `import type { Grid } from '../fields/grid';`,
      rule: `expression may import no other room, not fields`,
    },
    {
      path: 'src/state/appState.ts',
      source: `import { network } from '../models/network';`,
      rule: `state may import only types of models (import type)`,
    },
    {
      path: 'src/state/appState.ts',
      source: `import { type Activation } from '../models/network';`,
      rule: `state may import only types of models (import type)`,
    },
    {
      path: 'src/views/scene.ts',
      source: `export * from '../state/store';`,
      rule: `views may import only types of state (import type)`,
    },
    {
      path: 'src/ui/panel.ts',
      source: `const views = await import('../views/scene');`,
      rule: `ui may import state, fields, expression, optimizers, presets, lessons, types of io, not views`,
    },
    {
      path: 'src/ui/panel.ts',
      source: `import {\n  Vector3,\n  type Mesh,\n} from 'three/webgpu';`,
      rule: `only views may import three`,
    },
    {
      path: 'src/main.ts',
      source: `import * as THREE from 'three';`,
      rule: `only views may import three`,
    },
    {
      path: 'src/views/scene.ts',
      source: `import Plot from 'uplot';`,
      rule: `only charts may import uplot`,
    },
    {
      path: 'src/app/boot.ts',
      source: `import grid from '../../shaders/grid.wgsl?raw';`,
      rule: `only engines may import from shaders/`,
    },
    {
      path: 'src/ui/help.ts',
      source: `const where = 'shaders/grid.wgsl';`,
      rule: `mentions shaders/; only engines may`,
    },
    {
      path: 'src/engines/pool.ts',
      source: `new Worker(new URL('../app/worker.ts', import.meta.url));`,
      rule: `engines may not import the wiring`,
    },
    {
      path: 'src/models/list.ts',
      source: `import.meta.glob<Lesson>('../lessons/*.ts', { eager: true });`,
      rule: `models may import fields, expression, not lessons`,
    },
    {
      path: 'src/fields/grid.ts',
      source: `import { tolerance } from '../../tests/support/tolerance';`,
      rule: `src may not import what lies outside of it`,
    },
    { path: 'src/utils/clamp.ts', source: ``, rule: `lies in no room` },
  ])('finds the breach in $path: $source', ({ path, source, rule }) => {
    const [breach, ...others] = findBreaches([{ path, source }]).filter((message) => message.includes(rule));
    expect(breach).toMatch(new RegExp(`^${path}: `));
    expect(others).toEqual([]);
  });

  it('lets through what the table allows', () => {
    const allowed: readonly SourceFile[] = [
      { path: 'src/state/appState.ts', source: `import type { Activation } from '../models/network';` },
      { path: 'src/state/appState.ts', source: `type Grid = import('../fields/grid').Grid;` },
      { path: 'src/state/appState.ts', source: `let module: typeof import('../models/network');` },
      { path: 'src/engines/webgpu/grid.ts', source: `import code from '../../../shaders/grid.wgsl?raw';` },
      { path: 'src/views/scene.ts', source: `import { Line2 } from 'three/addons/lines/webgpu/Line2.js';` },
      { path: 'src/views/scene.ts', source: `// import { store } from '../engines/cpu';\n/* shaders/ */` },
      {
        path: 'src/ui/panel.ts',
        source: `import '../ui/panel.css';\nconst home = 'https://example.org/shaders';`,
      },
      { path: 'src/main.ts', source: `import { scene } from './views/scene';\nimport './ui/page.css';` },
      { path: 'src/headless.ts', source: `export { createEngine } from './engines/cpu/engine';` },
      { path: 'src/vite-env.d.ts', source: `/// <reference types="vite/client" />` },
    ];
    expect(findBreaches(allowed)).toEqual([]);
  });

  it('finds a cycle of values, whichever way its files name each other', () => {
    const files: readonly SourceFile[] = [
      { path: 'src/fields/a.ts', source: `import { b } from './b';` },
      { path: 'src/fields/b.ts', source: `export { c } from './c.js';` },
      { path: 'src/fields/c.ts', source: `const a = () => import('../fields/a.ts');` },
    ];
    expect(findBreaches(files)).toEqual([
      'src/fields/a.ts → src/fields/b.ts → src/fields/c.ts → src/fields/a.ts: import cycle; files may not import each other in a circle',
    ]);
  });

  it('sees no cycle in types, workers or what two files share', () => {
    const files: readonly SourceFile[] = [
      { path: 'src/fields/a.ts', source: `import { b } from './b';\nimport { c } from './c';` },
      { path: 'src/fields/b.ts', source: `import type { A } from './a';\nimport { c } from './c';` },
      { path: 'src/fields/c.ts', source: `new Worker(new URL('./a.ts', import.meta.url));` },
      { path: 'src/fields/d.ts', source: `import D from './d?worker';` },
    ];
    expect(findBreaches(files)).toEqual([]);
  });

  it('finds folders of the wiring that use each other, by types alone too, and lets its single files be', () => {
    const files: readonly SourceFile[] = [
      { path: 'src/app/descent/run.ts', source: `import type { Data } from '../data/table';` },
      { path: 'src/app/data/table.ts', source: `import { portions } from '../portions';` },
      { path: 'src/app/data/rows.ts', source: `import { step } from '../descent/step';` },
      { path: 'src/app/descent/step.ts', source: '' },
      { path: 'src/app/portions.ts', source: `import { step } from './descent/step';` },
    ];
    expect(findBreaches(files)).toEqual([
      'src/app/descent → src/app/data → src/app/descent: folder cycle; folders of the wiring may not use each other in a circle',
    ]);
  });

  it('reads every form of import once', () => {
    const source = [
      `import './a.css';`,
      `import b from './b';`,
      `import c, { type D, e as f } from "./c"; import * as g from './g'`,
      `import type { H } from './h';`,
      `import type I from './i';`,
      `import type, { j } from './j';`,
      `export { k } from './k';`,
      `export type { L } from './l';`,
      `export * as m from './m';`,
      `const n = import('./n').then(({ default: value }) => value);`,
      `const text = "import('x')".length; export const from = 1;`,
      `reimport('./no');`,
    ].join('\n');
    const seen = importsOf(source)
      .filter(({ specifier }) => specifier !== 'x')
      .map(({ kind, specifier }) => `${kind} ${specifier}`);
    expect([...seen].sort()).toEqual([
      'type ./h',
      'type ./i',
      'type ./l',
      'value ./a.css',
      'value ./b',
      'value ./c',
      'value ./g',
      'value ./j',
      'value ./k',
      'value ./m',
      'value ./n',
    ]);
  });
});
