// Answering without an account: every page in every language, one sheet for each form drawn, a crowd behind one address,
// and a role that can put answers in and take none out.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { HtmlValidate } from 'html-validate'
import { alderbourne } from '../../../../../seeds/cast.ts'
import { openPair, seedPair } from '../../../../../seeds/views.ts'
import { rolledBack, type Fields, type Held } from '../../../../../tests/world.ts'
import { nowhere, transaction } from '../../../../kernel/db.ts'
import { hashOf } from '../../../../kernel/secrets.ts'
import { KINDS, spacedCode, WRONG_MOST } from '../rules.ts'
import { sheetOf, wordsIn } from '../sheets.ts'
import { keepPace, SHEETS_A_DAY, SHEETS_A_MINUTE } from './pace.ts'

const AT = `/views/${openPair.token}`
const sheet = sheetOf('pupils', 1)
const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    'long-title': 'off',
    'no-trailing-whitespace': 'off',
    'void-style': 'off',
    'no-inline-style': 'error',
    'require-sri': 'off',
    'attribute-boolean-style': 'off',
    'doctype-style': 'off',
    'tel-non-breaking': 'off',
    'heading-level': ['error', { minInitialRank: 'h2', allowMultipleH1: false }],
    'form-dup-name': ['error', { shared: ['radio'] }],
  },
})

const whole = (once: string): Fields => ({
  once,
  ...Object.fromEntries(sheet.items.map(({ key }, i) => [`item_${key}`, String(i % 4)])),
  change_first: 'student_voice',
})

/** How many sheets the open call of pupils has, asked as the owner of the setting's rows would. */
async function sheetsOf(w: Held): Promise<number> {
  const reach = { ...nowhere, settings: [alderbourne.setting] }
  return transaction(w.house.engine, { reach, readOnly: true }, async (tx) =>
    Number(
      (await tx.client.query('select count(*) as n from toolkit.sheets where link = $1', [hashOf(openPair.token)]))
        .rows[0].n,
    ),
  )
}

rolledBack(
  'every page that a rater meets is valid and says its language and direction, in every language',
  async (w) => {
    const wrong: string[] = []
    for (const kind of KINDS) {
      const at = `/views/${seedPair(alderbourne.setting, 1, kind).token}`
      for (const language of sheetOf(kind, 1).languages) {
        const { language: meant, frame } = wordsIn(language)!
        const paths = [
          `${at}?language=${language}`,
          `${at}/${language}`,
          `${at}/${language}/thanks`,
          `/views?language=${language}`,
        ]
        for (const path of paths) {
          const { status, text } = await w.nobody().get(path)
          const report = await validator.validateString(text)
          for (const result of report.results)
            for (const message of result.messages)
              wrong.push(`${language} ${path.slice(-20)}: ${message.ruleId}: ${message.message}`)
          if (status !== 200) wrong.push(`${path}: ${status}`)
          if (!text.includes(`<html lang="${meant.lang}" dir="${meant.dir}">`)) wrong.push(`${path}: language`)
          if (/<script|href="\/(?!views|assets)/.test(text)) wrong.push(`${path}: a script, or a way into the house`)
          if (language !== 'en' && !text.includes(frame.unchecked))
            wrong.push(`${path}: does not say that nobody has checked it`)
        }
      }
    }
    assert.deepEqual([...new Set(wrong)], [])
  },
)

rolledBack('the first page says who asks, what happens with answers, and how small a group may be', async (w) => {
  const { text } = await w.nobody().get(AT)
  assert.match(text, /Alderbourne Primary School/)
  assert.match(text, /The smallest group that is shown: 5 people/)
  assert.match(text, /safeguarding leads here/)
})

rolledBack('above the comment stands whom to talk to, and that nobody reads it straight away', async (w) => {
  const { text } = await w.nobody().get(`${AT}/en`)
  for (const words of ['Do not write names', 'Nobody reads this straight away', 'Miss Nnamdi', '0800 1111', '999'])
    assert.ok(text.indexOf(words) > 0 && text.indexOf(words) < text.indexOf('<textarea'), words)
})

rolledBack('easy read has a picture beside every answer and every part', async (w) => {
  const { text } = await w.nobody().get(`${AT}/en-easy`)
  const pictures = text.match(/class="ws-picture"/g)?.length ?? 0
  assert.equal(pictures, sheet.items.length * 5 + sheet.principles.length * 2)
})

rolledBack('a form sent twice counts once, and the next person’s form counts again', async (w) => {
  const before = await sheetsOf(w)
  const visitor = w.nobody()
  const drawn = async (): Promise<string> =>
    /name="once" value="([^"]+)"/.exec((await visitor.get(`${AT}/en`)).text)![1]!
  const once = await drawn()
  for (const _ of [1, 2]) {
    const { status, location } = await visitor.post(`${AT}/en`, whole(once))
    assert.equal(status, 303)
    assert.equal(location, `${AT}/en/thanks`)
  }
  assert.equal(await sheetsOf(w), before + 1)
  const next = await drawn()
  assert.notEqual(next, once)
  await visitor.post(`${AT}/en`, whole(next))
  assert.equal(await sheetsOf(w), before + 2)
})

