// Data kept for a month: sealed, its owner's alone, deleted with a way back, and gone when its time is over.
import assert from 'node:assert/strict'
import { cast, programme } from '../../../../seeds/cast.ts'
import { keptSheet } from '../../../../seeds/sheets.ts'
import { NOW, rolledBack, type Held } from '../../../../tests/world.ts'
import { transaction } from '../../../kernel/db.ts'
import { makeSecrets } from '../../../kernel/secrets.ts'
import { desksOf, forget, openDesk, type Desk } from '../desks/cupboard.ts'
import { loadExample } from '../desks/examples.ts'
import { deskAt, sheetAt, workbenchAt } from '../paths.ts'
import { openSheet, sealSheet } from './sealing.ts'
import { forgetOld, MOST_KEPT } from './service.ts'

const { id } = programme
const whose = { person: cast.noor.person, programme: id }

async function deskOf(w: Held): Promise<Desk> {
  for (const one of desksOf(whose, w.house.clock())) forget(one)
  const { sheet, codebook } = await loadExample('pupils')
  const desk = openDesk(whose, { ...sheet, title: 'spring.csv' }, codebook, w.house.clock(), { confirmed: true })
  assert.ok(typeof desk === 'object')
  return desk
}

const titles = (text: string): string[] =>
  ['wellbeing-survey-june.csv', 'spring.csv'].filter((one) => text.includes(one))

async function kept(w: Held): Promise<{ id: string; title: string }[]> {
  const reach = { settings: [programme.office], programmes: [id], person: cast.noor.person }
  return transaction(w.house.engine, { reach }, async (tx) => {
    const found = await tx.client.query(
      'select id, title from workbench.sheets where deleted_at is null order by kept_at',
    )
    return found.rows as { id: string; title: string }[]
  })
}

rolledBack('kept, opened again, it is the same data with its codebook', async (w) => {
  const noor = await w.as('noor')
  const desk = await deskOf(w)
  assert.equal((await noor.post(`${deskAt(id, desk.id)}/keeping`)).status, 303)
  assert.match((await noor.get(deskAt(id, desk.id))).text, /A copy is kept for you/)
  assert.equal((await noor.post(`${deskAt(id, desk.id)}/keeping`)).status, 303, 'once is enough')
  assert.equal((await kept(w)).length, 2)
  forget(desk)
  const own = (await kept(w)).find((one) => one.title === 'spring.csv')!
  const opened = await noor.post(`${sheetAt(id, own.id)}/opening`)
  const [again] = desksOf(whose, w.house.clock())
  assert.equal(opened.location, deskAt(id, again!.id))
  assert.deepEqual(again!.codebook, desk.codebook)
  assert.deepEqual(again!.sheet, desk.sheet)
  forget(again!)
})

rolledBack('the sealed bytes give nothing away, and open for nobody else and nowhere else', async (w) => {
  const { sheet, codebook } = await loadExample('pupils')
  const person = cast.noor.person
  const sealed = sealSheet(w.house.secrets, { sheet, codebook }, person, keptSheet)!
  assert.ok(!sealed.includes('Ash School') && !sealed.includes('pupil_id'))
  assert.deepEqual(openSheet(w.house.secrets, sealed, person, keptSheet), { sheet, codebook })
  assert.equal(openSheet(w.house.secrets, sealed, cast.priya.person, keptSheet), undefined)
  assert.equal(openSheet(w.house.secrets, sealed, person, '0'.repeat(36)), undefined)
  assert.equal(openSheet(makeSecrets(Buffer.alloc(32, 7)), sealed, person, keptSheet), undefined)
  const touched = Buffer.from(sealed)
  touched[touched.length - 1]! ^= 1
  assert.equal(openSheet(w.house.secrets, touched, person, keptSheet), undefined)
})

