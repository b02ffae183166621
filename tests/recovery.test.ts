// An attacker who reads everything: every page that shows rater views, as every person, and everything that is exported,
// and who tries to recover what a group under the smallest said. The proof is by twins: two worlds that differ only in
// what such a group did must look the same, to the last letter, to everyone. Any route that declares that it sees
// 'rater views' is read here by itself.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { modules } from '../src/app.ts'
import { nowhere, transaction } from '../src/kernel/db.ts'
import type { TableNote } from '../src/kernel/module.ts'
import { callAt } from '../src/modules/toolkit/paths.ts'
import { KINDS, type Kind } from '../src/modules/toolkit/raters/rules.ts'
import { sheetOf } from '../src/modules/toolkit/raters/sheets.ts'
import { newestCall } from '../src/modules/toolkit/raters/store.ts'
import { alderbourne, castNames } from '../seeds/cast.ts'
import { seedPair } from '../seeds/views.ts'
import { addressOf, PLACES, routes } from './openings.ts'
import { rolledBack, type Held, type Visitor } from './world.ts'

const A = alderbourne.setting
const showing = routes.filter((route) => route.method === 'GET' && route.sees === 'rater views')
const notes: Readonly<Record<string, TableNote>> = Object.assign({}, ...modules.map((module) => module.tables))
const exported = Object.keys(notes).filter((name) => !notes[name]!.installation && !notes[name]!.notExported)

type Sheet = { answers: Readonly<Record<string, string>>; change_first?: string; language?: string }
type World = Readonly<Record<Kind, readonly Sheet[]>>

const itemsOf = (kind: Kind): string[] => sheetOf(kind, 1).items.map((item) => item.key)
/** A sheet that says the same to everything, but for a few. */
const saying = (
  kind: Kind,
  value: string,
  but: Record<string, string> = {},
  more: Omit<Sheet, 'answers'> = {},
): Sheet => ({
  answers: { ...Object.fromEntries(itemsOf(kind).map((key) => [key, value])), ...but },
  ...more,
})
const times = (n: number, one: Sheet): Sheet[] => Array.from({ length: n }, () => one)
const PUPILS = [
  ...times(9, saying('pupils', '2')),
  ...times(6, saying('pupils', '3')),
  ...times(5, saying('pupils', '1')),
]
const usual: World = {
  pupils: PUPILS,
  parents: times(7, saying('parents', '2')),
  staff: times(6, saying('staff', '1')),
}

/** Everything that differs each time a page is drawn, and says nothing. */
function plain(text: string): string {
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
    .replace(/name="form_token" value="[^"]*"/g, 'name="form_token"')
}

/** Sends the sheets of a world as raters do, in place of those that the seeds put in. */
async function answerAs(w: Held, world: World): Promise<void> {
  await transaction(w.house.engine, { reach: { ...nowhere, settings: [A] } }, ({ client }) =>
    client.query('delete from toolkit.sheets'),
  )
  for (const kind of KINDS)
    for (const { answers, change_first = '', language = 'en' } of world[kind]) {
      const given = Object.fromEntries(Object.entries(answers).map(([key, value]) => [`item_${key}`, value]))
      const at = `/views/${seedPair(A, 1, kind).token}/${language}`
      const { status } = await w.nobody().post(at, { once: randomUUID(), ...given, change_first })
      assert.equal(status, 303, `a sheet of ${kind}`)
    }
}

async function closing(w: Held, visitor: Visitor): Promise<void> {
  const reach = { ...nowhere, settings: [A] }
  const { id } = await transaction(w.house.engine, { reach, readOnly: true }, (tx) =>
    tx.one(newestCall, { setting: A }),
  )
  assert.equal((await visitor.post(`${callAt(A, id)}/closing`)).status, 303)
}

/** What each person of the cast, and nobody, is shown by every route that shows views; and what is exported. */
async function everythingSeen(w: Held): Promise<Map<string, string>> {
  const seen = new Map<string, string>()
  for (const name of [...castNames, 'nobody'] as const) {
    const visitor = name === 'nobody' ? w.nobody() : await w.as(name)
    for (const route of showing)
      for (const at of PLACES) {
        const address = await addressOf(w, route, at)
        if (!address) continue
        const { status, text } = await visitor.get(address.path)
        seen.set(`${route.path} at ${at.name} as ${name}`, status === 200 ? plain(text) : String(status))
      }
  }
  await transaction(w.house.engine, { reach: { ...nowhere, settings: [A] }, readOnly: true }, async ({ client }) => {
    for (const table of exported) {
      const { rows } = await client.query<{ line: string }>(`select row_to_json(t)::text as line from ${table} t`)
      seen.set(
        `export of ${table}`,
        rows
          .map((row) => plain(row.line))
          .sort()
          .join('\n'),
      )
    }
  })
  return seen
}

