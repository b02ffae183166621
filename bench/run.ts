// npm run bench (all), npm run bench -- page serve (some), npm run bench -- --list. Standard output is one JSON line
// for each case and nothing else; what happens meanwhile, and which goals were missed, is told on standard error.
import { inspect } from 'node:util'
import { startPostgres, type Postgres } from '../tests/postgres.ts'
import { isMissed, type Bench, type Lab, type Line } from './measure.ts'

const BENCHES: Readonly<Record<string, () => Promise<{ bench: Bench }>>> = {
  page: () => import('./page.ts'),
  bytes: () => import('./bytes.ts'),
  raters: () => import('./raters.ts'),
  start: () => import('./start.ts'),
  import: () => import('./import.ts'),
  board: () => import('./board.ts'),
  serve: () => import('./serve.ts'),
  record: () => import('./record.ts'),
  stats: () => import('./stats.ts'),
}

const note = (words: string): void => {
  process.stderr.write(`${words}\n`)
}

let server: Postgres | undefined

async function postgres(): Promise<Postgres> {
  server ??= await startPostgres({ fsync: true })
  if (!server) throw new Error('This measurement needs the programs of PostgreSQL 15 or later on this machine.')
  return server
}

async function measure(names: readonly string[]): Promise<boolean> {
  const missed: Line[] = []
  let failed = false
  const print = (line: Line): void => {
    process.stdout.write(`${JSON.stringify(line)}\n`)
    if (isMissed(line)) missed.push(line)
  }
  const lab: Lab = { print, note, postgres }
  for (const name of names) {
    try {
      const { bench } = await BENCHES[name]!()
      note(`${name}: ${bench.words}`)
      await bench.run(lab)
    } catch (error) {
      failed = true
      note(`${name} could not be measured: ${inspect(error)}`)
    }
  }
  for (const line of missed) note(`Missed: ${line.bench}, ${line.case}: ${line.ratio} where ${line.goal} is promised`)
  return !failed
}

async function list(): Promise<void> {
  for (const [name, load] of Object.entries(BENCHES)) {
    const { bench } = await load()
    process.stdout.write(`${name.padEnd(8)}${bench.words}\n`)
  }
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => name !== '--list' && !Object.hasOwn(BENCHES, name))
if (unknown.length > 0) {
  note(`There is no measurement called ${unknown.join(' or ')}. There are: ${Object.keys(BENCHES).join(', ')}.`)
  process.exitCode = 2
} else if (asked.includes('--list')) {
  await list()
} else {
  try {
    if (!(await measure(asked.length > 0 ? asked : Object.keys(BENCHES)))) process.exitCode = 1
  } finally {
    await server?.stop()
  }
}