rolledBack('nobody else sees it: not on a page, not by its id, not in the table', async (w) => {
  const priya = await w.as('priya')
  assert.deepEqual(titles((await priya.get(workbenchAt(id))).text), [])
  assert.deepEqual(titles((await (await w.as('noor')).get(workbenchAt(id))).text), ['wellbeing-survey-june.csv'])
  for (const deed of ['opening', 'deletion', 'restoring'])
    assert.equal((await priya.post(`${sheetAt(id, keptSheet)}/${deed}`)).status, 404, deed)
  const rows = await w.inCtx(
    'priya',
    { programme: id },
    async ({ tx }) => (await tx.client.query('select 1 from workbench.sheets')).rowCount,
  )
  assert.equal(rows, 0)
})

rolledBack('deleted, it can be taken back for a quarter of an hour and no longer', async (w) => {
  const noor = await w.as('noor')
  const done = await noor.post(`${sheetAt(id, keptSheet)}/deletion`)
  assert.equal(done.location, `${workbenchAt(id)}?deleted=${keptSheet}`)
  const page = await noor.get(done.location)
  assert.deepEqual(titles(page.text), [])
  assert.match(page.text, /Take it back/)
  assert.equal((await noor.post(`${sheetAt(id, keptSheet)}/restoring`)).status, 303)
  assert.deepEqual(titles((await noor.get(workbenchAt(id))).text), ['wellbeing-survey-june.csv'])
  await noor.post(`${sheetAt(id, keptSheet)}/deletion`)
  w.clock(new Date(NOW.getTime() + 16 * 60_000))
  await noor.post(`${sheetAt(id, keptSheet)}/restoring`)
  assert.deepEqual(titles((await noor.get(workbenchAt(id))).text), [])
  await w.inCtx(undefined, {}, (ctx) => forgetOld(ctx))
  assert.equal((await noor.post(`${sheetAt(id, keptSheet)}/restoring`)).status, 404)
})

rolledBack('after its month it is no longer there, also before the hour at which it is swept', async (w) => {
  const noor = await w.as('noor')
  const later = new Date(NOW.getTime() + 26.5 * 86_400_000)
  w.clock(later)
  const visitor = await w.as('noor')
  assert.deepEqual(titles((await visitor.get(workbenchAt(id))).text), [], 'it was kept four days before')
  assert.equal((await visitor.post(`${sheetAt(id, keptSheet)}/opening`)).status, 404)
  await w.inCtx(undefined, {}, (ctx) => forgetOld(ctx))
  assert.deepEqual(await kept(w), [])
  assert.ok(noor)
})

rolledBack(`${MOST_KEPT} are enough`, async (w) => {
  const noor = await w.as('noor')
  for (let n = 1; n < MOST_KEPT; n += 1) {
    const desk = await deskOf(w)
    assert.equal((await noor.post(`${deskAt(id, desk.id)}/keeping`)).status, 303, String(n))
  }
  const desk = await deskOf(w)
  const refused = await noor.post(`${deskAt(id, desk.id)}/keeping`)
  assert.equal(refused.status, 409)
  assert.match(refused.text, /Ten sets of data are kept for you already/)
  forget(desk)
})

rolledBack('the audit says that data was kept and deleted, and no name of any file', async (w) => {
  const noor = await w.as('noor')
  const desk = await deskOf(w)
  await noor.post(`${deskAt(id, desk.id)}/keeping`)
  await noor.post(`${sheetAt(id, keptSheet)}/deletion`)
  const lines = await w.inCtx('priya', { programme: id }, async ({ tx }) => {
    const found = await tx.client.query(`select words from kernel.audit_lines where deed like 'workbench.%'`)
    return (found.rows as { words: string }[]).map((row) => row.words)
  })
  assert.deepEqual(lines.toSorted(), [
    'Deleted kept data of the workbench: 240 rows and 19 columns',
    'Kept data of the workbench for 30 days: 240 rows and 19 columns',
  ])
  forget(desk)
})
