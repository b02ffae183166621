// The three screens as people of the county meet them: chosen by a head alone, kept to the house rules of rating,
// and the same deeds in the same tables as everywhere.
import assert from 'node:assert/strict'
import { rolledBack, type Held, type Visitor } from '../../../../tests/world.ts'
import { alderbourne, larchmead } from '../../../../seeds/cast.ts'
import { currentCycle, editionOf, loadStanding } from '../standing/service.ts'
import { agreeRating } from '../chapters/service.ts'
import { roundOf, type Standing } from '../standing/rules.ts'
import { seenRatingsOf } from '../ratings/service.ts'
import { criteriaOf, loadEdition } from '../edition.ts'

const edition = loadEdition('primary', 1)
const at = (setting: string, path = ''): string => `/settings/${setting}/toolkit/small${path}`
const here = (path = ''): string => at(alderbourne.setting, path)
const navigation = (text: string): string => /<nav[^>]*aria-label="Main"[\s\S]*?<\/nav>/.exec(text)?.[0] ?? ''

function standingOf(w: Held, setting: string): Promise<Standing> {
  return w.inCtx('helen', { setting }, async ({ tx }) => loadStanding(tx, (await currentCycle(tx, setting))!))
}

/** Everyone but those named leaves the team of Alderbourne. */
async function leaveTeamTo(w: Held, helen: Visitor, names: readonly string[]): Promise<void> {
  const { team } = await standingOf(w, alderbourne.setting)
  for (const member of team.filter((one) => !names.includes(one.name))) {
    const path = `/settings/${alderbourne.setting}/toolkit/team/${member.id}/leaving`
    assert.equal((await helen.post(path, { left_on: '19 November 2026' })).status, 303)
  }
}

/** A principle that nobody has begun to rate, and on which nothing is agreed. */
function untouched(standing: Standing) {
  const found = edition.principles.find(
    (one) =>
      !roundOf(standing, one.key) &&
      !one.criteria.some((criterion) => standing.agreed.some((agreed) => agreed.criterion_key === criterion.key)),
  )
  assert.ok(found)
  return found
}

rolledBack('a head switches it on for everyone and off again, and nobody else can', async (w) => {
  const [helen, marcus] = [await w.as('helen'), await w.as('marcus')]
  assert.equal((await marcus.get(here('/choice'))).status, 403)
  assert.equal((await marcus.post(here('/choice'), { on: 'yes', version: '0' })).status, 403)
  assert.match(navigation((await marcus.get(here())).text), />\s*Toolkit\s*</)
  assert.equal((await helen.post(here('/choice'), { on: 'yes', version: '0' })).location, here())
  const shrunk = navigation((await marcus.get(here('/plan'))).text)
  for (const door of ['This week', 'Where we are', 'Our plan and Record']) assert.match(shrunk, new RegExp(door))
  assert.doesNotMatch(shrunk, />\s*Toolkit\s*</)
  const stale = await helen.post(here('/choice'), { on: 'no', version: '0' })
  assert.equal(stale.status, 409)
  assert.match(stale.text, /Switch three screens off/)
  assert.equal((await helen.post(here('/choice'), { on: 'no', version: '1' })).status, 303)
  assert.match(navigation((await marcus.get(here())).text), />\s*Toolkit\s*</)
})

rolledBack('a head whom it would fit is told once, and not again after choosing', async (w) => {
  const helen = await w.as('helen')
  const said = /three screens and twenty minutes a week/
  assert.doesNotMatch((await helen.get('/')).text, said, 'a team of five')
  await leaveTeamTo(w, helen, ['Helen Price', 'Marcus Bell'])
  assert.match((await helen.get('/')).text, said)
  await helen.post(here('/choice'), { on: 'no', version: '0' })
  assert.doesNotMatch((await helen.get('/')).text, said)
})

