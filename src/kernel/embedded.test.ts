// The embedded database, kept in memory: the same values and errors as a server's, and nothing left between people.
import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { test } from 'node:test'
import type { Pool } from 'pg'
import { openEmbedded, type Embedded } from './embedded.ts'

const open = (): Promise<Embedded> =>
  openEmbedded({
    dir: tmpdir(),
    extensions: [],
    memory: true,
    onFatal: (why) => assert.fail(`the engine was lost: ${why}`),
  })

async function one<T>(pool: Pool, text: string, values: unknown[] = []): Promise<T | undefined> {
  const { rows } = await pool.query<{ one: T }>(text, values)
  return rows[0]?.one
}

test('dates stay days, counts are numbers, and a count too large to be exact is refused', async () => {
  const db = await open()
  try {
    const { rows } = await db.pool.query(`
      select date '2026-03-01' as day, array[date '2026-03-01'] as days, 7::bigint as count,
             array[1, null, 3]::bigint[] as counts, 1.50::numeric as exact`)
    assert.deepEqual(rows, [{ day: '2026-03-01', days: ['2026-03-01'], count: 7, counts: [1, null, 3], exact: '1.50' }])
    await assert.rejects(db.pool.query('select 9007199254740993::bigint'), /too large for a number/)
  } finally {
    await db.close()
  }
})

test('work thrown away half-way leaves nothing to the next person on the connection', async () => {
  const db = await open()
  try {
    await db.pool.query('create table drafts (words text)')
    const insert = { name: 'insert', text: 'insert into drafts values ($1)', values: ['never agreed'] }
    const client = await db.pool.connect()
    await client.query('begin')
    await client.query('set local role pg_read_all_data')
    await client.query('reset role')
    await client.query(insert)
    client.release(true)
    assert.equal(await one(db.pool, 'select count(*) as one from drafts'), 0)
    await db.pool.query({ ...insert, values: ['agreed'] })
    assert.equal(await one(db.pool, 'select words as one from drafts'), 'agreed')
  } finally {
    await db.close()
  }
})

test('news reaches those who listen, also after their connection was replaced', async () => {
  const db = await open()
  try {
    const heard: string[] = []
    await db.listen('news', (payload) => heard.push(payload))
    await db.pool.query(`notify news, 'first'`)
    const client = await db.pool.connect()
    client.release(true)
    await db.pool.query(`notify news, 'second'`)
    assert.deepEqual(heard, ['first', 'second'])
  } finally {
    await db.close()
  }
})

test('a copy from the outside is refused as an error, not by the death of the engine', async () => {
  const db = await open()
  try {
    await db.pool.query('create table loaded (id int)')
    await assert.rejects(db.pool.query('copy loaded from stdin'), { code: '0A000' })
    assert.equal(await one(db.pool, 'select count(*) as one from loaded'), 0)
  } finally {
    await db.close()
  }
})

test('an answer larger than any message arrives whole', async () => {
  const db = await open()
  try {
    const { rows } = await db.pool.query<{ n: number; words: string }>(
      `select n, repeat('å', 500) as words from generate_series(1, 5000) n`,
    )
    assert.equal(rows.length, 5000)
    assert.ok(rows.every((row, index) => row.n === index + 1 && row.words.length === 500))
    const long = 'ord '.repeat(500_000)
    assert.equal(await one(db.pool, 'select length($1::text) as one', [long]), long.length)
  } finally {
    await db.close()
  }
})
