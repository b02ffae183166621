// A programme: made by a founder, kept by its officers, with districts, phases, trusts and colours.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rolledBack, type Held } from '../../../../tests/world.ts'
import { cast, larchmead, programme, trust } from '../../../../seeds/cast.ts'
import { districtFor, isSlug, phaseFor, slugFrom } from './rules.ts'
import { districtsOfProgramme, phasesOfProgramme } from './store.ts'

const PATH = `/programmes/${programme.id}`
const WORDS = {
  name: 'Northshire Together',
  slug: 'northshire',
  level_1: 'Everyone',
  level_2: 'Some',
  level_3: 'A few',
  brand: '',
  brand_deep: '',
}

async function makeFounder(w: Held): Promise<void> {
  await w.inCtx(
    undefined,
    {},
    (ctx) => ctx.tx.client.query('update people.accounts set founder = true where person_id = $1', [cast.ewan.person]),
    'door',
  )
}

const districts = (w: Held) =>
  w.inCtx('priya', { programme: programme.id }, (ctx) => ctx.tx.many(districtsOfProgramme, { programme: programme.id }))

test('a name as an address', () => {
  assert.equal(slugFrom('Wéaldshire  Whole-School!'), 'wealdshire-whole-school')
  assert.deepEqual(['a', 'a-b1', 'A', 'a--b', '-a', ''].map(isSlug), [true, true, false, false, false, false])
})

test('a school is placed by its district’s code, else by its name, and joins with its phase', () => {
  const rows = [
    { id: '1', name: 'Medlow', register_code: 'E1', phase_id: 'p1' },
    { id: '2', name: 'Haven', register_code: null, phase_id: null },
  ]
  assert.equal(districtFor(rows, 'E1', 'Haven')?.id, '1')
  assert.equal(districtFor(rows, 'E9', 'haven')?.id, '2')
  assert.equal(districtFor(rows, null, null), undefined)
  const phases = [
    { id: 'p1', starts_on: '2025-09-01' },
    { id: 'p2', starts_on: '2026-09-01' },
    { id: 'p3', starts_on: '2027-09-01' },
  ]
  assert.equal(phaseFor(phases, rows[0], '2026-11-19'), 'p1')
  assert.equal(phaseFor(phases, rows[1], '2026-11-19'), 'p2', 'the last that has begun')
  assert.equal(phaseFor([], undefined, '2026-11-19'), null)
})

rolledBack('a founder makes a programme and is its officer at once; nobody else may', async (w) => {
  assert.equal((await (await w.as('ewan')).get('/programmes/new')).status, 404)
  await makeFounder(w)
  const ewan = await w.as('ewan')
  assert.equal((await ewan.get('/programmes/new')).status, 200)
  const done = await ewan.post('/programmes', WORDS)
  assert.equal(done.status, 303)
  assert.match((await ewan.get(done.location!)).text, /Northshire Together/)
  assert.match((await ewan.get('/')).text, /Bring in the register of schools/)
  const taken = await ewan.post('/programmes', WORDS)
  assert.equal(taken.status, 422)
  assert.match(taken.text, /Another programme has this address/)
})

rolledBack('colours on which words cannot be read are refused; good ones reach the stylesheet', async (w) => {
  const priya = await w.as('priya')
  const { slug: _, ...words } = WORDS
  const pale = await priya.post(`${PATH}/details`, { ...words, brand: '#ffee88', brand_deep: '#0d3841' })
  assert.equal(pale.status, 422)
  assert.match(pale.text, /Choose a darker colour for the main colour/)
  assert.match(
    (await priya.post(`${PATH}/details`, { ...words, brand: '#401a5c', brand_deep: '' })).text,
    /Enter the header colour too/,
  )
  assert.match(
    (await priya.post(`${PATH}/details`, { ...words, brand: 'red;}', brand_deep: '#0d3841' })).text,
    /as a hex colour/,
  )
  assert.equal((await priya.post(`${PATH}/details`, { ...words, brand: '#401a5c', brand_deep: '#2a0f3d' })).status, 303)
  const css = await w.nobody().get('/theme/wealdshire.css')
  assert.equal(css.headers['content-type'], 'text/css; charset=utf-8')
  assert.equal(css.text, ':root{--ws-brand:#401a5c;--ws-brand-deep:#2a0f3d;}\n')
  assert.equal((await w.nobody().get('/theme/nowhere.css')).status, 404)
  assert.equal((await w.nobody().get('/theme/..%2fsite.css')).status, 404)
})