rolledBack('alone on the team, she rates and agrees in one go: her ratings, the levels, a closed round', async (w) => {
  const helen = await w.as('helen')
  await leaveTeamTo(w, helen, ['Helen Price'])
  const principle = untouched(await standingOf(w, alderbourne.setting))
  const path = here(`/principles/${principle.key}`)
  const page = (await helen.get(here(`/where?open=${principle.key}`))).text
  assert.match(page, /Who sees what you choose/)
  const fields = Object.fromEntries(
    principle.criteria.flatMap(({ key }, i) => [
      [`level_${key}`, i === 0 ? 'na' : '2'],
      [`reason_${key}`, `Because of ${i}`],
    ]),
  )
  const untold = await helen.post(path, fields)
  assert.equal(untold.status, 422, 'first how she is shown')
  assert.match(untold.text, /Because of 3/, 'her words are still there')
  assert.equal((await helen.post(path, { ...fields, shown_as: 'counted' })).status, 303)
  const standing = await standingOf(w, alderbourne.setting)
  const agreed = principle.criteria.map(({ key }) => standing.agreed.find((one) => one.criterion_key === key))
  assert.deepEqual(
    agreed.map((one) => one?.level),
    principle.criteria.map((_, i) => (i === 0 ? null : 2)),
  )
  assert.ok(agreed.every((one) => one?.agreed_name === 'Helen Price'))
  assert.ok(roundOf(standing, principle.key)?.closed_at)
  const keys = principle.criteria.map(({ key }) => key)
  const ratings = await w.inCtx('helen', { setting: alderbourne.setting }, (ctx) =>
    seenRatingsOf(ctx, standing.cycle, principle, keys),
  )
  assert.equal(ratings.length, keys.length)
  assert.ok(ratings.every((one) => one.shown_as === 'counted'))
})

rolledBack('what someone else agreed meanwhile is shown beside her own words, and neither is lost', async (w) => {
  const [helen, marcus] = [await w.as('helen'), await w.as('marcus')]
  await leaveTeamTo(w, helen, ['Helen Price', 'Marcus Bell'])
  const principle = untouched(await standingOf(w, alderbourne.setting))
  const [{ key }] = principle.criteria as [(typeof principle.criteria)[0]]
  const full = `/settings/${alderbourne.setting}/toolkit/principles/${principle.key}/criteria/${key}/agreement`
  assert.equal((await marcus.post(full, { level: '3', reason: 'Marcus wrote this.', version: '0' })).status, 303)
  const sent = { [`level_${key}`]: '1', [`reason_${key}`]: 'Helen wrote this.', [`version_${key}`]: '0' }
  const path = here(`/principles/${principle.key}`)
  const both = await helen.post(path, { ...sent, shown_as: 'named' })
  assert.equal(both.status, 409)
  for (const words of [/Marcus wrote this/, /Helen wrote this/, /What stands now/]) assert.match(both.text, words)
  const now = await standingOf(w, alderbourne.setting)
  assert.equal(now.agreed.find((one) => one.criterion_key === key)?.reason, 'Marcus wrote this.')
  const again = await helen.post(path, { ...sent, [`version_${key}`]: '1', shown_as: 'named' })
  assert.equal(again.status, 303, 'knowing both, she may still agree hers')
})

rolledBack('when nothing is in the way the stage is closed from this week, and only then', async (w) => {
  const [helen, { setting }] = [await w.as('helen'), alderbourne]
  const version = async (): Promise<string> => String((await standingOf(w, setting)).cycle.version)
  const early = await helen.post(here('/closing'), { version: await version() })
  assert.equal(early.status, 409)
  assert.match(early.text, /Something still keeps this stage open/)
  assert.doesNotMatch((await helen.get(here())).text, /Close it now/)
  await w.inCtx('helen', { setting }, async (ctx) => {
    const { cycle, agreed } = await loadStanding(ctx.tx, (await currentCycle(ctx.tx, setting))!)
    for (const criterion of criteriaOf(editionOf(cycle))) {
      const known = agreed.find((one) => one.criterion_key === criterion.key)?.version ?? 0
      assert.ok(await agreeRating(ctx, cycle, criterion, { level: 1, reason: 'We begin.', version: known }))
    }
  })
  assert.match((await helen.get(here())).text, /Close it now/)
  assert.equal((await helen.post(here('/closing'), { version: await version() })).location, here())
  assert.equal((await standingOf(w, setting)).cycle.stage, 'plan')
  assert.match((await helen.get(here())).text, /Choose a move for/)
})

rolledBack('in a pair, one may agree while the other has not begun; her colleague still rates alone', async (w) => {
  const [helen, marcus] = [await w.as('helen'), await w.as('marcus')]
  await leaveTeamTo(w, helen, ['Helen Price', 'Marcus Bell'])
  const principle = untouched(await standingOf(w, alderbourne.setting))
  const fields = Object.fromEntries(
    principle.criteria.flatMap(({ key }) => [
      [`level_${key}`, '1'],
      [`reason_${key}`, 'We are at the beginning.'],
    ]),
  )
  const path = here(`/principles/${principle.key}`)
  assert.equal((await helen.post(path, { ...fields, shown_as: 'named' })).status, 303)
  assert.equal(roundOf(await standingOf(w, alderbourne.setting), principle.key)?.closed_at, null, 'it waits for him')
  const rating = `/settings/${alderbourne.setting}/toolkit/principles/${principle.key}/rating`
  assert.equal((await marcus.post(`${rating}/seat`, { shown_as: 'named' })).status, 303)
  assert.equal((await marcus.get(rating)).status, 200)
})

