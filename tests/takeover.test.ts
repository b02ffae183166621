// What someone with bad intent would try beyond addresses and ids: taking over what is another programme's, looking
// without a trace, keeping what is no longer shared.
import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { randomUUID } from 'node:crypto'
import { alderbourne, cast, larchmead, programme, trust } from '../seeds/cast.ts'
import { nowhere, transaction } from '../src/kernel/db.ts'
import { rolledBack } from './world.ts'
import { here, idOf, otherProgramme, principleOfKey, rowsOf, TERMS, type Rows } from './rows.ts'

rolledBack('what belongs to another programme is not found under one’s own', async (w) => {
  const other = await otherProgramme(w)
  const priya = await w.as('priya')
  const office = `/programmes/${programme.id}`
  for (const path of [`${office}/districts/${other.district}`, `${office}/phases/${other.phase}`]) {
    assert.equal((await priya.get(path)).status, 404)
    assert.equal((await priya.post(`${path}/removal`)).status, 404)
  }
  for (const path of ['', '/settings', '/register', '/board', '/records'])
    assert.equal((await priya.get(`/programmes/${other.id}${path}`)).status, 404)
})

rolledBack(
  'another programme that enrols a school cannot make someone its head, nor the lead of its trust',
  async (w) => {
    const other = await otherProgramme(w)
    const urn = 990077
    await transaction(w.house.engine, { role: 'clerk' }, async (tx) => {
      const { client } = tx
      await client.query(`update settings.settings set urn = ${urn} where setting_id = '${larchmead.setting}'`)
      await client.query(
        `insert into settings.register (urn, la_code, la_name, name, status_code, status_name, trust_name, digest, seen_at)
       values (${urn}, '899', 'Wealdshire', 'Larchmead Primary School', '1', 'Open', '${trust.name}', '\\x00', now())`,
      )
    })
    // Ewan becomes an officer of the other programme.
    const office = (
      await transaction(
        w.house.engine,
        { role: 'clerk' },
        async (tx) =>
          (await tx.client.query(`select office_setting_id as id from settings.programmes where id = '${other.id}'`))
            .rows,
      )
    )[0].id as string
    await transaction(w.house.engine, { reach: { settings: [office], programmes: [], person: null } }, (tx) =>
      tx.client.query(
        `insert into settings.places (setting_id, person_id, name, email, role, since_on)
       values ('${office}', '${cast.ewan.person}', 'Ewan Clarke', '${cast.ewan.email}', 'programme_officer', '2026-09-01')`,
      ),
    )
    const ewan = await w.as('ewan')
    const done = await ewan.post(`/programmes/${other.id}/register/enrolments`, {
      urns: String(urn),
      ...TERMS,
      party: 'trust',
    })
    assert.equal(done.location, `/programmes/${other.id}/settings/${larchmead.setting}`)
    const head = await ewan.post(`${done.location}/head`, { name: 'Ewan Clarke', email: cast.ewan.email })
    assert.equal(head.status, 409)
    assert.doesNotMatch((await ewan.get(done.location ?? '')).text, /Invite the head/)
    const lead = await ewan.post(`/programmes/${other.id}/trusts/${trust.id}/people`, {
      name: 'Ewan Clarke',
      email: cast.ewan.email,
    })
    assert.equal(lead.status, 409)
    assert.equal((await ewan.get(`/settings/${larchmead.setting}`)).status, 404)
    assert.equal((await ewan.get(`/settings/${trust.office}`)).status, 404)
  },
)

rolledBack(
  'a form that is drawn again beside named ratings is a line in the audit, like the page it came from',
  async (w) => {
    const seen = async (): Promise<number> =>
      (
        await rowsOf(
          w,
          here,
          `select id from kernel.audit_lines where deed = 'kernel.saw' and person_id = '${cast.amina.person}'`,
        )
      ).length
    const [criterion] = await rowsOf(w, here, 'select criterion_key as key from toolkit.agreed_ratings limit 1')
    const key = criterion!.key!
    const principle = `/settings/${larchmead.setting}/toolkit/principles/${principleOfKey(key)}`
    const amina = await w.as('amina')
    let before = await seen()
    for (const path of [`${principle}/criteria/${key}/evidence`, `${principle}/agreement`]) {
      assert.equal((await amina.post(path, { url: 'not an address' })).status, 422)
      assert.equal(await seen(), before + 1, path)
      before += 1
    }
  },
)

