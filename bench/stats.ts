// The statistics core against R: what an evaluator would type there, on the same files, each in a process of its own and
// in turns. Without R (Debian: r-base-core r-cran-psych r-cran-lme4 r-cran-sandwich) only what needs no baseline is printed.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lineOf, median, type Bench, type Lab } from './measure.ts'
import { writeSamples } from './stats-samples.ts'

/** In one process: seconds of each turn, and the most memory it ever had, in MB. */
type Told = { seconds: number[]; peak: number }
type Taken = Told & { process: number }

/** `times`: turns in one process; `rounds`: processes of each side. */
type Task = { task: string; words: string; goal: number; times: number; rounds: number; packages?: readonly string[] }

const TASKS: readonly Task[] = [
  { task: 'solution', words: 'two factors from the matrix, minres and oblimin', goal: 0.33, times: 5, rounds: 3 },
  { task: 'pairwise', words: 'pairwise correlation, 1,000,000 × 17 with gaps', goal: 0.5, times: 3, rounds: 3 },
  { task: 'polychoric', words: 'polychoric correlation, 1,000,000 × 17', goal: 0.125, times: 2, rounds: 2 },
  { task: 'polychoric-small', words: 'polychoric correlation, 1,000 × 17', goal: 0.1, times: 3, rounds: 3 },
  { task: 'parallel', words: 'parallel analysis, 1,000 draws of 500 × 17', goal: 1.25, times: 3, rounds: 3 },
  { task: 'intercept', words: 'random intercept, 100,000 pupils', goal: 0.1, times: 3, rounds: 3, packages: ['lme4'] },
  {
    task: 'cluster',
    words: 'cluster-robust regression, 1,000,000 pupils',
    goal: 0.5,
    times: 2,
    rounds: 2,
    packages: ['sandwich'],
  },
]

const here = import.meta.dirname

async function taken(program: string, args: readonly string[]): Promise<Taken> {
  const began = performance.now()
  // Compiled once and kept, as for every command (bin/handover.cjs).
  const env = { ...process.env, NODE_COMPILE_CACHE: join(here, '../.cache/node') }
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], env })
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}`)
  return { ...(JSON.parse(out) as Told), process: (performance.now() - began) / 1000 }
}

const ours = (...args: readonly string[]): Promise<Taken> =>
  taken(process.execPath, [join(here, 'stats-ours.ts'), ...args])
const theirs = (...args: readonly string[]): Promise<Taken> => taken('Rscript', [join(here, 'stats.R'), ...args])

type Sides = { ours: Taken[]; theirs: Taken[] }

async function inTurns(
  folder: string,
  { task, times, rounds }: Pick<Task, 'task' | 'times' | 'rounds'>,
): Promise<Sides> {
  const sides: Sides = { ours: [], theirs: [] }
  for (let round = 0; round < rounds; round++) {
    const turns = [
      async () => sides.ours.push(await ours(folder, task, String(times))),
      async () => sides.theirs.push(await theirs(folder, task, String(times))),
    ]
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn()
  }
  return sides
}

/** The first turn of ours warms the engine up where there are several: R has no such thing. */
const secondsOf = (all: readonly Taken[]): number =>
  median(all.flatMap(({ seconds }) => (seconds.length > 1 ? seconds.slice(1) : seconds)))

const hasR = (packages: readonly string[] = []): boolean => {
  const wanted = ['psych', 'GPArotation', ...packages].map((name) => `requireNamespace("${name}", quietly = TRUE)`)
  return spawnSync('Rscript', ['-e', `q(status = if (${wanted.join(' && ')}) 0 else 1)`]).status === 0
}

async function againstR(folder: string, { print, note }: Lab): Promise<void> {
  const line = { bench: 'stats', unit: 's', better: 'lower' } as const
  for (const one of TASKS) {
    if (!hasR(one.packages)) {
      note(`  ${one.words}: R lacks ${(one.packages ?? []).join(', ')}`)
      continue
    }
    const sides = await inTurns(folder, one)
    const [a, b] = [secondsOf(sides.ours), secondsOf(sides.theirs)]
    print(lineOf({ ...line, case: one.words, ours: a, baseline: b, goal: one.goal, runs: one.times * one.rounds }))
  }
  // Once each process, since that is how a person meets it; R takes twenty seconds for it.
  const whole = await inTurns(folder, { task: 'whole', times: 1, rounds: 3 })
  const runs = 3
  const name = 'alpha and two factors from 1,000,000 × 17 ratings'
  const both = (of: (one: Taken) => number): { ours: number; baseline: number } => ({
    ours: median(whole.ours.map(of)),
    baseline: median(whole.theirs.map(of)),
  })
  print(lineOf({ ...line, case: `${name}, in process`, ...both(({ seconds }) => seconds[0]!), goal: 0.1, runs }))
  print(lineOf({ ...line, case: `${name}, whole process`, ...both((one) => one.process), goal: 0.1, runs }))
  print(lineOf({ ...line, case: `${name}, peak memory`, unit: 'MB', ...both(({ peak }) => peak), goal: null, runs }))
}

async function byItself(folder: string, { print }: Lab): Promise<void> {
  const line = { bench: 'stats', unit: 'MB', better: 'lower', goal: 1, runs: 1 } as const
  const whole = await ours(folder, 'whole', '1')
  print(lineOf({ ...line, case: 'peak memory, 1,000,000 × 17', ours: whole.peak, baseline: 300 }))
  const few = await ours(folder, 'stream-1000000', '1')
  const many = await ours(folder, 'stream-10000000', '1')
  const flat = { ...line, goal: 1.1, ours: many.peak, baseline: few.peak }
  print(lineOf({ ...flat, case: 'memory of 10,000,000 streamed ratings beside 1,000,000' }))
  const loads = [
    await ours(folder, 'import', '1'),
    await ours(folder, 'import', '1'),
    await ours(folder, 'import', '1'),
  ]
  const load = { ...line, unit: 'ms', ours: secondsOf(loads) * 1000, baseline: 60, runs: 3 }
  print(lineOf({ ...load, case: 'loading the whole room' }))
}

export const bench: Bench = {
  words: 'the statistics core against R: factors, correlations, alpha, pupils in schools, memory',
  async run(lab) {
    const folder = mkdtempSync(join(tmpdir(), 'wholeschool-stats-'))
    try {
      writeSamples(folder)
      await byItself(folder, lab)
      if (hasR()) await againstR(folder, lab)
      else lab.note('  R with psych and GPArotation is not on this machine: nothing to compare with.')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
