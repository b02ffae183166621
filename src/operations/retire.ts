// Removes the rows whose time is over, by the rule of each table. A dry run counts in a read-only transaction and so
// cannot remove anything. The deed itself goes a few thousand rows at a time, children before parents, each part kept
// with its line in the audit, so that it can be broken off at any moment and taken up again.
import { INSTALLATION } from '../kernel/context.ts'
import { transaction, type Tx } from '../kernel/db.ts'
import type { Engine } from '../kernel/engine.ts'
import { addAuditLine } from '../kernel/store.ts'
import { wordsOfCount } from '../view/words.ts'
import { schemas } from './backup.ts'
import { dueIn, type Due } from './retire-rules.ts'
import { tablesOf } from './rows.ts'

export type Found = { table: string; keep: string; rows: number }
export type Watch = (table: string, gone: number, of: number) => void

const AT_ONCE = 5000

/** In the name of the tables' owner, who says that this is what it is for (policy owner_retires). */
function asRetiring<T>(engine: Engine, readOnly: boolean, f: (tx: Tx) => Promise<T>): Promise<T> {
  return transaction(engine, { role: 'owner', readOnly }, async (tx) => {
    await tx.client.query(`select set_config('app.retiring', 'yes', true)`)
    return f(tx)
  })
}

async function countDue(tx: Tx, due: Due, now: Date): Promise<number> {
  const { rows } = await tx.client.query<{ n: string }>(
    `select count(*) as n from ${due.table.name} t where ${due.where}`,
    [now],
  )
  return Number(rows[0]!.n)
}

/** How many rows of each table are past their time. */
export async function findDue(engine: Engine, now: Date): Promise<Found[]> {
  return asRetiring(engine, true, async (tx) => {
    const found: Found[] = []
    for (const due of dueIn(await tablesOf(tx.client, schemas)))
      found.push({ table: due.table.name, keep: due.note.keep, rows: await countDue(tx, due, now) })
    return found
  })
}

const auditWords = ({ table, note }: Due): string =>
  ` of ${table.name} removed, whose time was over. Kept: ${note.keep}`.slice(0, 440)

/** One part: the rows go and each setting they belonged to gets its line, or neither. */
async function removePart(tx: Tx, due: Due, now: Date): Promise<number> {
  const { table, note, where } = due
  const whose = table.tenant && !note.installation ? 'setting_id' : `'${INSTALLATION}'::uuid`
  // A row that someone changes at this moment has another ctid afterwards, and is left to the next run.
  const { rows } = await tx.client.query<{ n: string }>(
    `with gone as (
       delete from ${table.name}
        where ctid = any (array (select t.ctid from ${table.name} t where ${where} limit ${AT_ONCE}))
       returning ${whose} as setting_id
     ), noted as (
       insert into kernel.audit_lines (setting_id, at, person_id, person_name, deed, about, words)
       select setting_id, $1, null, 'Wholeschool', 'kernel.retired', null,
              count(*) || case count(*) when 1 then ' row' else ' rows' end || $2::text
         from gone group by setting_id
     )
     select count(*) as n from gone`,
    [now, auditWords(due)],
  )
  return Number(rows[0]!.n)
}

async function removeAll(engine: Engine, due: Due, now: Date, of: number, watch: Watch): Promise<number> {
  let gone = 0
  for (;;) {
    const part = await asRetiring(engine, false, (tx) => removePart(tx, due, now))
    gone += part
    if (part > 0) watch(due.table.name, gone, of)
    if (part < AT_ONCE) return gone
  }
}

/** Removes them, and answers how many went. */
export async function removeDue(engine: Engine, now: Date, watch: Watch): Promise<Found[]> {
  const expected = new Map((await findDue(engine, now)).map((one) => [one.table, one.rows]))
  const tables = await asRetiring(engine, true, (tx) => tablesOf(tx.client, schemas))
  const removed: Found[] = []
  for (const due of dueIn(tables)) {
    const rows = await removeAll(engine, due, now, expected.get(due.table.name) ?? 0, watch)
    removed.push({ table: due.table.name, keep: due.note.keep, rows })
  }
  await noteRun(engine, removed, now)
  return removed
}

/** For whoever looks after the installation: what went in all. A run that found nothing is no deed. */
async function noteRun(engine: Engine, removed: readonly Found[], now: Date): Promise<void> {
  const some = removed.filter((one) => one.rows > 0)
  if (some.length === 0) return
  const rows = some.reduce((sum, one) => sum + one.rows, 0)
  const words = `retire-data removed ${wordsOfCount(rows, 'row')} from ${wordsOfCount(some.length, 'table')}`
  const line = { setting: INSTALLATION, at: now, person: null, person_name: 'Wholeschool', about: null, words }
  await asRetiring(engine, false, (tx) => tx.run(addAuditLine, { ...line, deed: 'kernel.retired' }))
}
