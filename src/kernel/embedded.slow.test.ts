// What the embedded database promises the people whose words are in it: kept once acknowledged, one owner, no surprise.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Pool } from 'pg'
import { openEmbedded, type Embedded } from './embedded.ts'

const home = mkdtempSync(join(tmpdir(), 'embedded-'))
const dir = join(home, 'one')
after(() => rmSync(home, { recursive: true, force: true }))

const open = (where: string): Promise<Embedded> =>
  openEmbedded({
    dir: where,
    extensions: ['citext'],
    onFatal: (why) => assert.fail(`the engine was lost: ${why}`),
  })

async function one<T>(pool: Pool, text: string, values: unknown[] = []): Promise<T | undefined> {
  const { rows } = await pool.query<{ one: T }>(text, values)
  return rows[0]?.one
}

test('every save is on the disk before the person is told it is', async () => {
  const db = await open(dir)
  try {
    await db.pool.query('create table notes (id int primary key)')
    const before = await db.fsyncs()
    for (let id = 1; id <= 20; id++) await db.pool.query('insert into notes values ($1)', [id])
    const afterwards = await db.fsyncs()
    assert.ok(afterwards - before >= 20, `${afterwards - before} fsyncs for 20 commits`)
  } finally {
    await db.close()
  }
})

test('what was saved is there after a restart, and other accounts on the machine cannot look in', async () => {
  const db = await open(dir)
  try {
    assert.equal(await one(db.pool, 'select count(*) as one from notes'), 20)
    assert.equal(statSync(dir).mode & 0o777, 0o700)
  } finally {
    await db.close()
  }
})

test('a second process is told that the directory is in use, and the first goes on', async () => {
  const db = await open(dir)
  try {
    await assert.rejects(open(dir), /The database in .* is in use by another process\./)
    const script = `
      const { openEmbedded } = await import(${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)})
      await openEmbedded({ dir: process.argv[1], extensions: [], onFatal: () => {} }).then(() => process.exit(0), (e) => {
        console.log(e.message)
        process.exit(9)
      })`
    const other = spawn(process.execPath, ['--input-type=module', '-e', script, dir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const said = (await other.stdout.toArray()).join('')
    assert.match(said, /in use by another process/)
    assert.equal(await one(db.pool, 'select count(*) as one from notes'), 20)
  } finally {
    await db.close()
  }
})

test('a first start that was killed half-way is begun again', async () => {
  const half = join(home, 'half')
  const made = await open(half)
  await made.close()
  rmSync(join(half, 'pg18', 'PG_VERSION'))
  writeFileSync(join(half, 'pg18.init'), 'left over')
  const db = await open(half)
  try {
    assert.equal(await one(db.pool, 'select 1 as one'), 1)
    assert.equal(existsSync(join(half, 'pg18.init')), false)
  } finally {
    await db.close()
  }
})

const WRITER = `
  const { writeSync } = await import('node:fs')
  const { openEmbedded } = await import(process.argv[2])
  const db = await openEmbedded({ dir: process.argv[1], extensions: [], onFatal: () => process.exit(3) })
  await db.pool.query('create table if not exists kept (id bigint generated always as identity primary key, run int, at int)')
  const run = Number(process.argv[3])
  for (let at = 1; ; at++) {
    await db.pool.query('insert into kept (run, at) values ($1, $2)', [run, at])
    writeSync(1, at + '\\n')
  }`

/** Writes until killed without warning; says how many rows had been acknowledged by then. */
async function writeUntilKilled(where: string, run: number, rows: number): Promise<number> {
  const engine = new URL('./embedded.ts', import.meta.url).href
  const args = ['--input-type=module', '-e', WRITER, where, engine, String(run)]
  const writer = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  writer.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    if (said.split('\n').length > rows) writer.kill('SIGKILL')
  })
  await once(writer, 'close')
  return said.split('\n').length - 1
}

test('a server killed in the middle of writing loses nothing that it had acknowledged', async () => {
  const where = join(home, 'killed')
  const acknowledged: number[] = []
  for (const [run, rows] of [5, 60, 150, 300].entries()) acknowledged.push(await writeUntilKilled(where, run, rows))
  const db = await open(where)
  try {
    for (const [run, told] of acknowledged.entries()) {
      assert.ok(told >= 5, `only ${told} rows were written in run ${run}`)
      const kept = await one<number>(db.pool, 'select count(*) as one from kept where run = $1 and at <= $2', [
        run,
        told,
      ])
      assert.equal(kept, told)
    }
    await db.pool.query('create extension if not exists citext')
  } finally {
    await db.close()
  }
})
