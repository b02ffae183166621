// Writes down every statement that a request sends to PostgreSQL, with its values and its transactions, and turns
// them into a script that pgbench runs: the same work without us.
import type pg from 'pg'
import type { Engine } from '../src/kernel/engine.ts'

export type Sent = { text: string; values: readonly unknown[] }

type Told = string | { text: string; values?: unknown[] }

/** The engine as it is, except that what goes through its web pool is written to `sent`. */
export function recording(engine: Engine, sent: Sent[]): Engine {
  const connect = async (): Promise<unknown> => {
    const client = await engine.pool.connect()
    const query = (told: Told, values?: unknown[]): Promise<unknown> => {
      if (typeof told === 'string') sent.push({ text: told, values: values ?? [] })
      else sent.push({ text: told.text, values: told.values ?? [] })
      return values === undefined ? client.query(told as string) : client.query(told as string, values)
    }
    return { query, release: (broken?: Error) => client.release(broken) }
  }
  const pool = { connect, query: (text: string) => engine.pool.query(text) } as unknown as pg.Pool
  return { ...engine, pool }
}

/** As the driver would write it; undefined for null, which pgbench cannot bind. */
function written(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined
  if (value instanceof Date) return value.toISOString()
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`
  if (Array.isArray(value)) return `{${value.map((one) => `"${String(one).replace(/[\\"]/g, '\\$&')}"`).join(',')}}`
  return typeof value === 'object' ? JSON.stringify(value) : `${value as string | number | boolean}`
}

export type Script = { text: string; variables: Record<string, string> }

/** Every value stays a parameter, as it is with us: pgbench gets them as variables and binds them. */
export function pgbenchScript(sent: readonly Sent[]): Script {
  const variables: Record<string, string> = {}
  const commands = sent.map(({ text, values }, at) => {
    const bound = text.replace(/\$(\d+)/g, (_, n: string) => {
      const value = written(values[Number(n) - 1])
      if (value === undefined) return 'null'
      if (value === '') return "''" // pgbench has no empty variables
      variables[`s${at}_${n}`] = value
      return `:s${at}_${n}`
    })
    return `${bound.trim().replace(/;$/, '')};`
  })
  return { text: `${commands.join('\n')}\n`, variables }
}