rolledBack('when a programme asks everyone for a second step, its settings ask too', async (w) => {
  const priya = await w.as('priya')
  const { slug: _, ...words } = WORDS
  const asks = async (): Promise<boolean> => {
    const { rows } = await w.inCtx(
      undefined,
      {},
      (ctx) =>
        ctx.tx.client.query<{ needs: boolean }>(
          'select needs_second_step as needs from settings.settings where setting_id = $1',
          [larchmead.setting],
        ),
      'clerk',
    )
    return rows[0]!.needs
  }
  await priya.post(`${PATH}/details`, { ...words, second_step: 'yes' })
  assert.equal(await asks(), true)
  await priya.post(`${PATH}/details`, words)
  assert.equal(await asks(), false)
})

rolledBack('districts and phases are added, changed, and removed while nothing is in them', async (w) => {
  const priya = await w.as('priya')
  assert.equal((await priya.get(`${PATH}/districts`)).status, 200)
  assert.equal((await priya.post(`${PATH}/phases`, { name: 'Third year', starts_on: '1 September 2028' })).status, 303)
  const phases = await w.inCtx('priya', { programme: programme.id }, (ctx) =>
    ctx.tx.many(phasesOfProgramme, { programme: programme.id }),
  )
  const third = phases.find((one) => one.name === 'Third year')!
  assert.equal(third.starts_on, '2028-09-01')
  const fields = { name: 'Far End', register_code: 'E999', phase_id: third.id, joined_on: '1/9/2028' }
  assert.equal((await priya.post(`${PATH}/districts`, fields)).status, 303)
  const far = (await districts(w)).find((one) => one.name === 'Far End')!
  assert.deepEqual([far.phase_name, far.joined_on], ['Third year', '2028-09-01'])
  const twice = await priya.post(`${PATH}/districts`, fields)
  assert.equal(twice.status, 422)
  assert.match(twice.text, /Another one of this programme has this name/)
  const kept = await priya.post(`${PATH}/phases/${third.id}/removal`)
  assert.match(kept.text, /It cannot be removed while something belongs to it/)
  assert.equal(
    (await priya.post(`${PATH}/districts/${far.id}`, { ...fields, name: 'Far Side', phase_id: '', joined_on: 'soon' }))
      .status,
    422,
  )
  assert.equal(
    (await priya.post(`${PATH}/districts/${far.id}`, { ...fields, name: 'Far Side', phase_id: '' })).status,
    303,
  )
  assert.equal((await priya.post(`${PATH}/phases/${third.id}/removal`)).status, 303)
  assert.equal((await priya.post(`${PATH}/districts/${far.id}/removal`)).status, 303)
  const medlow = (await districts(w))[0]!
  const inUse = await Promise.all((await districts(w)).map((one) => priya.post(`${PATH}/districts/${one.id}/removal`)))
  assert.ok(
    inUse.some((one) => one.status === 422),
    'the district of an enrolled school stays',
  )
  assert.equal((await priya.get(`${PATH}/districts/${medlow.id}x`)).status, 404)
})

rolledBack(
  'a new trust’s safeguarding lead is invited to the trust’s own office; from then on it invites its own people',
  async (w) => {
    const priya = await w.as('priya')
    const terms = { party: 'trust', purposes: ['take_part'], basis: 'public_task', ends_on: '31 August 2029' }
    const setting = { name: 'Heron Hub', designation: 'community', district_id: '', trust_name: 'Heron Trust' }
    assert.equal((await priya.post(`${PATH}/settings`, { ...setting, ...terms })).status, 303)
    const heron = /href="([^"]+)"[^>]*>Heron Trust/.exec((await priya.get(PATH)).text)![1]!
    assert.equal((await priya.post(`${heron}/people`, { name: '', email: '' })).status, 422)
    const ola = { name: 'Ola Finch', email: 'ola@heron.example' }
    assert.equal((await priya.post(`${heron}/people`, ola)).status, 303)
    assert.equal((await priya.post(`${heron}/people`, { name: 'Ash Finch', email: 'ash@heron.example' })).status, 409)
    const kestrel = `${PATH}/trusts/${trust.id}`
    assert.match((await priya.get(kestrel)).text, /Kestrel Learning Trust has/)
    assert.equal((await priya.post(`${kestrel}/people`, ola)).status, 409)
    assert.doesNotMatch((await (await w.as('nadia')).get(`/settings/${trust.office}/people`)).text, /Ola Finch/)
  },
)
