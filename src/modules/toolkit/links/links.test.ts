// Reading without an account: what a link shows and counts, how it ends, and what someone meets who guesses, comes late,
// tries codes or holds another school's.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alderbourne, larchmead } from '../../../../seeds/cast.ts'
import { openReading } from '../../../../seeds/links.ts'
import { NOW, rolledBack, type Held, type Visitor } from '../../../../tests/world.ts'
import { nowhere, transaction } from '../../../kernel/db.ts'
import { hashOf, newToken } from '../../../kernel/secrets.ts'
import { stopTypst } from '../../../kernel/typst.ts'
import { linksAt, readingAt } from '../paths.ts'
import { keepRecord } from '../records/service.ts'
import { currentCycle } from '../standing/service.ts'
import { lastDay, stateOf, WRONG_MOST } from './rules.ts'
import { emptyEndedLinks } from './service.ts'

const { setting } = larchmead
const at = linksAt(setting)

test.after(stopTypst)

const daysLater = (days: number): Date => new Date(NOW.getTime() + days * 86_400_000)

function kept(w: Held): Promise<{ id: string; digest: string }> {
  return w.inCtx('ruth', { setting }, async (ctx) =>
    keepRecord(ctx, (await currentCycle(ctx.tx, setting))!, 'For inspectors'),
  )
}

type Made = { path: string; code: string; ruth: Visitor; digest: string }

async function made(w: Held, more: Record<string, string> = {}): Promise<Made> {
  const { id, digest } = await kept(w)
  const ruth = await w.as('ruth')
  const sent = {
    record: id,
    reader: 'Lead inspector',
    purpose: 'Inspection of November',
    days: '7',
    code: 'yes',
    ...more,
  }
  const { status, text } = await ruth.post(at, sent)
  assert.equal(status, 200)
  const path = /http[^\s<]*?(\/reading\/[\w-]{43})</.exec(text)?.[1]
  assert.ok(path, 'the link is told')
  return { path, code: /<strong>([A-Z]{3} [A-Z]{5})</.exec(text)?.[1] ?? '', ruth, digest }
}

rolledBack('a reader opens a link with the code they were told, reads the kept version and prints it', async (w) => {
  const { path, code, digest } = await made(w)
  const reader = w.nobody()
  const door = await reader.get(path)
  assert.equal(door.status, 200)
  assert.ok(!door.text.includes('Larchmead'), 'without the code not even the school is told')
  const { status, text, headers } = await reader.post(path, { code: code.toLowerCase() })
  assert.equal(status, 200)
  assert.match(text, /Larchmead Primary School/)
  assert.match(text, /Leadership and management/)
  assert.ok(text.includes(digest))
  assert.equal(headers['cache-control'], 'no-store')
  assert.equal(headers['referrer-policy'], 'no-referrer')
  assert.match(String(headers['x-robots-tag']), /noindex/)
  const pass = /name="pass" value="([^"]+)"/.exec(text)![1]!
  const pdf = await reader.post(`${path}/pdf`, { pass })
  assert.equal(pdf.headers['content-type'], 'application/pdf')
  assert.ok(pdf.text.startsWith('%PDF-'))
  assert.equal((await reader.post(`${path}/pdf`, { pass: `${pass}x` })).location, path)
  assert.equal((await reader.post(`${path}/pdf`, { pass: '' })).location, path)
  assert.ok(!text.includes('Keep this version') && !text.includes('/settings/'), 'nothing to do and no way in')
})

rolledBack('a link shows what was kept, never what the school does afterwards', async (w) => {
  const { path } = await made(w, { code: 'no' })
  await w.inCtx('ruth', { setting }, ({ tx }) =>
    tx.client.query(`update toolkit.agreed_ratings set reason = 'We see it otherwise now' where setting_id = $1`, [
      setting,
    ]),
  )
  assert.ok(!(await w.nobody().post(path, { code: '' })).text.includes('We see it otherwise now'))
})

