// Our side of `npm run bench -- stats`, one task in a process of its own: node bench/stats-ours.ts FOLDER TASK TIMES prints
// {"seconds": [...], "peak": MB} as bench/stats.R does.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const [folder = '', task = '', times = '1'] = process.argv.slice(2)
const ITEMS = 17

const bytes = (name: string): Int8Array => {
  const file = readFileSync(join(folder, name))
  return new Int8Array(file.buffer, file.byteOffset, file.byteLength)
}
/** Outcome, school and covariate, column by column; read before the clock starts, as R has its data frame. */
function pupils(name: string): { y: Float64Array; school: Int32Array; x: Float64Array; schools: number } {
  const file = readFileSync(join(folder, name))
  const values = new Float64Array(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength))
  const column = (at: number): Float64Array =>
    Float64Array.from({ length: values.length / 3 }, (_, i) => values[i * 3 + at]!)
  const school = Int32Array.from(column(1))
  return { y: column(0), school, x: column(2), schools: school.reduce((most, one) => Math.max(most, one), 0) + 1 }
}
const seconds = (work: () => void): number => {
  const began = performance.now()
  work()
  return (performance.now() - began) / 1000
}
/** Too short for one look at the clock: many in a row, and the time of one. */
const many = (n: number, work: () => void): number =>
  seconds(() => {
    for (let i = 0; i < n; i++) work()
  }) / n
/** What stays of the work, so that none of it can be left out. */
let kept: unknown
const keep = (value: unknown): void => void (kept = value)

async function solution(): Promise<() => number> {
  const { efaOf } = await import('../src/stats/factors/efa.ts')
  const { jointTables } = await import('../src/stats/streaming/joint-tables.ts')
  const { correlationOfTables } = await import('../src/stats/streaming/from-tables.ts')
  const rows = 100_000
  const { r } = correlationOfTables(jointTables(ITEMS, 4).add(bytes('whole').subarray(0, rows * ITEMS)))
  return () => many(100, () => keep(efaOf(r, rows, { nFactors: 2, extraction: 'minres', rotation: 'oblimin' })))
}

/** From the file to alpha and two factors, as someone would who has a file and a question. */
async function whole(): Promise<() => number> {
  const { efaOf } = await import('../src/stats/factors/efa.ts')
  const { alphaOfTables } = await import('../src/stats/streaming/from-tables.ts')
  const { jointTables } = await import('../src/stats/streaming/joint-tables.ts')
  const { correlationOfTables } = await import('../src/stats/streaming/from-tables.ts')
  return () =>
    seconds(() => {
      const tables = jointTables(ITEMS, 4).add(bytes('whole'))
      keep(alphaOfTables(tables))
      keep(efaOf(correlationOfTables(tables).r, tables.rows, { nFactors: 2 }))
    })
}

async function pairwise(): Promise<() => number> {
  const { jointTables } = await import('../src/stats/streaming/joint-tables.ts')
  const { correlationOfTables } = await import('../src/stats/streaming/from-tables.ts')
  const ratings = bytes('gaps')
  return () => seconds(() => keep(correlationOfTables(jointTables(ITEMS, 4).add(ratings))))
}

async function polychoric(rows: number): Promise<() => number> {
  const { polychoricOfTables } = await import('../src/stats/correlations/polychoric.ts')
  const { jointTables } = await import('../src/stats/streaming/joint-tables.ts')
  const ratings = bytes('whole').subarray(0, rows * ITEMS)
  return () => seconds(() => keep(polychoricOfTables(jointTables(ITEMS, 4).add(ratings))))
}

async function parallelAnalysis(): Promise<() => number> {
  const { parallel } = await import('../src/stats/factors/parallel.ts')
  const correlation = Array.from({ length: ITEMS }, (_a, i) =>
    Array.from({ length: ITEMS }, (_b, j) => Number(i === j)),
  )
  const input = { correlation, n: 500, items: undefined, columns: undefined }
  return () => seconds(() => keep(parallel(input, { iterations: 1000 })))
}

async function intercept(): Promise<() => number> {
  const { Issues } = await import('../src/stats/answer.ts')
  const { fitRandomIntercept } = await import('../src/stats/schools/reml.ts')
  const { y, school, x, schools } = pupils('pupils')
  return () => seconds(() => keep(fitRandomIntercept(y, [x], school, schools, new Issues())))
}

async function cluster(): Promise<() => number> {
  const { clusterRobustOf } = await import('../src/stats/evaluation/cluster-robust.ts')
  const { y, school, x, schools } = pupils('many-pupils')
  return () => seconds(() => keep(clusterRobustOf(y, [x], school, schools)))
}

/** Chunk after chunk of new ratings into one buffer: what else grows would show in the peak. */
async function stream(rows: number): Promise<() => number> {
  const { jointTables } = await import('../src/stats/streaming/joint-tables.ts')
  const { correlationOfTables } = await import('../src/stats/streaming/from-tables.ts')
  const { CHUNK, rate } = await import('./stats-samples.ts')
  const chunk = new Int8Array(CHUNK * ITEMS)
  return () =>
    seconds(() => {
      const tables = jointTables(ITEMS, 4)
      for (let done = 0; done < rows; done += CHUNK) tables.add(rate(chunk, 5, done + 1))
      keep(correlationOfTables(tables))
    })
}

async function loading(): Promise<() => number> {
  const began = performance.now()
  await import('../src/stats/call.ts')
  const took = (performance.now() - began) / 1000
  return () => took
}

const tasks: Readonly<Record<string, () => Promise<() => number>>> = {
  solution,
  whole,
  pairwise,
  polychoric: () => polychoric(1_000_000),
  'polychoric-small': () => polychoric(1000),
  parallel: parallelAnalysis,
  intercept,
  cluster,
  'stream-1000000': () => stream(1_000_000),
  'stream-10000000': () => stream(10_000_000),
  import: loading,
}
const made = tasks[task]
if (!made) throw new Error(`There is no task called ${task}`)
const run = await made()
const taken = Array.from({ length: Number(times) }, run)
const peak = process.resourceUsage().maxRSS / 1024
if (kept === null) throw new Error('Nothing was worked out')
console.log(JSON.stringify({ seconds: taken, peak: Math.round(peak * 10) / 10 }))
