// The pool, first with workers that a test plays itself, then with threads of Node that share memory with the engine.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleNodeWorkers, type NodeWorkers } from '../../bench/nodeWorkers';
import { createCpuEngine } from '../../src/engines/cpu/cpuEngine';
import { KEPT_PROGRAMS } from '../../src/engines/cpu/fieldEvaluators';
import { createWorkerPool, type WorkerEvents } from '../../src/engines/cpu/workerPool';
import type { WorkerResult, WorkerTask } from '../../src/engines/cpu/workerProtocol';
import { compileExpression, parseExpression } from '../../src/expression';
import type { GridRequest } from '../../src/fields/gridRequest';
import { digestOf } from '../support/answerDigest';

interface Played extends WorkerEvents {
  readonly posted: WorkerTask[];
  terminated: boolean;
}

/** A pool whose workers do nothing but remember what they were sent. */
function playedPool(size: number) {
  const workers: Played[] = [];
  const pool = createWorkerPool({
    size,
    sharesMemory: true,
    start(events) {
      const played: Played = { ...events, posted: [], terminated: false };
      workers.push(played);
      return {
        post: (task) => played.posted.push(task),
        terminate: () => {
          played.terminated = true;
        },
      };
    },
  });
  return { pool, workers, sent: () => workers.map(({ posted }) => posted.length) };
}

const NOTHING = { operations: [], roots: [] };
const TASK: Extract<WorkerTask, { kind: 'rows' }> = {
  kind: 'rows',
  programs: { kind: 'samples', id: -1, value: NOTHING, gradient: NOTHING },
  job: { parameters: [], xs: new Float64Array(0), ys: new Float64Array(0), method: 'exact', steps: [0, 0] },
  memory: new ArrayBuffer(0),
};
const DONE: WorkerResult = { kind: 'breaks', breaks: null };

describe('the pool', () => {
  it('hands the next task to whichever worker is free first', async () => {
    const { pool, workers, sent } = playedPool(2);
    const tasks = [1, 2, 3].map(() => pool.run(TASK, 1));
    expect(sent()).toEqual([1, 1]);
    workers[1]?.onResult(DONE);
    expect(sent()).toEqual([1, 2]);
    expect(await tasks[1]).toEqual([DONE]);
    workers[0]?.onResult(DONE);
    workers[1]?.onResult(DONE);
    expect(await Promise.all(tasks)).toEqual([[DONE], [DONE], [DONE]]);
    expect(sent()).toEqual([1, 2]);
  });

  it('has a task done by all that are free, and by one that becomes free while it lasts', async () => {
    const { pool, workers, sent } = playedPool(3);
    const busy = pool.run(TASK, 1);
    const shared = pool.run(TASK, 3);
    expect(sent()).toEqual([1, 1, 1]);
    workers[0]?.onResult(DONE);
    await busy;
    expect(sent()).toEqual([2, 1, 1]);
    for (const worker of workers) worker.onResult(DONE);
    expect(await shared).toEqual([DONE, DONE, DONE]);
  });

  it('does not wait for a busy worker where the others have done a shared task', async () => {
    const { pool, workers, sent } = playedPool(2);
    void pool.run(TASK, 1);
    const shared = pool.run(TASK, 2);
    workers[1]?.onResult(DONE);
    expect(await shared).toEqual([DONE]);
    workers[0]?.onResult(DONE);
    expect(sent()).toEqual([1, 1]);
  });

  it('sends programs to each worker once, and again once it has had many others', async () => {
    const { pool, workers } = playedPool(1);
    const sent = async (id: number) => {
      const done = pool.run({ ...TASK, programs: { ...TASK.programs, id } }, 1);
      workers[0]?.onResult(DONE);
      await done;
      const task = workers[0]?.posted.at(-1);
      return task?.kind === 'rows' ? task.programs.kind : 'nothing';
    };
    expect([await sent(1), await sent(2), await sent(1)]).toEqual(['samples', 'samples', 'kept']);
    for (let id = 3; id < 3 + KEPT_PROGRAMS - 1; id++) expect(await sent(id)).toBe('samples');
    // Of the first two, 1 was used later.
    expect([await sent(1), await sent(2)]).toEqual(['kept', 'samples']);
  });

  it('rejects what runs, waits and comes later where a worker breaks down, and ends all', async () => {
    const { pool, workers } = playedPool(1);
    const tasks = [pool.run(TASK, 1), pool.run(TASK, 1)];
    workers[0]?.onError('no such script');
    for (const task of [...tasks, pool.run(TASK, 1)]) await expect(task).rejects.toThrow('no such script');
    expect(workers[0]?.terminated).toBe(true);
  });

  it('rejects what it has not done once it is disposed of', async () => {
    const { pool, workers } = playedPool(2);
    const task = pool.run(TASK, 2);
    pool.dispose();
    await expect(task).rejects.toThrow('disposed');
    expect(workers.every(({ terminated }) => terminated)).toBe(true);
  });
});

describe('an engine on threads', () => {
  let threads: NodeWorkers;
  beforeAll(async () => {
    threads = await bundleNodeWorkers();
  });
  afterAll(() => threads.dispose());

  function requestOf(text: string, target: string): GridRequest {
    const { builder, root, variables, parameters } = compileExpression(parseExpression(text));
    return {
      target,
      field: { graph: builder.graph, value: root, variables, parameters },
      parameters: [],
      grid: { nx: 311, ny: 301, x: [-3, 3], y: [-2, 2] },
      derivative: { method: 'central', step: 0.01 },
    };
  }

  it.each([true, false])(
    'answers several grids at once as without threads; shared memory: %j',
    async (shared) => {
      const engine = createCpuEngine(threads.pool(3, shared));
      const requests = ['log(x*y)', 'tanh(x*y) + floor(x)', 'sqrt(x) / y', 'exp(x)*sin(y)'].map((text) =>
        requestOf(text, text),
      );
      const inline = createCpuEngine();
      // Twice, so that shared memory is used again.
      for (let round = 0; round < 2; round++) {
        const answers = await Promise.all(requests.map((request) => engine.grid(request)));
        for (const [index, request] of requests.entries())
          expect(digestOf(answers[index] ?? null)).toEqual(digestOf(await inline.grid(request)));
      }
      engine.dispose();
    },
  );

  it.each([true, false])(
    'answers in memory that no later grid changes before it is released; shared memory: %j',
    async (shared) => {
      const engine = createCpuEngine(threads.pool(2, shared));
      const answered = async (text: string) =>
        (await engine.grid(requestOf(text, 'a'))) ?? expect.fail('replaced');
      const held = [await answered('x + y'), await answered('x - y'), await answered('x*y')];
      const before = held.map(digestOf);
      const [first, second, third] = held.map(({ texels }) =>
        texels.kind === 'memory' ? texels : expect.fail('no texels'),
      );
      expect(new Set([first, second, third].map((texels) => texels?.data.buffer)).size).toBe(3);
      expect(first?.data.buffer).toBeInstanceOf(shared ? SharedArrayBuffer : ArrayBuffer);
      second?.release?.();
      // A second time it may belong to another answer.
      second?.release?.();
      const reusing = await answered('x + 1');
      const fresh = await answered('x + 2');
      expect(reusing.texels.kind === 'memory' && reusing.texels.data.buffer).toBe(second?.data.buffer);
      expect(fresh.texels.kind === 'memory' && fresh.texels.data.buffer).not.toBe(second?.data.buffer);
      expect([held[0], held[2]].map((answer) => digestOf(answer ?? null))).toEqual([before[0], before[2]]);
      engine.dispose();
    },
  );
});
