// A cycle from its start to its end, as a lead meets it.
import assert from 'node:assert/strict'
import { alderbourne, cast, larchmead } from '../../../../seeds/cast.ts'
import { newSchool } from '../../../../tests/new-school.ts'
import { rolledBack, type Held } from '../../../../tests/world.ts'
import { agreeRating } from '../chapters/service.ts'
import { criteriaOf } from '../edition.ts'
import { agreedAt } from '../standing/rules.ts'
import { loadHere } from './service.ts'

const { setting } = alderbourne
const TOOLKIT = `/settings/${setting}/toolkit`

async function agreeEverything(w: Held): Promise<void> {
  await w.inCtx('marcus', { setting }, async (ctx) => {
    const { cycle, edition, standing } = await loadHere(ctx, { setting })
    for (const criterion of criteriaOf(edition)) {
      if (agreedAt(standing, criterion.key, 'assess')) continue
      assert.ok(await agreeRating(ctx, cycle, criterion, { level: 3, reason: 'We checked.', version: 0 }))
    }
  })
}

const versionIn = (text: string): string => /name="version" value="(\d+)"/.exec(text)![1]!

rolledBack('a stage does not close while something blocks it', async (w) => {
  const marcus = await w.as('marcus')
  const closing = await marcus.get(`${TOOLKIT}/stages/assess/closing`)
  assert.match(closing.text, /things before stage 1, assess can close/)
  assert.ok(!closing.text.includes('name="version"'))
  const forced = await marcus.post(`${TOOLKIT}/stages/assess/closing`, { version: '1' })
  assert.equal(forced.status, 422)
  assert.ok(forced.text.includes('Something still keeps this stage open'))
})

rolledBack('a stage closes when nothing blocks it, keeps a Record, and closes once only', async (w) => {
  const [marcus, helen, tom] = [await w.as('marcus'), await w.as('helen'), await w.as('tom')]
  await agreeEverything(w)
  const ready = await marcus.get(`${TOOLKIT}/stages/assess/closing`)
  assert.ok(ready.text.includes('Nothing is in the way of closing stage 1, assess'))
  const version = versionIn(ready.text)
  assert.equal((await tom.post(`${TOOLKIT}/stages/assess/closing`, { version })).status, 403)
  assert.equal((await marcus.post(`${TOOLKIT}/stages/assess/closing`, { version: '99' })).status, 409)
  assert.equal((await marcus.post(`${TOOLKIT}/stages/assess/closing`, { version })).location, TOOLKIT)
  assert.equal((await helen.post(`${TOOLKIT}/stages/assess/closing`, { version })).status, 409)
  assert.ok((await helen.get(TOOLKIT)).text.includes('Stage 2, plan'))
  assert.ok((await helen.get(`${TOOLKIT}/stages/assess/closing`)).text.includes('closed on 19 November 2026'))
  const kept = await w.inCtx(
    'marcus',
    { setting },
    async (ctx) =>
      (await ctx.tx.client.query('select why from toolkit.records where setting_id = $1', [setting])).rows as {
        why: string
      }[],
  )
  assert.ok(kept.some((record) => record.why === 'The assess stage closed'))
})

rolledBack('a second cycle cannot begin while one is open', async (w) => {
  const marcus = await w.as('marcus')
  const refused = await marcus.post(`${TOOLKIT}/cycles`)
  assert.equal(refused.status, 409)
  assert.ok(refused.text.includes('A cycle is already open'))
})

rolledBack('after the review closes, the next cycle remembers where this one ended', async (w) => {
  const marcus = await w.as('marcus')
  await agreeEverything(w)
  await w.inCtx('marcus', { setting }, async (ctx) => {
    const { cycle } = await loadHere(ctx, { setting })
    await ctx.tx.client.query("update toolkit.cycles set stage = 'review' where setting_id = $1 and id = $2", [
      setting,
      cycle.id,
    ])
    await ctx.tx.client.query(
      `insert into toolkit.reviews (setting_id, action_id, done_words, changed, next, reviewed_by, reviewed_name, reviewed_at)
       select setting_id, id, 'As planned', 'some', 'finished', $2, 'Marcus Bell', now() from toolkit.actions where setting_id = $1`,
      [setting, cast.marcus.person],
    )
  })
  const ready = await marcus.get(`${TOOLKIT}/stages/review/closing`)
  assert.ok(ready.text.includes('Nothing is in the way'), 'what Alderbourne planned is reviewed')
  assert.equal((await marcus.post(`${TOOLKIT}/stages/review/closing`, { version: versionIn(ready.text) })).status, 303)
  const closed = await marcus.get(TOOLKIT)
  assert.ok(closed.text.includes('Cycle 1 is complete'))
  assert.ok(closed.text.includes('Start cycle 2'))
  assert.equal((await marcus.post(`${TOOLKIT}/cycles`)).location, TOOLKIT)
  const next = await marcus.get(TOOLKIT)
  assert.ok(next.text.includes('Stage 1, assess: 0 of'))
  assert.match(next.text, /was 3 in November 2026/)
})

rolledBack('before the first cycle a head can start it, and nobody else', async (w) => {
  const at = `/settings/${await newSchool(w, 'primary')}/toolkit`
  const [helen, tom] = [await w.as('helen'), await w.as('tom')]
  const waiting = await tom.get(at)
  assert.ok(waiting.text.includes('Your first cycle is ready to start'))
  assert.ok(!waiting.text.includes('Start the first cycle'))
  assert.equal((await tom.post(`${at}/cycles`)).status, 403)
  assert.equal((await helen.get(`${at}/team`)).status, 404)
  assert.ok((await helen.get(at)).text.includes('Start the first cycle'))
  assert.equal((await helen.post(`${at}/cycles`)).location, at)
  assert.ok((await helen.get(at)).text.includes('Stage 1, assess: 0 of'))
  assert.ok((await helen.get(`${at}/team`)).text.includes('Nobody is on the team yet'))
})

rolledBack('a school whose edition is not written yet is told so', async (w) => {
  const at = `/settings/${await newSchool(w, 'nursery')}/toolkit`
  const helen = await w.as('helen')
  assert.ok((await helen.get(at)).text.includes('There is no Toolkit for your kind of setting yet'))
  assert.equal((await helen.post(`${at}/cycles`)).status, 409)
})

rolledBack('someone from another school learns nothing, not even that there is a cycle', async (w) => {
  const amina = await w.as('amina')
  for (const path of ['', '/team', '/stages/assess/closing', '/principles/student_voice'])
    assert.equal((await amina.get(TOOLKIT + path)).status, 404)
  assert.equal((await amina.get(`/settings/${larchmead.setting}/toolkit/stages/nonsense/closing`)).status, 404)
})