rolledBack(
  'openings are counted by the day, without saying by whom; looking at the door counts for nothing',
  async (w) => {
    const { path, ruth } = await made(w, { code: 'no' })
    for (let i = 0; i < 3; i += 1) await w.nobody().get(path)
    assert.match((await ruth.get(at)).text, /Lead inspector[\s\S]*?Not yet/)
    for (let i = 0; i < 2; i += 1) await w.nobody().post(path, { code: '' })
    assert.match((await ruth.get(at)).text, /2 times, last on 19 November 2026/)
    const columns = await w.inCtx('ruth', { setting }, async ({ tx }) =>
      Object.keys((await tx.client.query(`select * from toolkit.reading_openings`)).rows[0] as object),
    )
    assert.deepEqual(columns, ['setting_id', 'link', 'on_day', 'times', 'wrong'])
  },
)

rolledBack('a link ends after its last day, kindly, and the night takes its copy away', async (w) => {
  const { path } = await made(w, { code: 'no', days: '7' })
  w.clock(daysLater(6))
  assert.equal((await w.nobody().get(path)).status, 200)
  w.clock(daysLater(7))
  for (const answer of [
    await w.nobody().get(path),
    await w.nobody().post(path, { code: '' }),
    await w.nobody().post(`${path}/pdf`, { pass: 'x' }),
  ]) {
    assert.equal(answer.status, 410)
    assert.match(answer.text, /This link has ended/)
    assert.ok(!answer.text.includes('Larchmead'))
  }
  await w.inCtx(undefined, {}, emptyEndedLinks)
  const left = await w.inCtx(
    'ruth',
    { setting },
    async ({ tx }) =>
      (
        await tx.client.query(
          `select 1 from toolkit.reading_links where document is not null and reader = 'Lead inspector'`,
        )
      ).rowCount,
  )
  assert.equal(left, 0)
})

rolledBack('a withdrawn link ends at once, also for who has it open, and its copy is gone', async (w) => {
  const { path, ruth } = await made(w, { code: 'no' })
  const reader = w.nobody()
  const pass = /name="pass" value="([^"]+)"/.exec((await reader.post(path, { code: '' })).text)![1]!
  const withdraw = /Lead inspector[\s\S]*?action="([^"]+\/withdrawals)"/.exec((await ruth.get(at)).text)![1]!
  assert.equal((await ruth.post(withdraw)).location, at)
  assert.equal((await reader.get(path)).status, 410)
  assert.equal((await reader.post(`${path}/pdf`, { pass })).status, 410)
  const { rows } = await w.inCtx('ruth', { setting }, ({ tx }) =>
    tx.client.query(`select document from toolkit.reading_links where reader = 'Lead inspector'`),
  )
  assert.deepEqual(rows, [{ document: null }])
  const audit = await w.inCtx('ruth', { setting }, ({ tx }) =>
    tx.client.query(`select deed from kernel.audit_lines where deed like 'toolkit.%reading-link' order by deed`),
  )
  assert.deepEqual(
    audit.rows.map((row: { deed: string }) => row.deed),
    ['toolkit.made-reading-link', 'toolkit.withdrew-reading-link'],
  )
})

rolledBack('a guessed token finds nothing, and wrong codes are few in a day', async (w) => {
  const { path, code } = await made(w)
  for (const token of [newToken(), 'x', '%00', openReading.slice(1)]) {
    const { status } = await w.nobody().get(readingAt(token))
    assert.ok(status === 404 || status === 400, `${token}: ${status}`)
  }
  const reader = w.nobody()
  for (let i = 0; i < WRONG_MOST; i += 1) {
    const { status, text } = await reader.post(path, { code: i % 2 ? 'BCDFGHJK' : 'nonsense' })
    assert.equal(status, 422)
    assert.match(text, /That is not the code/)
  }
  const right = await w.nobody().post(path, { code })
  assert.equal(right.status, 422)
  assert.match(right.text, /Too many wrong codes/)
  w.clock(daysLater(1))
  assert.equal((await w.nobody().post(path, { code })).status, 200)
})

