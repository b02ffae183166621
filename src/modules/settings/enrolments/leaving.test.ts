// A setting leaves: everything it shared is gone in the same deed, and what it wrote stays. A trust made by itself.
import assert from 'node:assert/strict'
import { alderbourne, larchmead, programme } from '../../../../seeds/cast.ts'
import { lettersTo } from '../../../../tests/joining.ts'
import { otherProgramme } from '../../../../tests/rows.ts'
import { rolledBack, type Held } from '../../../../tests/world.ts'
import { makeTrust } from './service.ts'
import { enrolmentById } from './store.ts'

const OFFICE = `/programmes/${programme.id}`
const AT = `${OFFICE}/settings/${larchmead.setting}`

const published = (w: Held, setting: string) =>
  w.inCtx('priya', { programme: programme.id }, async ({ tx }) => {
    const ask = async (table: string): Promise<number> =>
      (await tx.client.query(`select 1 from ${table} where setting_id = $1`, [setting])).rowCount ?? 0
    return (await ask('toolkit.board_rows')) + (await ask('toolkit.shared_records'))
  })

rolledBack('an officer notes that a school left: its row and Records go at once, its own pages stay', async (w) => {
  assert.ok((await published(w, larchmead.setting)) >= 2)
  const priya = await w.as('priya')
  const page = await priya.get(`${AT}/leaving`)
  assert.match((await priya.get(AT)).text, /It has left the programme/)
  const version = /name="version" value="(\d+)"/.exec(page.text)![1]!
  for (const left_on of ['1 January 2030', '1 January 2001', 'soon'])
    assert.equal((await priya.post(`${AT}/leaving`, { left_on, version })).status, 422, left_on)
  const late = await priya.post(`${AT}/leaving`, { left_on: '1 November 2026', version: '999' })
  assert.equal(late.status, 409)
  assert.ok((await published(w, larchmead.setting)) >= 2, 'nothing is half done')
  assert.equal((await priya.post(`${AT}/leaving`, { left_on: '1 November 2026', version })).status, 303)
  assert.equal(await published(w, larchmead.setting), 0)
  assert.equal((await priya.get(AT)).status, 404)
  assert.ok(!(await priya.get(`${OFFICE}/settings`)).text.includes(larchmead.name))
  const row = await w.inCtx('priya', { programme: programme.id }, (ctx) =>
    ctx.tx.one(enrolmentById, { programme: programme.id, setting: larchmead.setting }),
  )
  assert.deepEqual([row.left_on, row.flows, row.agreed_on], ['2026-11-01', [], null])
  const ruth = await w.as('ruth')
  assert.equal((await ruth.get(`/settings/${larchmead.setting}/toolkit`)).status, 200)
  assert.match((await ruth.get(`/settings/${larchmead.setting}/agreement`)).text, /has ended/)
  assert.equal((await lettersTo(w, 'ruth.adeyemi@wealdshire.example', /has left/)).length, 1)
  assert.ok((await published(w, alderbourne.setting)) >= 1, 'only its own')
})

rolledBack('what it shares with its trust has nothing to do with the programme, and goes on', async (w) => {
  const priya = await w.as('priya')
  const version = /name="version" value="(\d+)"/.exec((await priya.get(`${AT}/leaving`)).text)![1]!
  await priya.post(`${AT}/leaving`, { left_on: '1 November 2026', version })
  const rows = await w.inCtx('ruth', { setting: larchmead.setting }, ({ tx }) =>
    tx.client.query(`select 1 from toolkit.trust_rows where setting_id = $1`, [larchmead.setting]),
  )
  assert.equal(rows.rowCount, 1)
})

rolledBack('what a programme reads ends on the last day of the agreement, before any job has run', async (w) => {
  const { agreement_ends_on: ends } = await w.inCtx('priya', { programme: programme.id }, (ctx) =>
    ctx.tx.one(enrolmentById, { programme: programme.id, setting: larchmead.setting }),
  )
  const last = new Date(`${ends}T12:00:00Z`)
  w.clock(last)
  assert.ok((await published(w, larchmead.setting)) >= 2)
  w.clock(new Date(last.getTime() + 86_400_000))
  assert.equal(await published(w, larchmead.setting), 0)
  const board = await (await w.as('priya')).get(`${OFFICE}/board?q=larchmead`)
  assert.doesNotMatch(board.text, /<th scope="row"[^>]*>Larchmead/)
})

rolledBack('a renewed agreement carries what is shared on to its own last day', async (w) => {
  w.clock(new Date('2028-01-20T10:00:00Z'))
  const [priya, ruth] = [await w.as('priya'), await w.as('ruth')]
  const untils = () =>
    w.inCtx('ruth', { setting: larchmead.setting }, async ({ tx }) =>
      (
        await tx.client.query<{ until: string }>(
          `select until::text from toolkit.board_rows where setting_id = $1
           union all select until::text from toolkit.shared_records where setting_id = $1`,
          [larchmead.setting],
        )
      ).rows.map((row) => row.until),
    )
  const before = await untils()
  assert.ok(before.length >= 2 && before.every((day) => day === before[0]))
  const terms = { party: 'setting', purposes: ['take_part', 'progress', 'reading'], basis: 'public_task' }
  const offered = await priya.post(`${AT}/agreements`, { ...terms, ends_on: '31 August 2030' })
  assert.equal(offered.status, 303, 'in its last 90 days')
  const read = (await ruth.get(`/settings/${larchmead.setting}/agreement`)).text
  await ruth.post(/action="([^"]+\/signature)"/.exec(read)![1]!, { agree: 'yes', name: 'Ruth Adeyemi' })
  assert.deepEqual(
    await untils(),
    before.map(() => '2030-08-31'),
  )
})

rolledBack(
  'an officer makes a trust by itself, once, and invites its lead; another programme has no part in it',
  async (w) => {
    const priya = await w.as('priya')
    assert.equal((await priya.post(`${OFFICE}/trusts`, { name: '' })).status, 422)
    const made = await priya.post(`${OFFICE}/trusts`, { name: 'Heron Trust' })
    assert.equal(made.status, 303)
    assert.match((await priya.get(made.location!)).text, /Heron Trust has no settings here/)
    assert.match((await priya.get(OFFICE)).text, /Heron Trust/)
    const again = await priya.post(`${OFFICE}/trusts`, { name: 'heron trust' })
    assert.equal(again.status, 422)
    assert.match(again.text, /A trust of this name is here already/)
    const lead = { name: 'Lee Hart', email: 'lee@heron.example' }
    assert.equal((await priya.post(`${made.location}/people`, lead)).status, 303)
    assert.equal((await priya.post(`${made.location}/people`, { ...lead, email: 'x@heron.example' })).status, 409)
    const { id: other } = await otherProgramme(w)
    const elsewhere = await w.inCtx('priya', { programme: programme.id }, (ctx) =>
      makeTrust(
        ctx,
        { id: other, office_setting_id: programme.office } as Parameters<typeof makeTrust>[1],
        'Far Trust',
      ),
    )
    assert.equal((await priya.get(`${OFFICE}/trusts/${elsewhere!.id}`)).status, 404)
  },
)