rolledBack(
  'what was sent after a session ran out is kept within its limit, whatever the browser says of its size',
  async (w) => {
    const visitor = await w.as('ruth')
    const page = await visitor.get('/account/name')
    const token = /name="form_token" value="([^"]+)"/.exec(page.text)![1]!
    w.clock(new Date(w.house.clock().getTime() + 3 * 3_600_000))
    const payload = Readable.from([Buffer.from(`form_token=${encodeURIComponent(token)}&name=${'x'.repeat(600_000)}`)])
    const headers = {
      cookie: `session=${visitor.cookies.get('session')!}`,
      'content-type': 'application/x-www-form-urlencoded',
    }
    const answered = await w.app.inject({ method: 'POST', url: '/account/name', headers, payload })
    assert.equal(answered.statusCode, 303)
    assert.match(String(answered.headers.location), /^\/sign-in/)
  },
)

rolledBack('an address of words kept for someone that is none, or is another’s, is not found', async (w) => {
  const ruth = await w.as('ruth')
  for (const id of ['x', '%00', randomUUID(), `${randomUUID()}'`])
    assert.equal((await ruth.get(`/rescued/${id}`)).status, 404, id)
})

const PUBLISHED = `
  select 'board' as what from toolkit.board_rows r
   where not exists (select from settings.sharing s join settings.agreements a on a.setting_id = s.setting_id and a.programme_id = s.programme_id
          where s.setting_id = r.setting_id and s.programme_id = r.programme_id and s.flow = 'board'
            and a.signed_at is not null and a.ended_at is null and TODAY between a.starts_on and a.ends_on)
  union all
  select 'record' from toolkit.shared_records r
   where not exists (select from settings.sharing s join settings.agreements a on a.setting_id = s.setting_id and a.programme_id = s.programme_id
          where s.setting_id = r.setting_id and s.programme_id = r.programme_id and s.flow = 'reviewers_reading'
            and a.signed_at is not null and a.ended_at is null and TODAY between a.starts_on and a.ends_on)`

rolledBack(
  'nothing is published without an agreement in force and a flow switched on: not now, not after stopping, ending or running out',
  async (w) => {
    const all = { settings: [larchmead.setting, alderbourne.setting] }
    const wrong = (day: string): Promise<Rows> => rowsOf(w, all, PUBLISHED.replaceAll('TODAY', `date '${day}'`))
    const count = async (): Promise<number[]> =>
      (
        await rowsOf(
          w,
          here,
          `select count(*)::int as n from toolkit.board_rows union all select count(*)::int from toolkit.shared_records`,
        )
      ).map((row) => Number(row.n))
    assert.deepEqual(await wrong('2026-11-19'), [])
    const ruth = await w.as('ruth')
    const setting = `/settings/${larchmead.setting}`
    assert.ok(
      (await count()).every((n) => n > 0),
      'Larchmead publishes both',
    )
    await w.undone(async () => {
      await ruth.post(`${setting}/sharing`, { programme: programme.id })
      assert.deepEqual(await count(), [0, 0], 'after stopping')
    })
    await w.undone(async () => {
      const agreement = await idOf(
        w,
        here,
        'select id from settings.agreements where signed_at is not null and ended_at is null',
      )
      await ruth.post(`${setting}/agreement/${agreement}/ending`, { words: 'Enough' })
      assert.deepEqual(await count(), [0, 0], 'after ending')
    })
    w.clock(new Date('2036-11-19T09:00:00Z'))
    const job = w.house.modules.flatMap((module) => module.jobs).find((one) => one.name === 'stop-run-out-sharing')!
    await w.inCtx(undefined, {}, (ctx) => job.run(ctx, {}))
    assert.deepEqual(await wrong('2036-11-19'), [], 'after running out')
    assert.match(job.cron ?? '', /^\d+ \* /, 'and it is looked at every hour, should the server sleep at night')
  },
)

rolledBack('an offer that has run out cannot be signed any more', async (w) => {
  const [offer] = await transaction(
    w.house.engine,
    { reach: { ...nowhere, settings: [larchmead.setting] } },
    async ({ client }) => {
      const made = await client.query(
        `insert into settings.agreements (setting_id, programme_id, party, party_kind, purposes, lawful_basis, starts_on, ends_on, offered_by, offered_at)
       values ('${larchmead.setting}', '${programme.id}', 'Larchmead', 'setting', '{}', 'x', '2026-01-01', '2026-11-18', 'Priya Nair', now()) returning id`,
      )
      return made.rows as Rows
    },
  )
  const ruth = await w.as('ruth')
  const done = await ruth.post(`/settings/${larchmead.setting}/agreement/${offer!.id}/signature`, {
    agree: 'yes',
    name: 'Ruth Adeyemi',
  })
  assert.equal(done.status, 409)
})