rolledBack('where a colleague has begun, or the team is larger than three, each rates alone first', async (w) => {
  const [helen, marcus] = [await w.as('helen'), await w.as('marcus')]
  const principle = untouched(await standingOf(w, alderbourne.setting))
  const [{ key }] = principle.criteria as [(typeof principle.criteria)[0]]
  const fields = { [`level_${key}`]: '2', [`reason_${key}`]: 'So it is.', shown_as: 'named' }
  const path = here(`/principles/${principle.key}`)
  assert.equal((await helen.post(path, fields)).status, 409, 'a team of five')
  await leaveTeamTo(w, helen, ['Helen Price', 'Marcus Bell'])
  await marcus.post(`/settings/${alderbourne.setting}/toolkit/principles/${principle.key}/rating/seat`, {
    shown_as: 'named',
  })
  const refused = await helen.post(path, fields)
  assert.equal(refused.status, 409)
  assert.match(refused.text, /Each of you rates alone first/)
  assert.match((await helen.get(here(`/where?open=${principle.key}`))).text, /Rate this on your own/)
  const { agreed } = await standingOf(w, alderbourne.setting)
  assert.ok(!agreed.some((one) => one.criterion_key === key))
})

rolledBack('one press plans a move once, ticks do the deed, evidence and review are kept beside it', async (w) => {
  const amina = await w.as('amina')
  const standing = await larchmeadNow(w)
  const gap = standing.agreed.find((one) => one.moment === 'assess' && (one.level ?? 9) <= 1)!
  const move = edition.principles
    .flatMap((one) => one.criteria)
    .find((one) => one.key === gap.criterion_key)!
    .moves.find((one) => one)!
  const path = at(larchmead.setting, `/criteria/${gap.criterion_key}/moves`)
  assert.equal((await amina.post(path, { move: 'no-such-move' })).status, 404)
  const first = await amina.post(path, { move: move.key })
  const action = /open=([0-9a-f-]{36})/.exec(first.location ?? '')?.[1]
  assert.ok(action)
  assert.equal((await amina.post(path, { move: move.key })).location, first.location, 'pressed twice, it is there once')
  const page = (await amina.get(at(larchmead.setting, `/plan?open=${action}`))).text
  const tick = new RegExp(`/small/actions/${action}/steps/[0-9a-f-]{36}/tick`).exec(page)?.[0]
  assert.ok(tick)
  const done = await amina.post(`/settings/${larchmead.setting}/toolkit${tick}`, { done: '1', back: 'week' })
  assert.equal(done.location, at(larchmead.setting))
  const under = at(larchmead.setting, `/actions/${action}`)
  const early = await amina.post(`${under}/evidence`, { words: 'Seen', on_day: '1 December 2030' })
  assert.equal(early.status, 422)
  assert.match(early.text, /today’s date or an earlier one/)
  assert.equal(
    (await amina.post(`${under}/evidence`, { words: 'Seen in class', on_day: '18 November 2026' })).status,
    303,
  )
  const review = { done_words: 'Done', changed: 'some', pupils_words: 'Better', next: 'embed', next_words: '' }
  assert.equal((await amina.post(`${under}/review`, { ...review, changed: '', version: '0' })).status, 422)
  assert.equal((await amina.post(`${under}/review`, { ...review, version: '0' })).status, 303)
  const over = await amina.post(`${under}/review`, { ...review, done_words: 'Mine', version: '0' })
  assert.equal(over.status, 409, 'someone else was first')
  assert.match(over.text, /Their words stand here/)
  assert.match(over.text, /Mine/)
  const now = (await amina.get(at(larchmead.setting, `/plan?open=${action}`))).text
  for (const words of ['Seen in class', 'Better', 'Done on']) assert.match(now, new RegExp(words))
})

function larchmeadNow(w: Held): Promise<Standing> {
  const { setting } = larchmead
  return w.inCtx('amina', { setting }, async ({ tx }) => loadStanding(tx, (await currentCycle(tx, setting))!))
}

rolledBack('who may only read sees the three screens without a form that changes anything', async (w) => {
  const leila = await w.as('leila')
  for (const path of ['', '/where', '/plan', '/doors']) {
    const { status, text } = await leila.get(at(larchmead.setting, path))
    assert.equal(status, 200, path)
    const main = text.slice(text.indexOf('<main'), text.indexOf('</main>'))
    assert.doesNotMatch(main, /<form/, path)
  }
  const stranger = await w.as('priya')
  assert.equal((await stranger.get(at(larchmead.setting))).status, 404)
})
