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
import { COMMENTS_A_PAGE, sayCommentsWait } from './service.ts'

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

rolledBack('what the mental health lead has looked at still waits for a safeguarding lead', async (w) => {
  const at = await commentsAt(w, L)
  const [amina, sam] = [await w.as('amina'), await w.as('sam')]
  const ids = /name="read" value="([^"]+)"/.exec((await sam.get(at)).text)![1]!
  const { text } = await amina.get(at)
  assert.match(text, /I wish someone would ask me how it is at home/)
  assert.doesNotMatch(text, /I have read these/)
  assert.equal((await amina.post(at, { read: ids })).status, 403)
  await w.inCtx(undefined, {}, sayCommentsWait)
  assert.ok((await lettersTo(w, 'sam.okoro@wealdshire.example', /Comments wait/))[0], 'the letter still comes')
})

rolledBack('whoever switches the Toolkit off takes no comment from the safeguarding lead', async (w) => {
  const at = await commentsAt(w, L)
  const ruth = await w.as('ruth')
  const switching = `/settings/${L}/modules`
  const version = /name="version" value="(\d+)"/.exec((await ruth.get(switching)).text)![1]!
  assert.equal((await ruth.post(switching, { modules: [], version })).status, 303)
  const { status, text } = await (await w.as('sam')).get(at)
  assert.equal(status, 200)
  assert.match(text, /I wish someone would ask me how it is at home/)
  assert.equal((await ruth.get(at)).status, 403)
})

rolledBack('very many comments are read a page at a time, those nobody has read first', async (w) => {
  const [kept] = await rows(w, L, 'select call_id, link, sealed from toolkit.rater_comments limit 1')
  const { call_id, link, sealed } = kept as { call_id: string; link: Buffer; sealed: Buffer }
  await transaction(w.house.engine, { role: 'rater', reach: { ...nowhere, link } }, ({ client }) =>
    client.query(
      `insert into toolkit.rater_comments (setting_id, call_id, link, sealed)
       select $1, $2, $3, $4 from generate_series(1, 250)`,
      [L, call_id, link, sealed],
    ),
  )
  const at = `${callAt(L, call_id)}/comments`
  const safe = await w.as('sam')
  const first = await safe.get(at)
  const shown = (text: string): number => text.match(/class="ws-comment"/g)?.length ?? 0
  assert.equal(shown(first.text), COMMENTS_A_PAGE)
  assert.match(first.text, /25\d comments nobody has read yet/)
  assert.match(first.text, /comments\?page=2/)
  assert.ok(shown((await safe.get(`${at}?page=3`)).text) < COMMENTS_A_PAGE)
  const read = /name="read" value="([^"]+)"/.exec(first.text)![1]!
  assert.equal((await safe.post(at, { read })).status, 303)
  assert.match((await safe.get(at)).text, /15\d comments nobody has read yet/)
})

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