rolledBack('three hundred pupils behind one address in one minute: none is refused', async (w) => {
  const before = await sheetsOf(w)
  for (let i = 0; i < 300; i += 1) {
    const { status } = await w.nobody().post(`${AT}/en`, whole(randomUUID()))
    assert.equal(status, 303, `pupil ${i + 1}`)
  }
  assert.equal(await sheetsOf(w), before + 300)
})

rolledBack('a machine that never stops is asked to wait', async (w) => {
  w.clock(new Date('2026-11-19T11:11:00Z'))
  let refused = 0
  for (let i = 0; i <= SHEETS_A_MINUTE; i += 1) {
    const { status } = await w.nobody().post(`${AT}/en`, whole(randomUUID()))
    if (status === 503) refused += 1
  }
  assert.equal(refused, 1)
})

rolledBack(
  'a sheet with nothing in it is drawn again in its own language, and a long comment with its words',
  async (w) => {
    const empty = await w.nobody().post(`${AT}/en-easy`, { once: randomUUID() })
    assert.equal(empty.status, 422)
    assert.match(empty.text, /<title>Error: /)
    assert.ok(empty.text.includes(wordsIn('en-easy')!.form.nothing_answered))
    const long = 'My words are many. '.repeat(80)
    const again = await w.nobody().post(`${AT}/en`, { ...whole(randomUUID()), comment: long })
    assert.equal(again.status, 422)
    assert.match(again.text, /too long.*1000 letters/)
    assert.ok(again.text.includes(long.trim().slice(0, 200)), 'nothing typed is lost')
    assert.equal(again.text.match(/ checked/g)?.length, sheet.items.length + 1)
  },
)

rolledBack('what no form of ours could have sent is left out, not kept', async (w) => {
  const once = randomUUID()
  await w.nobody().post(`${AT}/en`, {
    once,
    [`item_${sheet.items[0]!.key}`]: '2',
    [`item_${sheet.items[1]!.key}`]: '7',
    item_other: '1',
    change_first: 'drop_table',
  })
  const reach = { ...nowhere, settings: [alderbourne.setting] }
  await transaction(w.house.engine, { reach, readOnly: true }, async (tx) => {
    const { rows } = await tx.client.query('select answers, change_first from toolkit.sheets where once = $1', [once])
    assert.deepEqual(rows, [{ answers: { [sheet.items[0]!.key]: 2 }, change_first: null }])
  })
})

rolledBack(
  'a code leads to the link however it is typed; a wrong one says so, and too many are held off',
  async (w) => {
    const typed = await w
      .nobody()
      .post('/views', { code: spacedCode(openPair.code).toLowerCase(), language: 'en-easy' })
    assert.equal(typed.location, `${AT}?language=en-easy`)
    const wrongCode = `${openPair.code.slice(0, 3)}ZZZZZ`
    const wrong = await w.nobody().post('/views', { code: wrongCode })
    assert.equal(wrong.status, 422)
    assert.ok(wrong.text.includes(wordsIn('en')!.code.wrong))
    for (let i = 1; i < WRONG_MOST; i += 1) await w.nobody().post('/views', { code: wrongCode })
    const held = await w.nobody().post('/views', { code: openPair.code })
    assert.ok(held.text.includes(wordsIn('en')!.code.resting))
    const other = seedPair(alderbourne.setting, 1, 'parents')
    assert.notEqual(other.code.slice(0, 3), openPair.code.slice(0, 3))
    assert.equal((await w.nobody().post('/views', { code: other.code })).location, `/views/${other.token}`)
    w.clock(new Date('2026-11-19T10:31:00Z'))
    assert.equal((await w.nobody().post('/views', { code: openPair.code })).location, AT)
  },
)

rolledBack('a link that nobody has made opens nothing, and says so kindly', async (w) => {
  const { status, text } = await w.nobody().get('/views/not-a-link')
  assert.equal(status, 404)
  assert.ok(text.includes(wordsIn('en')!.code.wrong))
  assert.equal((await w.nobody().get(`${AT}/xx`)).location, AT)
})

