// npm test and npm run check. `all`: types, lint, the whole suite on the embedded engine, again on a PostgreSQL of its
// own, and the browser journeys. `quick`: types, lint and the fast tests beside the sources, in about two minutes.
// The last line adds everything up: "N passed, N failed". What could not be run is said, and in CI it is a failure.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from './postgres.ts'
import type { Counts, Line } from './tally.ts'
import { bringTools, chromiumPath } from './tools.ts'

const root = join(import.meta.dirname, '..')
const scratch = mkdtempSync(join(tmpdir(), 'wholeschool-tests-'))
const MINUTE = 60_000
// About one engine by name, or about none: once is enough.
const ONCE = [
  'src/kernel/embedded.test.ts',
  'src/kernel/embedded.slow.test.ts',
  'tests/engine.test.ts',
  'tests/start.test.ts',
  'tests/cli.test.ts',
  'tests/architecture.test.ts',
  'tests/govuk.test.ts',
  'tests/new.test.ts',
  'tests/statistics.test.ts',
]
/** Rooms that know no database: once, in a process of their own that is gone before an engine starts. */
const PURE = ['src/stats/', 'src/view/']
const isPure = (file: string): boolean => PURE.some((room) => file.startsWith(room))

type Environment = Record<string, string>

const total = { passed: 0, failed: 0, skipped: [] as string[], failures: [] as string[] }

function fail(name: string): void {
  total.failed += 1
  total.failures.push(name)
}

function say(words: string): void {
  console.log(`\n== ${words}`)
}

/** Runs a program of Node's; its exit code, or 1 when it ended otherwise. */
async function node(args: string[], env: Environment = {}, atMost = 30 * MINUTE): Promise<number> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  const timer = setTimeout(() => child.kill('SIGKILL'), atMost)
  const ended = (): boolean => child.kill('SIGKILL')
  process.once('exit', ended)
  const [code] = (await once(child, 'exit')) as [number | null]
  process.off('exit', ended)
  clearTimeout(timer)
  return code ?? 1
}

async function check(name: string, program: string[]): Promise<void> {
  say(name)
  const [path = '', ...args] = program
  if ((await node([join(root, 'node_modules', path), ...args])) === 0) total.passed += 1
  else fail(name)
}

const SOURCES = ['src', 'tests', 'seeds', 'bench', 'scripts'].map((folder) => `${folder}/**/*.ts`)
let runs = 0

async function suite(name: string, files: string[], env: Environment): Promise<void> {
  if (files.length === 0) return fail(`${name}: there are no tests`)
  say(`${name}: ${files.length} files`)
  const counted = join(scratch, `${++runs}.jsonl`)
  const code = await node(
    [
      '--test',
      '--test-isolation=none', // one engine for all of them: starting one costs a second
      '--test-concurrency=1',
      `--test-timeout=${5 * MINUTE}`,
      '--test-force-exit',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      `--test-reporter=${join(import.meta.dirname, 'tally.ts')}`,
      `--test-reporter-destination=${counted}`,
      ...files,
    ],
    env,
  )
  add(name, code, readLines(counted))
}

function readLines(path: string): Line[] {
  try {
    const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean)
    return lines.map((line) => JSON.parse(line) as Line)
  } catch {
    return [] // the run ended before it could count: add() makes that a failure
  }
}

function add(name: string, code: number, lines: Line[]): void {
  let counts: Counts | undefined
  for (const line of lines) {
    if ('counts' in line) counts = line.counts
    else if ('failed' in line) total.failures.push(`${name}: ${line.failed}`)
    else total.skipped.push(`${name}: ${line.skipped}`)
  }
  const failed = (counts?.failed ?? 0) + (counts?.cancelled ?? 0)
  total.passed += counts?.passed ?? 0
  total.failed += failed
  if (!counts) fail(`${name}: it ended early (exit ${code}), so nothing it found is counted`)
  else if (code !== 0 && failed === 0) fail(`${name}: every test passed, and yet it ended with exit ${code}`)
}

/** Where tests are meant to be complete, a part that cannot be run is a failure; elsewhere it is said, and no more. */
function leftOut(what: string): void {
  const words = `LEFT OUT: ${what}`
  say(words)
  if (process.env['CI']) fail(words)
  else total.skipped.push(words)
}

const tests = (...patterns: string[]): string[] => globSync(patterns, { cwd: root }).toSorted()

async function both(): Promise<void> {
  await check('Types', ['typescript/bin/tsc', '--noEmit'])
  await check('Lint', ['oxlint/bin/oxlint', '--type-aware'])
  await check('Format', ['prettier/bin/prettier.cjs', '--check', '--log-level=warn', ...SOURCES])
}

async function quick(): Promise<void> {
  await both()
  const files = tests('src/**/*.test.ts').filter((file) => !file.endsWith('.slow.test.ts'))
  await suite('Pure rooms', files.filter(isPure), {})
  await suite(
    'Fast tests',
    files.filter((file) => !isPure(file)),
    { WHOLESCHOOL_TEST_ENGINE: 'embedded' },
  )
}

async function all(): Promise<void> {
  for (const missing of bringTools()) say(`Missing on this machine: ${missing}`)
  await both()
  const found = tests('src/**/*.test.ts', 'tests/*.test.ts')
  await suite('Pure rooms', found.filter(isPure), {})
  const files = found.filter((file) => !isPure(file))
  await suite('On the embedded engine', files, { WHOLESCHOOL_TEST_ENGINE: 'embedded' })
  await onServer(files.filter((file) => !ONCE.includes(file)))
  const journeys = tests('tests/browser/*.test.ts')
  if (chromiumPath()) await suite('In a browser', journeys, { WHOLESCHOOL_TEST_ENGINE: 'embedded' })
  else leftOut('the browser journeys: there is no Chromium on this machine')
}

async function onServer(files: string[]): Promise<void> {
  const server = await startPostgres()
  if (!server) return leftOut('the suite on PostgreSQL: there are no server programs on this machine')
  try {
    const env = { WHOLESCHOOL_TEST_ENGINE: 'server', WHOLESCHOOL_TEST_SERVER: server.url }
    await suite('On PostgreSQL', files, env)
  } finally {
    await server.stop()
  }
}

function list(title: string, names: string[]): void {
  if (names.length) console.log(`\n${title} (${names.length}):\n${names.map((name) => `  ${name}`).join('\n')}`)
}

function sumUp(): void {
  list('NOT RUN', total.skipped)
  list('FAILED', total.failures)
  console.log(`\n${total.passed} passed, ${total.failed} failed`)
}

// A signal ends this process, and with it whatever it started.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))

try {
  await (process.argv[2] === 'quick' ? quick() : all())
} catch (error) {
  console.error(error)
  fail('The tests could not be run')
}
sumUp()
process.exitCode = total.failed > 0 ? 1 : 0
