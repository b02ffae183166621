// Rows in bulk: collected by table, then written in one transaction as the owner, each table in a few statements.
// The policies bind even a table's owner (they are forced), so for the length of this transaction, and with the
// tables locked by the very statement that does it, the owner takes the force off and puts it back. The owner of a
// table always could; nobody else ever sees it so, because all of it is committed at once.
import type pg from 'pg'
import { nowhere, transaction } from '../src/kernel/db.ts'
import type { Engine } from '../src/kernel/engine.ts'

export type Row = Readonly<Record<string, unknown>>

export type Rows = {
  add(table: string, row: Row): void
  of(table: string): readonly Row[]
}

/** In the order of first mention, which therefore follows the references between tables. */
export function makeRows(tables: readonly string[]): Rows & { tables: readonly string[] } {
  const kept = new Map<string, Row[]>(tables.map((table) => [table, []]))
  const listOf = (table: string): Row[] => {
    const list = kept.get(table)
    if (!list) throw new Error(`The seeds do not write ${table}`)
    return list
  }
  return {
    tables,
    add: (table, row) => void listOf(table).push(row),
    of: listOf,
  }
}

const AT_ONCE = 2000

async function insertRows(client: pg.ClientBase, table: string, rows: readonly Row[]): Promise<void> {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].join(', ')
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const part = JSON.stringify(rows.slice(from, from + AT_ONCE))
    await client.query(
      `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
      [part],
    )
  }
}

/** Runs `before` (a check) and then writes everything, or nothing. */
export async function writeRows(
  engine: Engine,
  rows: Rows & { tables: readonly string[] },
  before: (client: pg.ClientBase) => Promise<void>,
): Promise<void> {
  await transaction(engine, { role: 'owner', reach: nowhere }, async ({ client }) => {
    const written = rows.tables.filter((table) => rows.of(table).length > 0)
    for (const table of written) await client.query(`alter table ${table} no force row level security`)
    await before(client)
    for (const table of written) await insertRows(client, table, rows.of(table))
    for (const table of written) await client.query(`alter table ${table} force row level security`)
  })
  for (const table of rows.tables) await engine.ownerPool.query(`analyze ${table}`)
}