rolledBack('after its last day a link is closed, even before the night’s work has closed the call', async (w) => {
  w.clock(new Date('2027-01-20T09:00:00Z'))
  const before = await sheetsOf(w)
  const { status, text } = await w.nobody().get(`${AT}/en`)
  assert.equal(status, 410)
  assert.match(text, /These questions have closed/)
  assert.equal((await w.nobody().post(`${AT}/en`, whole(randomUUID()))).status, 410)
  assert.equal(await sheetsOf(w), before)
})

rolledBack(
  'where the Toolkit is switched off nobody is asked: nothing is taken in that nobody could read',
  async (w) => {
    const helen = await w.as('helen')
    const switching = `/settings/${alderbourne.setting}/modules`
    const version = /name="version" value="(\d+)"/.exec((await helen.get(switching)).text)![1]!
    assert.equal((await helen.post(switching, { modules: [], version })).status, 303)
    const before = await sheetsOf(w)
    for (const path of [AT, `${AT}/en`]) assert.equal((await w.nobody().get(path)).status, 410, path)
    assert.equal((await w.nobody().post(`${AT}/en`, whole(randomUUID()))).status, 410)
    assert.equal(await sheetsOf(w), before)
    const typed = await w.nobody().post('/views', { code: spacedCode(openPair.code), language: 'en' })
    assert.equal(typed.status, 422)
    assert.match(typed.text, /These questions have closed/)
    const on = String(Number(version) + 1)
    assert.equal((await helen.post(switching, { modules: ['toolkit'], version: on })).status, 303)
    assert.equal((await w.nobody().post(`${AT}/en`, whole(randomUUID()))).status, 303, 'on again, they go on')
  },
)

rolledBack('a machine that stays under the limit of a minute comes to the end of a day’s', async () => {
  const link = hashOf('a link of this test alone')
  const began = Date.parse('2026-11-19T00:00:00Z')
  const send = (i: number): void => keepPace(link, new Date(began + Math.floor(i / SHEETS_A_MINUTE) * 60_000))
  for (let i = 0; i < SHEETS_A_DAY; i += 1) send(i)
  assert.throws(() => send(SHEETS_A_DAY), /unavailable/)
  keepPace(link, new Date(began + 86_400_000))
})

rolledBack('someone signed in answers as nobody: neither their name nor their session reaches the sheet', async (w) => {
  const marcus = await w.as('marcus')
  const { text } = await marcus.get(AT)
  assert.doesNotMatch(text, /Marcus|Sign out/)
  const { status } = await marcus.post(`${AT}/en`, { ...whole(randomUUID()), form_token: '' })
  assert.equal(status, 303)
})

rolledBack('the raters’ role reads the link it holds and nothing else, and can take no answer out', async (w) => {
  const link = hashOf(openPair.token)
  const asRater = <T>(sql: string, held: Buffer | null = link): Promise<T[]> =>
    transaction(
      w.house.engine,
      { role: 'rater', reach: { ...nowhere, link: held ?? undefined } },
      async (tx) => (await tx.client.query(sql)).rows as T[],
    )
  assert.equal((await asRater('select kind from toolkit.call_links')).length, 1)
  assert.equal((await asRater('select kind from toolkit.call_links', null)).length, 0)
  assert.equal((await asRater('select kind from toolkit.call_links', hashOf('another'))).length, 0)
  const refused = [
    'select 1 from toolkit.sheets',
    'select 1 from toolkit.rater_comments',
    'select 1 from toolkit.call_results',
    'select speaker from toolkit.translation_checks',
    'select 1 from people.people',
    'select 1 from settings.settings',
    'select 1 from kernel.audit_lines',
    'delete from toolkit.sheets',
    `update toolkit.call_links set open = true`,
    `insert into kernel.audit_lines (setting_id, at, person_name, deed, words) values (gen_random_uuid(), now(), 'x', 'a.b', 'x')`,
  ]
  for (const sql of refused)
    await assert.rejects(
      w.undone(() => asRater(sql)),
      { code: '42501' },
      sql,
    )
  const parents = hashOf(seedPair(alderbourne.setting, 1, 'parents').token).toString('hex')
  await assert.rejects(
    w.undone(() =>
      asRater(
        `insert into toolkit.sheets (setting_id, link, once, language, answers) values ('${alderbourne.setting}', '\\x${parents}', gen_random_uuid(), 'en', '{}')`,
      ),
    ),
    { code: '42501' },
    'a sheet for a link that it does not hold',
  )
})
