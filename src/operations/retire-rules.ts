// From the rules of the tables to the statements that find what is past its time. The order is such that whatever
// points to a row goes before it, and whatever a rule asks about is still there when it is asked.
import { modules } from '../app.ts'
import type { TableNote } from '../kernel/module.ts'
import { carriedOut, SETTING_LEFT, spanInWords, type CarriedOut, type Span } from '../kernel/retire.ts'
import { kernelTables } from '../kernel/tables.ts'
import type { Table } from './rows.ts'

export type Due = {
  table: Table
  note: TableNote
  /** A condition on the alias `t`; `$1` is now. */
  where: string
}

type Notes = Readonly<Record<string, TableNote | undefined>>

export const tableNotes: Notes = Object.assign({}, kernelTables, ...modules.map((module) => module.tables))

const NAME = /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/

function named(name: string): string {
  if (!NAME.test(name)) throw new Error(`A rule names ${name}, which is no table or column`)
  return name
}

const limit = (span: Span): string => `$1::timestamptz - interval '${spanInWords(span)}'`

/** A day has passed when it is over in London. */
function momentOf(table: Table, alias: string, column: string): string {
  const type = table.columns.find((one) => one.name === column)?.type
  const at = `${alias}.${named(column)}`
  if (type === 'date') return `((${at} + 1)::timestamp at time zone 'Europe/London')`
  if (type === 'timestamp with time zone') return at
  throw new Error(`A rule counts from ${table.name}.${column}, which is ${type ?? 'not there'} and no day or moment`)
}

/** Writes conditions for the tables there are; every subquery gets an alias of its own. */
function writer(tables: ReadonlyMap<string, Table>, notes: Notes) {
  let aliases = 0

  const tableOf = (name: string): Table => {
    const table = tables.get(name)
    if (!table) throw new Error(`A rule names the table ${name}, which is not there`)
    return table
  }

  const joined = (from: Table, alias: string, of: Table, other: string, by: Readonly<Record<string, string>>): string =>
    [
      ...Object.entries(by).map(([own, theirs]) => `${other}.${named(theirs)} = ${alias}.${named(own)}`),
      ...(from.tenant && of.tenant ? [`${other}.setting_id = ${alias}.setting_id`] : []),
    ].join(' and ')

  const settingLeft = (table: Table, alias: string, after: Span): string => {
    if (!table.tenant) throw new Error(`${table.name} has no setting that could have left`)
    const left = momentOf(tableOf('settings.enrolments'), 'e', 'left_on')
    return `${alias}.setting_id in (select e.setting_id from settings.enrolments e group by e.setting_id
      having bool_and(e.left_on is not null) and max(${left}) <= ${limit(after)})`
  }

  const after = (rule: Extract<CarriedOut, { after: Span }>, table: Table, alias: string): string => {
    if (rule.from === SETTING_LEFT) return settingLeft(table, alias, rule.after)
    const columns = typeof rule.from === 'string' ? [rule.from] : rule.from
    if (!('of' in rule))
      return `least(${columns.map((column) => momentOf(table, alias, column)).join(', ')}) <= ${limit(rule.after)}`
    const of = tableOf(rule.of)
    const other = `o${(aliases += 1)}`
    const moment = momentOf(of, other, columns[0]!)
    return `exists (select from ${of.name} ${other} where ${joined(table, alias, of, other, rule.by)} and ${moment} <= ${limit(rule.after)})`
  }

  const later = (rule: Extract<CarriedOut, { later: number }>, table: Table, alias: string): string => {
    const of = tableOf(rule.of)
    const [own, next] = [`o${(aliases += 1)}`, `n${aliases}`]
    const same = of.tenant ? `${next}.setting_id = ${own}.setting_id and ` : ''
    const number = named(rule.number)
    return `exists (select from ${of.name} ${own} join ${of.name} ${next} on ${same}${next}.${number} >= ${own}.${number} + ${rule.later} and ${next}.${named(rule.ended)} is not null
      where ${joined(table, alias, of, own, rule.by)})`
  }

  const ruleOf = (rule: CarriedOut, table: Table, alias: string): string => {
    if ('after' in rule) return after(rule, table, alias)
    if ('later' in rule) return later(rule, table, alias)
    const of = tableOf(rule.with)
    const other = `o${(aliases += 1)}`
    return `exists (select from ${of.name} ${other} where ${joined(table, alias, of, other, rule.by)} and ${conditionOf(of, other)})`
  }

  const conditionOf = (table: Table, alias: string): string => {
    const rules = carriedOut(notes[table.name]?.retire)
    return rules.length === 0 ? 'false' : `(${rules.map((rule) => ruleOf(rule, table, alias)).join(' or ')})`
  }

  return (table: Table): string => conditionOf(table, 't')
}

/** The tables that a table must go before: those it points to, and those its rules ask about. */
function awaitedBy(table: Table, notes: Notes): string[] {
  const asked = carriedOut(notes[table.name]?.retire).flatMap((rule) =>
    'with' in rule ? [rule.with] : 'of' in rule ? [rule.of] : [],
  )
  return [...table.after, ...asked].filter((name) => name !== table.name)
}

function inOrder(tables: readonly Table[], notes: Notes): Table[] {
  const left = new Map(tables.map((table) => [table.name, table]))
  const ordered: Table[] = []
  while (left.size > 0) {
    const awaited = new Set([...left.values()].flatMap((table) => awaitedBy(table, notes)))
    const next = [...left.values()].find((table) => !awaited.has(table.name))
    if (!next) throw new Error(`The rules of these tables wait for one another: ${[...left.keys()].join(', ')}`)
    left.delete(next.name)
    ordered.push(next)
  }
  return ordered
}

/** What retire-data looks at, in order. A table whose rows go by another deed, or stay, is not in it. */
export function dueIn(tables: readonly Table[], notes: Notes = tableNotes): Due[] {
  const where = writer(new Map(tables.map((table) => [table.name, table])), notes)
  return inOrder(tables, notes).flatMap((table) => {
    const note = notes[table.name]
    if (!note?.retire) throw new Error(`${table.name} does not say when its rows go: see TableNote.retire`)
    return carriedOut(note.retire).length === 0 ? [] : [{ table, note, where: where(table) }]
  })
}
