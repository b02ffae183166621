// What is asked together is answered in order on either engine, and fails as one.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { freshEngine } from '../../tests/world.ts'
import { transaction } from './db.ts'
import { query } from './sql.ts'

const saying = query<{ words: string }>()(z.object({ said: z.string() }), 'select :words::text as said')
const dividing = query<{ by: number }>()(z.object({ out: z.number() }), 'select 1 / :by::int as out')
const asking = query()(
  z.object({ role: z.string(), read_only: z.string() }),
  `select current_role::text as role, current_setting('transaction_read_only') as read_only`,
)

test('whoever asks several things at once gets each answer in its place, in their own role', async () => {
  const engine = await freshEngine()
  try {
    const answers = await transaction(engine, { role: 'door', readOnly: true }, (tx) =>
      tx.together([
        () => tx.one(saying, { words: 'first' }),
        () => tx.many(dividing, { by: 1 }),
        () => tx.one(asking, {}),
        () => tx.one(saying, { words: 'last' }),
      ]),
    )
    const [first, divided, asked, last] = answers
    assert.deepEqual([first.said, divided, last.said], ['first', [{ out: 1 }], 'last'])
    assert.match(asked.role, /_door$/)
    assert.equal(asked.read_only, 'on')
  } finally {
    await engine.close()
  }
})

test('when one of several things goes wrong, the person is told of that one, and the next request finds all in order', async () => {
  const engine = await freshEngine()
  try {
    const both = transaction(engine, { role: 'door' }, (tx) =>
      tx.together([() => tx.one(dividing, { by: 0 }), () => tx.one(saying, { words: 'never heard' })]),
    )
    await assert.rejects(both, /division by zero/)
    const again = Array.from({ length: 12 }, (_, i) =>
      transaction(engine, { role: 'door', readOnly: true }, (tx) =>
        tx.together([() => tx.one(saying, { words: `${i}` }), () => tx.one(asking, {})]),
      ),
    )
    const heard = await Promise.all(again)
    assert.deepEqual(
      heard.map(([one]) => one.said),
      heard.map((_, i) => `${i}`),
    )
  } finally {
    await engine.close()
  }
})
