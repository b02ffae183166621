// The audit of a place, read by those who answer for it: by days, by person, by kind, from place to place; turned over
// without missing a line or seeing one twice; and saved as a file, which is a line itself.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { alderbourne, cast, larchmead, programme } from '../../../../seeds/cast.ts'
import { rolledBack, type Answered, type Held, type Visitor } from '../../../../tests/world.ts'
import { auditAsked, auditQuery, deedInWords, kindsOf, roomInWords } from './rules.ts'

const PATH = `/settings/${larchmead.setting}/audit`
/** Before the county began: nothing stands there but what a test puts in. */
const DAYS = 'from=2019-03-01&until=2019-03-31'

type Line = { at: string; words: string; person?: string; name?: string; deed?: string; about?: string }

function write(w: Held, lines: readonly Line[], setting: string = larchmead.setting): Promise<void> {
  const who = setting === larchmead.setting ? 'ruth' : 'helen'
  return w.inCtx(who, { setting }, async ({ tx }) => {
    for (const { at, words, person = null, name = 'Someone', deed = 'trial.done', about = null } of lines)
      await tx.client.query(
        `insert into kernel.audit_lines (setting_id, at, person_id, person_name, deed, about, words) values ($1, $2, $3, $4, $5, $6, $7)`,
        [setting, at, person, name, deed, about, words],
      )
  })
}

/** What stands in the last column of the table, in order. */
const wordsOf = ({ text }: Answered): string[] =>
  [...text.matchAll(/data-label="In words">([^<]*)</g)].map((found) => found[1]!)

function linkOf({ text }: Answered, rel: 'prev' | 'next'): string | undefined {
  return new RegExp(`href="([^"]+)" rel="${rel}"`).exec(text)?.[1]?.replaceAll('&amp;', '&')
}

rolledBack('a head reads who did and saw what at her school, and reading it is a line too', async (w) => {
  const ruth = await w.as('ruth')
  await write(w, [{ at: w.house.clock().toISOString(), words: 'Changed <words>', deed: 'trial.words-changed' }])
  const shown = await ruth.get(PATH)
  assert.equal(shown.status, 200)
  assert.match(shown.text, /from 20\u00a0October\u00a02026 to 19\u00a0November\u00a02026/, 'the last thirty days')
  assert.match(shown.text, /Changed &lt;words&gt;/)
  assert.match(shown.text, /Words changed/)
  assert.match((await ruth.get(`${PATH}?kind=seen`)).text, /Looked at[\s\S]*the audit/)
})

rolledBack(
  'the audit is open to those who answer for the place, to read and to save, and to nobody else',
  async (w) => {
    for (const name of ['ruth', 'sam', 'leila'] as const) {
      const visitor = await w.as(name)
      assert.equal((await visitor.get(PATH)).status, 200, name)
      assert.equal((await visitor.post(`${PATH}/file`)).status, 200, name)
    }
    for (const [name, status] of [
      ['joan', 403],
      ['amina', 403],
      ['helen', 404],
      ['priya', 404],
    ] as const) {
      const visitor = await w.as(name)
      assert.equal((await visitor.get(PATH)).status, status, name)
      assert.equal((await visitor.post(`${PATH}/file`)).status, status, name)
    }
    const helen = await w.as('helen')
    assert.equal((await helen.get(`/settings/${alderbourne.setting}/audit`)).status, 200)
    assert.equal((await helen.post('/account/audit/file')).status, 404)
  },
)

rolledBack('one line is called one line, and none is said with what to do', async (w) => {
  const leila = await w.as('leila')
  const empty = await leila.get(`${PATH}?${DAYS}`)
  assert.match(empty.text, /Nothing here yet[\s\S]*Choose an earlier first day/)
  assert.doesNotMatch(empty.text, /Save as a file|<table/)
  await write(w, [{ at: '2019-03-05T10:00:00Z', words: 'Alone' }])
  const one = await leila.get(`${PATH}?${DAYS}`)
  assert.match(one.text, /<caption[^>]*>One line<\/caption>/)
  assert.match(one.text, /Save as a file/)
  await write(w, [{ at: '2019-03-05T10:00:00Z', words: 'Not alone' }])
  assert.match((await leila.get(`${PATH}?${DAYS}`)).text, />2 lines, newest first</)
  const narrowed = await leila.get(`${PATH}?${DAYS}&kind=seen`)
  assert.match(narrowed.text, /No line of these days fits[\s\S]*Show everything of these days/)
})