type When = 'open' | 'closed'

async function seenIn(w: Held, world: World, when: When): Promise<Map<string, string>> {
  return w.undone(async () => {
    await answerAs(w, world)
    if (when === 'closed') await closing(w, await w.as('marcus'))
    return everythingSeen(w)
  })
}

function differences(one: Map<string, string>, other: Map<string, string>): string[] {
  assert.deepEqual([...one.keys()], [...other.keys()])
  return [...one.keys()].filter((key) => one.get(key) !== other.get(key))
}

test('there are pages that show views, and everything else of a setting is read too', () => {
  assert.ok(showing.length >= 2)
  assert.ok(exported.includes('toolkit.call_results'))
  assert.ok(!exported.includes('toolkit.sheets') && !exported.includes('toolkit.rater_comments'))
})

rolledBack('the attacker here does see what a group large enough says', async (w) => {
  const one = await seenIn(w, usual, 'closed')
  const other = await seenIn(w, { ...usual, parents: times(7, saying('parents', '3')) }, 'closed')
  const changed = differences(one, other)
  assert.ok(changed.some((key) => key.includes('calls/:call') && key.endsWith('as marcus')))
  assert.ok(changed.includes('export of toolkit.call_results'))
})

/** Worlds of which none may look different from the first. */
const TWINS: readonly { name: string; when: When; worlds: readonly World[] }[] = [
  {
    name: 'of a kind with four or fewer, neither how many nor what they said',
    when: 'closed',
    worlds: [1, 2, 4].map((n) => ({
      ...usual,
      staff: times(n, saying('staff', String(n % 4), {}, { change_first: 'student_voice' })),
    })),
  },
  {
    name: 'of a question that four or fewer answered, nothing they said',
    when: 'closed',
    worlds: ['0', '3'].map((value) => ({
      ...usual,
      pupils: [
        ...times(12, saying('pupils', '2', { belong: 'unknown' })),
        ...times(4, saying('pupils', '2', { belong: value })),
      ],
    })),
  },
  {
    name: 'where four or fewer would change something first, not how many',
    when: 'closed',
    worlds: [1, 3, 4].map((n) => ({
      ...usual,
      pupils: [
        ...times(9, saying('pupils', '2', {}, { change_first: 'ethos_environment' })),
        ...times(n, saying('pupils', '2', {}, { change_first: 'student_voice' })),
        ...times(5 - n, saying('pupils', '2', {}, { change_first: 'parents_carers' })),
      ],
    })),
  },
  {
    name: 'not whether everyone said the same or one did not',
    when: 'closed',
    worlds: [0, 1].map((odd) => ({
      ...usual,
      parents: [...times(8 - odd, saying('parents', '3')), ...times(odd, saying('parents', '2'))],
    })),
  },
  {
    name: 'not in which language anyone answered',
    when: 'closed',
    worlds: [0, 1, 4].map((n) => ({
      ...usual,
      pupils: PUPILS.map((sheet, i) => (i < n ? { ...sheet, language: 'en-easy' } : sheet)),
    })),
  },
  {
    name: 'not in which order they came',
    when: 'closed',
    worlds: [usual, { ...usual, pupils: PUPILS.toReversed() }],
  },
  {
    name: 'while it is open, nothing that anyone said, and not whether one or four have come',
    when: 'open',
    worlds: [
      { ...usual, staff: times(1, saying('staff', '0')) },
      { ...usual, pupils: times(PUPILS.length, saying('pupils', '0')), staff: times(4, saying('staff', '3')) },
    ],
  },
]

for (const { name, when, worlds } of TWINS)
  rolledBack(`nobody can recover, ${name}`, async (w) => {
    const [first, ...others] = worlds
    const one = await seenIn(w, first!, when)
    for (const other of others) assert.deepEqual(differences(one, await seenIn(w, other, when)), [])
  })

rolledBack('no raw answer is kept once a call has closed, anywhere in the setting’s rows', async (w) => {
  await answerAs(w, usual)
  await closing(w, await w.as('marcus'))
  await transaction(w.house.engine, { reach: { ...nowhere, settings: [A] }, readOnly: true }, async ({ client }) => {
    assert.equal((await client.query('select 1 from toolkit.sheets')).rows.length, 0)
  })
})
