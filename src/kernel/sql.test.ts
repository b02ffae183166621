// A statement's named parameters become PostgreSQL's numbered ones, and nothing else is taken for one.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { bind, query } from './sql.ts'

const Row = z.object({})

test('a name becomes a number, the same for each of its places', () => {
  const statement = query<{ a: string; b: string }>()(Row, 'select :a::text, :b, :a where x::int = 1')
  assert.equal(statement.text, 'select $1::text, $2, $1 where x::int = 1')
  assert.deepEqual(bind(statement, { a: 'one', b: 'two' }), ['one', 'two'])
})

test('literals, quoted names, comments and casts are left alone', () => {
  const text = `select ':no', "a:no", x::text -- :no\n /* :no */ from t where at = :yes`
  assert.deepEqual(query<{ yes: string }>()(Row, text).params, ['yes'])
})

test('a parameter that was not given is a fault, never a null', () => {
  const statement = query<{ a: string }>()(Row, 'select :a')
  assert.throws(() => bind(statement, {} as { a: string }), /:a was not given/)
})