rolledBack('days are London’s, and both the first and the last are within', async (w) => {
  const leila = await w.as('leila')
  await write(w, [
    { at: '2019-05-31T22:59:59.999Z', words: 'The day before' },
    { at: '2019-05-31T23:00:00Z', words: 'First moment' },
    { at: '2019-06-30T22:59:59.999Z', words: 'Last moment' },
    { at: '2019-06-30T23:00:00Z', words: 'The day after' },
  ])
  const typed = await leila.get(`${PATH}?from=1+June+2019&until=30%2F6%2F2019`)
  assert.deepEqual(wordsOf(typed), ['Last moment', 'First moment'])
  assert.match(typed.text, /from 1\u00a0June\u00a02019 to 30\u00a0June\u00a02019/)
  assert.match(typed.text, /name="from"[^>]*value="1 June 2019"/)
  assert.match((await leila.get(`${PATH}?from=2019-06-01&until=2019-06-01`)).text, /saw what on 1\u00a0June\u00a02019/)
})

rolledBack('a day that cannot be read is said, and what was typed stays', async (w) => {
  const leila = await w.as('leila')
  for (const [query, says] of [
    ['from=soon', 'Enter a day, like 1 September 2026'],
    ['until=31+February+2026', 'Enter a day, like 1 September 2026'],
    ['from=2026-11-02&until=2026-11-01', 'Enter a day that is not after the last one'],
  ] as const) {
    const { status, text } = await leila.get(`${PATH}?${query}`)
    assert.equal(status, 422, query)
    assert.match(text, /<title>Error: Audit/)
    assert.match(text, /govuk-error-summary/)
    assert.ok(text.includes(says), query)
  }
  assert.match((await leila.get(`${PATH}?from=%3Cb%3Esoon`)).text, /name="from"[^>]*value="&lt;b&gt;soon"/)
  const sent = await leila.post(`${PATH}/file`, { from: 'soon', until: '', person: '', kind: '' })
  assert.equal(sent.status, 422)
  assert.match(sent.text, /<title>Error: Audit/)
})

rolledBack('the audit is narrowed to a person, a room, a kind of deed', async (w) => {
  const leila = await w.as('leila')
  const at = '2019-03-05T10:00:00Z'
  await write(w, [
    { at, words: 'Ruth did', person: cast.ruth.person, name: 'Ruth', deed: 'toolkit.stage-closed' },
    { at, words: 'To Ruth', person: cast.sam.person, name: 'Sam', about: cast.ruth.person },
    { at, words: 'Sam saw', person: cast.sam.person, name: 'Sam', deed: 'kernel.saw' },
    { at, words: 'Crossed', deed: 'kernel.crossed' },
  ])
  const found = async (more: string): Promise<string[]> =>
    wordsOf(await leila.get(`${PATH}?${DAYS}&${more}`)).toSorted((a, b) => (a < b ? -1 : 1))
  assert.deepEqual(await found(''), ['Crossed', 'Ruth did', 'Sam saw', 'To Ruth'])
  assert.deepEqual(
    await found(`person=${cast.ruth.person}`),
    ['Ruth did', 'To Ruth'],
    'what she did, and what was done',
  )
  assert.deepEqual(await found(`person=${cast.ruth.person.toUpperCase()}&kind=toolkit`), ['Ruth did'])
  assert.deepEqual(await found('kind=done'), ['Ruth did', 'To Ruth'])
  assert.deepEqual(await found('kind=seen'), ['Crossed', 'Sam saw'])
  assert.deepEqual(await found('kind=kernel.saw'), ['Sam saw'])
  assert.deepEqual(await found('kind=toolkit.stage-closed'), ['Ruth did'])
  assert.deepEqual(await found('kind=settings'), [])
  const shown = await leila.get(`${PATH}?${DAYS}&kind=toolkit.stage-closed&person=${cast.ruth.person}`)
  assert.match(shown.text, /<option value="toolkit\.stage-closed" selected>Toolkit: Stage closed</)
  assert.match(shown.text, new RegExp(`<option value="${cast.ruth.person}" selected>Ruth<`))
  const stranger = await leila.get(`${PATH}?${DAYS}&person=${randomUUID()}`)
  assert.match(stranger.text, /selected>The person you chose</)
})

