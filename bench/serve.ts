// What a server process carries: the principle page of a school over HTTP, with session, transactions and row-level
// security, against pgbench running the very statements of that page in the same transactions. Eight connections each.
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { larchmead } from '../seeds/cast.ts'
import { allMigrations, makeHouse } from '../src/app.ts'
import { makeServer } from '../src/kernel/http.ts'
import type { Postgres } from '../tests/postgres.ts'
import { makeCounty, signIn, type Database } from './database.ts'
import type { Task } from './load.ts'
import { interleave, lineOf, type Bench } from './measure.ts'
import { pgbenchScript, recording, type Script, type Sent } from './recorder.ts'

const CONNECTIONS = 8
const ROUNDS = 5
const SECONDS = 4
const WARM_SECONDS = 5
const root = join(import.meta.dirname, '..')
const PATH = `/settings/${larchmead.setting}/toolkit/principles/leadership_management`

const runFile = promisify(execFile)

/** What one request says to PostgreSQL, once everything that is done once has been done. */
async function statementsOf(database: Database, cookie: string): Promise<Sent[]> {
  const sent: Sent[] = []
  const house = await makeHouse(database.config, recording(database.engine, sent))
  const app = await makeServer(house, allMigrations())
  try {
    for (let i = 0; i < 2; i++) {
      sent.length = 0
      const { statusCode } = await app.inject({ url: PATH, headers: { host: 'localhost', cookie } })
      if (statusCode !== 200) throw new Error(`The principle page answered ${statusCode}`)
    }
  } finally {
    await app.close()
  }
  return sent
}

type Server = { url: string; stop(): Promise<void> }

async function startServer(database: Database): Promise<Server> {
  const child: ChildProcess = spawn(process.execPath, ['src/cli.ts', 'start'], {
    cwd: root,
    env: { ...process.env, ...database.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  const address = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${said}`)))
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const found = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(said)
      if (found) resolve(found[0])
    })
  })
  return {
    url: address + PATH,
    async stop() {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Whole pages a second, asked for from a process of its own. */
async function load(task: Omit<Task, 'connections'>): Promise<number> {
  const { stdout } = await runFile(process.execPath, [
    join(import.meta.dirname, 'load.ts'),
    JSON.stringify({ ...task, connections: CONNECTIONS }),
  ])
  return Number(stdout)
}

/** Runs of the script a second, which are as many pages. */
async function pgbench(server: Postgres, url: string, file: string, { variables }: Script): Promise<number> {
  const given = Object.entries(variables).flatMap(([name, value]) => ['-D', `${name}=${value}`])
  const how = ['-n', '-M', 'prepared', '-c', String(CONNECTIONS), '-T', String(SECONDS), '-f', file]
  const { stdout } = await runFile(join(server.bin, 'pgbench'), [...how, ...given, url], { maxBuffer: 1 << 24 })
  const tps = /^tps = ([\d.]+) \(without/m.exec(stdout)?.[1]
  const failed = /^number of failed transactions: ([1-9]\d*)/m.exec(stdout)
  if (tps === undefined || failed) throw new Error(`pgbench did not do it:\n${stdout}`)
  return Number(tps)
}

export const bench: Bench = {
  words: 'pages a second of a school’s principle, end to end, against pgbench with the same statements',
  async run({ print, note, postgres }) {
    const server = await postgres()
    const database = await makeCounty(server)
    const folder = mkdtempSync(join(tmpdir(), 'wholeschool-serve-'))
    const servers: Server[] = []
    try {
      const cookie = await signIn(database, 'amina')
      const sent = await statementsOf(database, cookie)
      const script = pgbenchScript(sent)
      const file = join(folder, 'page.sql')
      writeFileSync(file, script.text)
      note(
        `a page takes ${sent.length} statements, of which ${sent.filter((one) => one.text.startsWith('begin')).length} begin a transaction`,
      )
      servers.push(await startServer(database), await startServer(database))
      const urls = servers.map((one) => one.url)
      const [first = ''] = urls
      const seconds = SECONDS
      for (const url of urls)
        for (const encoding of ['identity', 'br, gzip'])
          await load({ urls: [url], cookie, encoding, seconds: WARM_SECONDS })
      const taken = await interleave(ROUNDS, {
        one: () => load({ urls: [first], cookie, encoding: 'identity', seconds }),
        pgbench: () => pgbench(server, database.databaseUrl, file, script),
        two: () => load({ urls, cookie, encoding: 'identity', seconds }),
        compressed: () => load({ urls: [first], cookie, encoding: 'br, gzip', seconds }),
      })
      const shared = {
        bench: 'serve',
        baseline: taken.pgbench,
        unit: 'pages/s',
        better: 'higher',
        runs: ROUNDS,
      } as const
      print(lineOf({ ...shared, case: 'one process', ours: taken.one, goal: 0.3 }))
      print(lineOf({ ...shared, case: 'two processes', ours: taken.two, goal: null }))
      print(lineOf({ ...shared, case: 'one process, compressed', ours: taken.compressed, goal: null }))
    } finally {
      for (const one of servers) await one.stop()
      rmSync(folder, { recursive: true, force: true })
      await database.close()
    }
  },
}
