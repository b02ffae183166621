// A statement is a value: SQL text with :named parameters beside the shape of its answer.
// tests/sql.test.ts asks PostgreSQL to describe every one of them, so shapes are proved, not claimed, and
// nothing needs checking while the service runs.
import { createHash } from 'node:crypto'
import type { z } from 'zod'

export type Param = string | number | boolean | Date | Buffer | null | readonly string[] | readonly number[]

export type Query<P, R> = {
  readonly kind: 'query'
  /** The prepared statement's name, from its text. */
  readonly name: string
  /** As written, with :names. */
  readonly source: string
  /** As sent, with $1, $2 … */
  readonly text: string
  readonly params: readonly string[]
  readonly row: z.ZodObject
  /** Constraint name → problem code, for a statement that may break it. */
  readonly onConflict: Readonly<Record<string, string>>
  /** Never set; it carries the types. */
  readonly types?: { params: P; row: R }
}

// A string literal, a quoted name, a comment, a cast, or a :name.
const TOKENS = /'(?:[^']|'')*'|"[^"]*"|--[^\n]*|\/\*[\s\S]*?\*\/|::|:([a-z_][a-z0-9_]*)/g

function compile(source: string): { text: string; params: string[] } {
  const params: string[] = []
  const text = source.replace(TOKENS, (token, name: string | undefined) => {
    if (name === undefined) return token
    let at = params.indexOf(name)
    if (at < 0) at = params.push(name) - 1
    return `$${at + 1}`
  })
  return { text, params }
}

/** Declares a statement: `query<{ id: string }>()(RowShape, sql)`. Parameters are always bound, never spliced. */
export function query<P extends Record<string, Param> = Record<never, never>>() {
  return <S extends z.ZodObject>(
    row: S,
    source: string,
    options: { onConflict?: Record<string, string> } = {},
  ): Query<P, z.output<S>> => {
    const { text, params } = compile(source)
    const name = 'q_' + createHash('sha256').update(source).digest('hex').slice(0, 20)
    return { kind: 'query', name, source, text, params, row, onConflict: options.onConflict ?? {} }
  }
}

/** The bound values in the statement's order; a missing one is our fault and says which. */
export function bind<P, R>(statement: Query<P, R>, params: P): unknown[] {
  return statement.params.map((name) => {
    const value = (params as Record<string, unknown>)[name]
    if (value === undefined)
      throw new Error(`Parameter :${name} was not given to ${statement.source.trim().slice(0, 80)}`)
    return value
  })
}

/** A value for a jsonb parameter (`:rows::jsonb`): the driver would turn a bare array into a PostgreSQL array. */
export function json(value: unknown): string {
  return JSON.stringify(value)
}