rolledBack('whoever answers for several places goes from one to the other, and only to those', async (w) => {
  const ruth = await w.as('ruth')
  assert.doesNotMatch((await ruth.get(PATH)).text, /name="place"/, 'with one place there is nothing to choose')
  await w.inCtx('helen', { setting: alderbourne.setting }, ({ tx }) =>
    tx.client.query(
      `insert into settings.places (setting_id, person_id, name, email, role, since_on)
       values ($1, $2, 'Ruth Adeyemi', $3, 'data_protection_officer', '2026-09-01')`,
      [alderbourne.setting, cast.ruth.person, cast.ruth.email],
    ),
  )
  const shown = await ruth.get(PATH)
  assert.match(shown.text, new RegExp(`<option value="${larchmead.setting}" selected>`))
  const gone = await ruth.get(`${PATH}?place=${alderbourne.setting}&from=2019-03-01&until=2019-03-31&kind=seen`)
  assert.equal(gone.location, `/settings/${alderbourne.setting}/audit?from=2019-03-01&until=2019-03-31&kind=seen`)
  assert.equal((await ruth.get(gone.location)).status, 200)
  for (const place of [programme.office, randomUUID(), '//evil.example'])
    assert.equal((await ruth.get(`${PATH}?place=${encodeURIComponent(place)}`)).status, 200, 'not hers: she stays')
})

async function turnAll(visitor: Visitor, first: string, rel: 'prev' | 'next'): Promise<string[][]> {
  const seen: string[][] = []
  for (let at: string | undefined = first; at !== undefined;) {
    const page = await visitor.get(at)
    assert.equal(page.status, 200)
    seen.push(wordsOf(page))
    at = linkOf(page, rel)
    assert.ok(seen.length < 20, 'the pages end')
  }
  return seen
}

rolledBack(
  'turned over, every line is seen once, whatever comes meanwhile and however many share a moment',
  async (w) => {
    const leila = await w.as('leila')
    const lines = Array.from({ length: 120 }, (_, i) => ({
      // Forty at a time share a moment; the last of them differ by less than a browser can say.
      at: i < 80 ? `2019-03-0${1 + Math.floor(i / 40)}T10:00:00Z` : `2019-03-03T10:00:00.0000${10 + (i % 40)}Z`,
      words: `Line ${i}`,
    }))
    await write(w, lines)
    const pages = await turnAll(leila, `${PATH}?${DAYS}`, 'next')
    assert.deepEqual(
      pages.map((page) => page.length),
      [50, 50, 20],
    )
    assert.deepEqual(new Set(pages.flat()), new Set(lines.map((line) => line.words)))
    assert.equal(pages[0]![0], 'Line 119', 'newest first')
    const second = await leila.get(linkOf(await leila.get(`${PATH}?${DAYS}`), 'next')!)
    assert.match(second.text, /50 lines, newest first\. Older ones follow/)
    await write(w, [{ at: '2019-03-04T10:00:00Z', words: 'Meanwhile' }])
    assert.deepEqual(wordsOf(await leila.get(linkOf(second, 'next')!)), pages[2], 'the third page is still the third')
    const third = linkOf(second, 'next')!
    const back = await turnAll(leila, third, 'prev')
    assert.deepEqual(
      back.map((page) => page.length),
      [20, 50, 50, 50],
      'the first page is whole again, so most of it was seen on the way',
    )
    assert.deepEqual(back[1], pages[1], 'and back the same way')
    assert.equal(back[3]![0], 'Meanwhile', 'the first page has what is new')
  },
)

rolledBack('the place in a list is one of this list', async (w) => {
  const leila = await w.as('leila')
  await write(w, [{ at: '2019-03-05T10:00:00Z', words: 'Theirs' }], alderbourne.setting)
  await write(w, [{ at: '2019-03-05T10:00:00Z', words: 'Ours' }])
  const { rows } = await w.inCtx('helen', { setting: alderbourne.setting }, ({ tx }) =>
    tx.client.query<{ id: string }>(`select id from kernel.audit_lines where words = 'Theirs'`),
  )
  for (const line of [rows[0]!.id, randomUUID()]) {
    const older = await leila.get(`${PATH}?${DAYS}&older=${line}`)
    assert.equal(older.status, 200)
    assert.deepEqual(wordsOf(older), [])
    assert.deepEqual(wordsOf(await leila.get(`${PATH}?${DAYS}&newer=${line}`)), ['Ours'], 'the first page')
  }
  for (const query of ['older=x%27--', 'person=x%27--&kind=%00', 'kind=a.b.c', 'from=%00', `kind=${'a'.repeat(9000)}`])
    assert.ok([200, 422].includes((await leila.get(`${PATH}?${query}`)).status), query)
})

const readFile = ({ text }: Answered): Record<string, string>[] =>
  parse<Record<string, string>>(text, { bom: true, columns: true, relax_column_count: false })

