// Agreeing as a team: what is agreed stays until people agree anew, and two who agree at once both see both.
import assert from 'node:assert/strict'
import { alderbourne, larchmead } from '../../../../seeds/cast.ts'
import { rolledBack, type Held } from '../../../../tests/world.ts'
import { loadHere } from '../cycles/service.ts'
import type { Criterion, Principle } from '../edition.ts'
import { agreedAt } from '../standing/rules.ts'
import { agreeRating } from './service.ts'

const { setting } = alderbourne
const TOOLKIT = `/settings/${setting}/toolkit`

function openPrinciple(w: Held): Promise<Principle> {
  return w.inCtx('marcus', { setting }, async (ctx) => {
    const { edition, standing } = await loadHere(ctx, { setting })
    return edition.principles.find((one) =>
      one.criteria.every((criterion) => !agreedAt(standing, criterion.key, 'assess')),
    )!
  })
}

const at = (principle: Principle, criterion: Criterion): string =>
  `${TOOLKIT}/principles/${principle.key}/criteria/${criterion.key}`

rolledBack('the team agrees a level with a reason, and the next criterion opens', async (w) => {
  const marcus = await w.as('marcus')
  const principle = await openPrinciple(w)
  const [first, second] = principle.criteria
  const empty = await marcus.post(`${at(principle, first!)}/agreement`, { version: '0' })
  assert.equal(empty.status, 422)
  assert.ok(empty.text.includes('Choose the level you agree, or not applicable'))
  assert.ok(empty.text.includes('Say why, in a sentence a new colleague would understand'))
  assert.ok(empty.text.includes(`href="#level_${first!.key}"`))
  const done = await marcus.post(`${at(principle, first!)}/agreement`, {
    level: '1',
    reason: 'Some <b>classes</b> do.',
    version: '0',
  })
  assert.equal(done.location, `${TOOLKIT}/principles/${principle.key}#${second!.key}`)
  const page = await marcus.get(`${TOOLKIT}/principles/${principle.key}`)
  assert.ok(page.text.includes(`1 of ${principle.criteria.length} criteria agreed`))
  assert.ok(page.text.includes('Some &lt;b&gt;classes&lt;/b&gt; do.'))
  assert.ok((await marcus.get(TOOLKIT)).text.includes(`13 of`))
})

rolledBack('two who agree at once both see both versions, and nothing is lost', async (w) => {
  const [marcus, helen] = [await w.as('marcus'), await w.as('helen')]
  const principle = await openPrinciple(w)
  const criterion = principle.criteria[0]!
  const agreement = `${at(principle, criterion)}/agreement`
  assert.equal((await marcus.post(agreement, { level: '2', reason: 'Marcus wrote this.', version: '0' })).status, 303)
  const late = await helen.post(agreement, { level: '1', reason: 'Helen wrote that.', version: '0' })
  assert.equal(late.status, 409)
  for (const words of [
    'Marcus Bell changed this while you were writing',
    'Marcus wrote this.',
    'Helen wrote that.',
    'name="level_keep"',
    'name="reason_keep"',
    'name="version" value="1"',
  ])
    assert.ok(late.text.includes(words), words)
  assert.equal(
    (await helen.post(agreement, { level: '1', reason: 'Both of us wrote this.', version: '1' })).status,
    303,
  )
  assert.ok((await marcus.get(at(principle, criterion))).text.includes('Both of us wrote this.'))
})

rolledBack('between stage 1 and stage 3 no level changes', async (w) => {
  const amina = await w.as('amina')
  const path = `/settings/${larchmead.setting}/toolkit/principles/leadership_management/criteria/lead-governor`
  const before = await amina.get(path)
  assert.equal(before.status, 200)
  assert.ok(!before.text.includes('Agree this rating'))
  const refused = await amina.post(`${path}/agreement`, { level: '0', reason: 'We think again.', version: '1' })
  assert.equal(refused.status, 409)
  assert.ok(refused.text.includes('Levels are agreed in stage 1 and stage 3'))
})

rolledBack('a chapter is agreed when nothing in it is missing, and can be opened again', async (w) => {
  const marcus = await w.as('marcus')
  const principle = await openPrinciple(w)
  const path = `${TOOLKIT}/principles/${principle.key}`
  const early = await marcus.post(`${path}/agreement`, { discussed_with: 'the team' })
  assert.equal(early.status, 422)
  await w.inCtx('marcus', { setting }, async (ctx) => {
    const { cycle } = await loadHere(ctx, { setting })
    for (const criterion of principle.criteria)
      assert.ok(await agreeRating(ctx, cycle, criterion, { level: 2, reason: 'Yes.', version: 0 }))
  })
  assert.equal((await marcus.post(`${path}/agreement`, { discussed_with: '' })).status, 422)
  assert.equal((await marcus.post(`${path}/agreement`, { discussed_with: 'the school council' })).status, 303)
  const done = await marcus.get(path)
  assert.ok(done.text.includes('We agree this chapter is done.'))
  assert.ok(done.text.includes('after talking with the school council'))
  assert.ok(done.text.includes('What is met'))
  await marcus.post(`${path}/agreement/withdrawal`)
  assert.ok(!(await marcus.get(path)).text.includes('after talking with the school council'))
})

rolledBack('someone beside the team reads the chapter and agrees nothing', async (w) => {
  const leila = await w.as('leila')
  const path = `/settings/${larchmead.setting}/toolkit/principles/student_voice`
  const read = await leila.get(path)
  assert.equal(read.status, 200)
  assert.ok(!read.text.includes('ws-together'))
  assert.ok(!read.text.includes('<form action="/settings'))
  assert.equal((await leila.post(`${path}/agreement`, { discussed_with: 'me' })).status, 403)
})

rolledBack('a criterion that is not in the principle is not found', async (w) => {
  const marcus = await w.as('marcus')
  assert.equal((await marcus.get(`${TOOLKIT}/principles/student_voice/criteria/lead-governor`)).status, 404)
  assert.equal((await marcus.get(`${TOOLKIT}/principles/nothing`)).status, 404)
})