rolledBack('the role of a reader reaches its own link and no other, nor any table of the school', async (w) => {
  const { path } = await made(w)
  const link = hashOf(path.split('/').at(-1)!)
  const reach = { ...nowhere, link }
  const seen = await transaction(w.house.engine, { role: 'rater', reach }, async ({ client }) =>
    (await client.query(`select link from toolkit.reading_links`)).rows.map((row: { link: Buffer }) => row.link),
  )
  assert.deepEqual(seen, [link])
  const elsewhere = { ...nowhere, link: hashOf(openReading) }
  for (const deed of [
    `select 1 from toolkit.records`,
    `update toolkit.reading_links set last_day = '2099-01-01'`,
    `delete from toolkit.reading_openings`,
    `select 1 from kernel.audit_lines`,
  ])
    await w.undone(() =>
      assert.rejects(
        transaction(w.house.engine, { role: 'rater', reach: elsewhere }, ({ client }) => client.query(deed)),
        /permission denied/,
        deed,
      ),
    )
  await w.undone(() =>
    assert.rejects(
      transaction(w.house.engine, { role: 'rater', reach: elsewhere }, ({ client }) =>
        client.query(`insert into toolkit.reading_openings (setting_id, link, on_day) values ($1, $2, '2026-11-19')`, [
          setting,
          link,
        ]),
      ),
      /row-level security/,
    ),
  )
})

rolledBack('only leads make links, only of their own versions, and mistakes are told', async (w) => {
  const { id: record } = await kept(w)
  const sent = { record, reader: 'Chair', purpose: 'Meeting', days: '14', code: 'no' }
  for (const name of ['dee', 'joan', 'tom'] as const)
    assert.equal((await (await w.as(name)).post(at, sent)).status, 403, name)
  for (const name of ['priya', 'ewan', 'marcus'] as const)
    assert.equal((await (await w.as(name)).post(at, sent)).status, 404, name)
  const theirs = await (await w.as('helen')).post(linksAt(alderbourne.setting), sent)
  assert.equal(theirs.status, 422)
  const ruth = await w.as('ruth')
  for (const [field, value, words] of [
    ['days', '91', /from 1 to 90/],
    ['days', '0', /from 1 to 90/],
    ['reader', ' ', /Say who will read it/],
    ['purpose', '', /Say what it is for/],
    ['code', 'perhaps', /Choose whether a code/],
    ['record', 'x', /Choose which version/],
  ] as const) {
    const { status, text } = await ruth.post(at, { ...sent, [field]: value })
    assert.equal(status, 422, field)
    assert.match(text, words)
  }
  const listed = await ruth.get(at)
  assert.match(listed.text, /Chair of governors/)
  const withdraw = /action="([^"]+\/withdrawals)"/.exec(listed.text)![1]!.replace(setting, alderbourne.setting)
  assert.equal((await (await w.as('helen')).post(withdraw)).status, 404)
})

rolledBack('neither token nor code is kept in the clear', async (w) => {
  const { path, code } = await made(w)
  const token = path.split('/').at(-1)!
  const { rows } = await w.inCtx('ruth', { setting }, ({ tx }) =>
    tx.client.query(`select to_jsonb(l) - 'document' as row from toolkit.reading_links l`),
  )
  for (const secret of [token, code.replace(' ', ''), Buffer.from(token, 'base64url').toString('hex')])
    assert.ok(!JSON.stringify(rows).includes(secret))
})

test('a link is open through its last day, today being the first', () => {
  assert.equal(lastDay('2026-11-19', 1), '2026-11-19')
  assert.equal(lastDay('2026-11-19', 90), '2027-02-16')
  const link = { last_day: '2026-11-19', withdrawn_at: null }
  assert.deepEqual(
    [stateOf(link, '2026-11-19'), stateOf(link, '2026-11-20'), stateOf({ ...link, withdrawn_at: NOW }, '2026-11-19')],
    ['open', 'ended', 'withdrawn'],
  )
})