rolledBack('a data protection officer saves what she narrowed to, and that is a line', async (w) => {
  const leila = await w.as('leila')
  await write(w, [
    {
      at: '2019-03-05T10:00:00Z',
      words: '=HYPERLINK("http://evil.example")',
      person: cast.ruth.person,
      name: '+Zoë "Z"',
    },
    { at: '2019-06-05T10:00:00Z', words: 'Another time' },
    ...Array.from({ length: 60 }, (_, i) => ({
      at: '2019-03-06T23:30:00Z',
      words: `Line, ${i}`,
      deed: 'toolkit.rated',
    })),
  ])
  const sent = { from: '2019-03-01', until: '2019-03-31', person: '', kind: '' }
  const saved = await leila.post(`${PATH}/file`, sent)
  assert.equal(saved.status, 200)
  assert.equal(saved.headers['content-type'], 'text/csv; charset=utf-8; header=present')
  assert.equal(
    saved.headers['content-disposition'],
    `attachment; filename="Audit ${larchmead.name.replace(/[^\w. -]/g, '_')} 2019-03-01 to 2019-03-31.csv"`,
  )
  assert.ok(saved.text.startsWith('\ufeffDay,'))
  const rows = readFile(saved)
  assert.equal(rows.length, 61, 'all of them, not a page')
  assert.deepEqual(
    { ...rows.at(-1), Line: '' },
    {
      Day: '2019-03-05',
      'Time in London': '10:00:00',
      Who: '\'+Zoë "Z"',
      Room: 'Trial',
      What: 'Done',
      'In words': '\'=HYPERLINK("http://evil.example")',
      Deed: 'trial.done',
      Person: cast.ruth.person,
      About: '',
      Line: '',
    },
  )
  assert.equal(rows[0]!.Day, '2019-03-06')
  assert.equal(new Set(rows.map((row) => row.Line)).size, 61)
  const once = randomUUID()
  const narrow = { ...sent, kind: 'toolkit', form_once: once }
  assert.equal(readFile(await leila.post(`${PATH}/file`, narrow)).length, 60)
  assert.equal((await leila.post(`${PATH}/file`, narrow)).status, 200, 'pressed again, it is saved again')
  const lines = await leila.get(`${PATH}?kind=people.audit-saved`)
  assert.deepEqual(
    wordsOf(lines).toSorted((a, b) => (a < b ? -1 : 1)),
    [
      'Saved 60 lines of the audit as a file: 1 March 2019 to 31 March 2019, a part',
      'Saved 60 lines of the audit as a file: 1 March 2019 to 31 March 2019, a part',
      'Saved 61 lines of the audit as a file: 1 March 2019 to 31 March 2019',
    ],
  )
  assert.match(lines.text, /Leila Haddad[\s\S]*Audit saved/)
})

rolledBack('whoever began the installation reads and saves its own audit, and only with a second step', async (w) => {
  const priya = await w.as('priya')
  assert.equal((await priya.get('/account/audit')).status, 200)
  const saved = await priya.post('/account/audit/file', { from: '', until: '', person: '', kind: '' })
  assert.equal(saved.status, 200)
  assert.match(String(saved.headers['content-disposition']), /Audit installation 2026-10-20 to 2026-11-19\.csv/)
  assert.match((await priya.get('/account/audit?kind=people.audit-saved')).text, /Saved \d+ lines? of the audit/)
  await w.inCtx('priya', {}, ({ tx }) => tx.client.query('update people.sessions set strong = false'), 'door')
  assert.equal((await priya.get('/account/audit')).status, 403)
  assert.equal((await priya.post('/account/audit/file')).status, 403)
})

test('the audit is asked in words that make sense, and deeds are named in words', () => {
  const { asked, mistakes } = auditAsked({ person: 'x', kind: 'a b', from: '', until: '' }, '2026-03-30')
  assert.deepEqual(asked, { from: '2026-02-28', until: '2026-03-30', person: null, kind: '' })
  assert.deepEqual(mistakes, {})
  assert.deepEqual(auditAsked({ until: '1 January 2026' }, '2026-11-19').asked.from, '2025-12-02')
  assert.equal(
    auditQuery({ ...asked, kind: 'seen' }, { older: 'x' }),
    '?from=2026-02-28&until=2026-03-30&kind=seen&older=x',
  )
  assert.equal(deedInWords('toolkit.stage-closed'), 'Stage closed')
  assert.equal(deedInWords('kernel.saw'), 'Looked at')
  assert.equal(roomInWords('employer-accounts'), 'Employer accounts')
  assert.deepEqual(
    kindsOf(['toolkit.a', 'toolkit.b'], 'people.gone').map(({ value }) => value),
    ['', 'done', 'seen', 'toolkit', 'toolkit.a', 'toolkit.b', 'people.gone'],
  )
})
