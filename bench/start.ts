// How long a newcomer waits: a clone of this repository, `npm start` with nothing before it and npm's cache warm, to
// the first answered page; then a second start. Each server is stopped by a signal to npm, and must free its port.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve, sep } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { lineOf, median, type Bench } from './measure.ts'

const root = resolve(import.meta.dirname, '..')
const SECOND_STARTS = 3
const LONGEST = 180_000
const LOOK_EVERY = 20

/** As someone's own terminal would give it: without our Node in front, and without what npm told us of itself. */
function plainEnvironment(): Record<string, string> {
  const ours =
    /^(npm_(?!config_(cache|registry|userconfig|globalconfig)$)|NODE$|NODE_(?!EXTRA_CA_CERTS$)|INIT_CWD$|DATABASE_|WHOLESCHOOL_)/i
  const env = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !ours.test(entry[0]),
  )
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.startsWith(join(root, 'node_modules') + sep))
  return { ...Object.fromEntries(env), PATH: path.join(delimiter) }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

async function answers(url: string): Promise<boolean> {
  try {
    const answered = await fetch(url, { signal: AbortSignal.timeout(20_000) })
    return answered.status === 200 && (await answered.text()).includes('</html>')
  } catch {
    return false // not yet
  }
}

type Started = { npm: ChildProcess; port: number; total: number; sinceInstall: number }

/** Milliseconds from `npm start` to a whole page, and from the moment at which npm had put the last package in place. */
async function start(clone: string): Promise<Started> {
  const port = await freePort()
  const env = { ...plainEnvironment(), PORT: String(port), DATA_DIR: join(clone, '../data') }
  const installed = join(clone, 'node_modules/.package-lock.json')
  const began = performance.now()
  const npm = spawn('npm', ['start'], { cwd: clone, env, stdio: ['ignore', 'ignore', 'pipe'], detached: true })
  let said = ''
  npm.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4000)))
  let ready = existsSync(installed) ? began : 0
  while (npm.exitCode === null && performance.now() - began < LONGEST) {
    if (ready === 0 && existsSync(installed)) ready = performance.now()
    if (ready > 0 && (await answers(`http://127.0.0.1:${port}/`))) {
      const now = performance.now()
      return { npm, port, total: now - began, sinceInstall: now - ready }
    }
    await pause(LOOK_EVERY)
  }
  if (npm.pid !== undefined && npm.exitCode === null) process.kill(-npm.pid, 'SIGKILL')
  throw new Error(`npm start did not answer:\n${said}`)
}

/** Only npm is told; the server below it must hear of it and leave the port to others. */
async function stop({ npm, port }: Started): Promise<void> {
  npm.kill('SIGTERM')
  for (const give = Date.now() + 15_000; Date.now() < give; await pause(50)) {
    const probe = createServer().listen(port, '127.0.0.1')
    const free = await once(probe, 'listening').then(
      () => true,
      () => false, // still taken
    )
    if (!free) continue
    probe.close()
    await once(probe, 'close')
    return
  }
  if (npm.pid !== undefined) process.kill(-npm.pid, 'SIGKILL')
  throw new Error('A signal to npm left the server running and holding its port')
}

export const bench: Bench = {
  words: 'a clone and npm start to the first page, and a second start, npm’s cache being warm',
  async run({ print, note }) {
    const folder = mkdtempSync(join(tmpdir(), 'wholeschool-start-'))
    const clone = join(folder, 'wholeschool')
    try {
      const changed = execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' })
      if (changed !== '') note('start measures what is committed; there are changes that are not')
      execFileSync('git', ['clone', '--quiet', root, clone], { stdio: ['ignore', 'ignore', 'inherit'] })
      const warm = [
        'install',
        '--no-save',
        '--ignore-scripts',
        '--omit=dev',
        '--include=optional',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
      ]
      execFileSync('npm', warm, { cwd: clone, env: plainEnvironment(), stdio: ['ignore', 'ignore', 'inherit'] })
      rmSync(join(clone, 'node_modules'), { recursive: true })
      const first = await start(clone)
      await stop(first)
      const seconds: number[] = []
      for (let i = 0; i < SECOND_STARTS; i++) {
        const again = await start(clone)
        seconds.push(again.total)
        await stop(again)
      }
      const shared = { bench: 'start', unit: 's', goal: 1, better: 'lower' } as const
      print(lineOf({ ...shared, case: 'first start', ours: first.total / 1000, baseline: 45, runs: 1 }))
      print(
        lineOf({
          ...shared,
          case: 'first start, after the install',
          ours: first.sinceInstall / 1000,
          baseline: 12,
          runs: 1,
        }),
      )
      print(lineOf({ ...shared, case: 'second start', ours: median(seconds) / 1000, baseline: 3, runs: SECOND_STARTS }))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
