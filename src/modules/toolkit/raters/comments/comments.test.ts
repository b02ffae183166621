// What raters write: sealed, apart from what they answered, read by few, and never left lying.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { alderbourne, larchmead } from '../../../../../seeds/cast.ts'
import { openPair } from '../../../../../seeds/views.ts'
import { lettersTo } from '../../../../../tests/joining.ts'
import { rolledBack, type Held } from '../../../../../tests/world.ts'
import { nowhere, transaction } from '../../../../kernel/db.ts'
import { callAt } from '../../paths.ts'
import { callsOf } from '../service.ts'
import { kindsToRead } from './rules.ts'
import { sayCommentsWait } from './service.ts'

const L = larchmead.setting
const A = alderbourne.setting

async function commentsAt(w: Held, setting: string): Promise<string> {
  const [call] = await transaction(
    w.house.engine,
    { reach: { ...nowhere, settings: [setting] }, readOnly: true },
    (tx) => callsOf(tx, setting),
  )
  return `${callAt(setting, call!.id)}/comments`
}

const rows = (w: Held, setting: string, sql: string): Promise<Record<string, unknown>[]> =>
  transaction(
    w.house.engine,
    { reach: { ...nowhere, settings: [setting] }, readOnly: true },
    async (tx) => (await tx.client.query(sql)).rows as Record<string, unknown>[],
  )

rolledBack(
  'who may read: safeguarding at once, the mental health lead once closed and shown, nobody else',
  async () => {
    const open = { kinds: ['pupils', 'parents'] as const, closed_on: null }
    const closed = { ...open, closed_on: '2026-11-01' }
    assert.deepEqual(kindsToRead(['designated_safeguarding_lead'], open, []), ['pupils', 'parents'])
    assert.deepEqual(kindsToRead(['deputy_safeguarding_lead'], closed, []), ['pupils', 'parents'])
    assert.deepEqual(kindsToRead(['senior_mental_health_lead'], open, ['pupils']), [])
    assert.deepEqual(kindsToRead(['senior_mental_health_lead'], closed, ['pupils']), ['pupils'])
    assert.deepEqual(kindsToRead(['head', 'senior_leader', 'governor', 'pastoral'], closed, ['pupils', 'parents']), [])
  },
)

rolledBack(
  'the safeguarding lead reads a comment and says so; the head and the data protection officer may not',
  async (w) => {
    const at = await commentsAt(w, L)
    for (const name of ['ruth', 'leila', 'tom', 'dee'] as const)
      assert.equal((await (await w.as(name)).get(at)).status, 403, name)
    const sam = await w.as('sam')
    const { text } = await sam.get(at)
    assert.match(text, /I wish someone would ask me how it is at home/)
    assert.match(text, /3 comments nobody has read yet/)
    const read = /name="read" value="([^"]+)"/.exec(text)![1]!
    await sam.post(at, { read: `${read} ${randomUUID()} nonsense` })
    assert.match((await sam.get(at)).text, /3 comments, all read/)
    const seen = await rows(w, L, `select person_name from kernel.audit_lines where words = 'rater comments'`)
    assert.ok(seen.every((line) => line.person_name === 'Sam Okoro') && seen.length >= 2)
  },
)

rolledBack('while a call is open the mental health lead is told to wait', async (w) => {
  const { status, text } = await (await w.as('marcus')).get(await commentsAt(w, A))
  assert.equal(status, 200)
  assert.match(text, /You can read comments once the call has closed/)
  assert.doesNotMatch(text, /choose our own places/)
})

rolledBack('a comment is sealed, and nothing leads from it to the sheet', async (w) => {
  const words = 'Only the rain knows this'
  await w.nobody().post(`/views/${openPair.token}/en`, { once: randomUUID(), comment: words })
  const kept = await rows(w, A, 'select * from toolkit.rater_comments')
  assert.ok(kept.length >= 2)
  assert.deepEqual(Object.keys(kept[0]!).sort(), ['call_id', 'id', 'link', 'read_on', 'sealed', 'setting_id'])
  for (const row of kept)
    assert.ok(
      !Buffer.from(row.sealed as Buffer)
        .toString('latin1')
        .includes(words),
    )
  const sheets = await rows(w, A, 'select * from toolkit.sheets limit 1')
  assert.deepEqual(Object.keys(sheets[0]!).sort(), [
    'answers',
    'change_first',
    'id',
    'language',
    'link',
    'once',
    'open',
    'setting_id',
  ])
})

rolledBack(
  'the safeguarding lead gets a letter while a comment waits, and it says nothing of what was written',
  async (w) => {
    await w.inCtx(undefined, {}, sayCommentsWait)
    const [letter] = await lettersTo(w, 'sam.okoro@wealdshire.example', /Comments wait/)
    assert.ok(letter)
    assert.doesNotMatch(letter.words, /garden|home/)
    const home = await (await w.as('sam')).get('/')
    assert.match(home.text, /Read 3 comments of pupils, parents or staff/)
    assert.deepEqual(await lettersTo(w, 'ruth.adeyemi@wealdshire.example', /Comments wait/), [])
  },
)
