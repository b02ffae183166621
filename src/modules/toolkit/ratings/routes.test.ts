// Rating alone and seeing together, as people meet it: nothing is shown before its time, and nothing is lost.
import assert from 'node:assert/strict'
import { alderbourne, larchmead } from '../../../../seeds/cast.ts'
import { rolledBack, type Held } from '../../../../tests/world.ts'
import { loadHere } from '../cycles/service.ts'
import { roundOf } from '../standing/rules.ts'
import { itemsOf, partOf, type Part } from './rules.ts'
import { closeRound, finish, keepRatings, takeSeat } from './service.ts'

const { setting } = alderbourne
const TOOLKIT = `/settings/${setting}/toolkit`

/** A principle at Alderbourne that nobody has begun. */
function freshPart(w: Held): Promise<Part> {
  return w.inCtx('marcus', { setting }, async (ctx) => {
    const here = await loadHere(ctx, { setting })
    const principle = here.edition.principles.find((one) => !roundOf(here.standing, one.key))
    assert.ok(principle, 'the demonstration leaves a principle untouched')
    return partOf(here.edition, principle.key)!
  })
}

const ratingOf = (part: Part): string => `${TOOLKIT}/principles/${part.key}/rating`
const answers = (part: Part, level: string): Record<string, string> =>
  Object.fromEntries(itemsOf(part).map((item) => [`level_${item.key}`, level]))

/** Everyone on the team but Marcus rates `level`, those of `counted` uncounted by name. */
async function othersFinish(w: Held, part: Part, level: number, counted: readonly string[] = []): Promise<void> {
  await w.inCtx('marcus', { setting }, async (ctx) => {
    const { cycle, standing, me } = await loadHere(ctx, { setting })
    for (const member of standing.team.filter((one) => one.id !== me!.id)) {
      await takeSeat(ctx, cycle, part, member, counted.includes(member.name) ? 'counted' : 'named')
      await keepRatings(
        ctx,
        cycle,
        part,
        member,
        itemsOf(part).map((item) => ({ item_key: item.key, state: 'rated', level, reason: null })),
      )
      await finish(ctx, cycle, part, member)
    }
  })
}

rolledBack('before rating, a page says who will see what, and asks how to be shown', async (w) => {
  const marcus = await w.as('marcus')
  const part = await freshPart(w)
  assert.equal((await marcus.get(ratingOf(part))).location, `${ratingOf(part)}/seat`)
  const told = await marcus.get(`${ratingOf(part)}/seat`)
  assert.equal(told.status, 200)
  for (const words of ['Helen Price', 'Tom Reeve', 'Counted, not shown', 'nobody sees what you choose'])
    assert.ok(told.text.includes(words), words)
  const refused = await marcus.post(ratingOf(part), answers(part, '2'))
  assert.equal(refused.status, 409)
  assert.ok(refused.text.includes('Read who will see what first'))
  assert.equal((await marcus.post(`${ratingOf(part)}/seat`, { shown_as: 'shouted' })).status, 422)
  assert.equal((await marcus.post(`${ratingOf(part)}/seat`, { shown_as: 'named' })).location, ratingOf(part))
})

rolledBack('what is half done is kept, and found again', async (w) => {
  const marcus = await w.as('marcus')
  const part = await freshPart(w)
  const [first, second] = itemsOf(part)
  await marcus.post(`${ratingOf(part)}/seat`, { shown_as: 'named' })
  const saved = await marcus.post(ratingOf(part), {
    [`level_${first!.key}`]: '3',
    [`level_${second!.key}`]: 'na',
    deed: 'save',
  })
  assert.equal(saved.location, TOOLKIT)
  const back = await marcus.get(ratingOf(part))
  assert.ok(back.text.includes(`You have rated 2 of ${itemsOf(part).length}`))
  const unfinished = await marcus.post(ratingOf(part), {
    [`level_${first!.key}`]: '1',
    [`level_${second!.key}`]: 'na',
    deed: 'finish',
  })
  assert.equal(unfinished.status, 422)
  assert.ok(unfinished.text.includes('or come back to it'))
  assert.ok(unfinished.text.includes(`does not apply here`))
  const kept = await marcus.get(ratingOf(part))
  assert.match(kept.text, new RegExp(`name="level_${first!.key}" type="radio" value="1" checked`))
  assert.doesNotMatch(kept.text, new RegExp(`name="level_${first!.key}" type="radio" value="3" checked`))
})

rolledBack(
  'nobody is sent another’s ratings while the round is open, and all see them once everyone is in',
  async (w) => {
    const [marcus, helen] = [await w.as('marcus'), await w.as('helen')]
    const part = await freshPart(w)
    const principle = `${TOOLKIT}/principles/${part.key}`
    await othersFinish(w, part, 0)
    for (const visitor of [marcus, helen]) {
      const open = await visitor.get(principle)
      assert.equal(open.status, 200)
      assert.ok(!open.text.includes('ws-together'))
    }
    await marcus.post(`${ratingOf(part)}/seat`, { shown_as: 'named' })
    const last = await marcus.post(ratingOf(part), { ...answers(part, '3'), deed: 'finish' })
    assert.equal(last.location, principle)
    const seen = await helen.get(principle)
    assert.ok(seen.text.includes('<span class="ws-together__name">Marcus Bell</span>'))
    assert.ok(seen.text.includes('You see this differently, from 0 to 3'))
    const late = await marcus.post(ratingOf(part), { ...answers(part, '1'), deed: 'finish' })
    assert.equal(late.status, 409)
    assert.equal((await marcus.get(ratingOf(part))).location, principle)
  },
)

rolledBack('whoever chose to be counted is neither named nor found by taking names away', async (w) => {
  const [marcus, helen] = [await w.as('marcus'), await w.as('helen')]
  const part = await freshPart(w)
  await othersFinish(w, part, 2)
  await marcus.post(`${ratingOf(part)}/seat`, { shown_as: 'counted' })
  await marcus.post(ratingOf(part), { ...answers(part, '0'), deed: 'finish' })
  const seen = await helen.get(`${TOOLKIT}/principles/${part.key}`)
  assert.ok(seen.text.includes('1 more counted, not shown.'))
  assert.ok(!seen.text.includes('<span class="ws-together__name">Marcus Bell</span>'))
  assert.ok(!seen.text.includes('Of all '))
  assert.ok(seen.text.includes('You all see this the same way'))
})

rolledBack('the lead may close a round early; what others only began is not seen', async (w) => {
  const [marcus, tom] = [await w.as('marcus'), await w.as('tom')]
  const part = await freshPart(w)
  const principle = `${TOOLKIT}/principles/${part.key}`
  await tom.post(`${ratingOf(part)}/seat`, { shown_as: 'named' })
  await tom.post(ratingOf(part), { ...answers(part, '0'), deed: 'save' })
  assert.equal(
    await w.inCtx('marcus', { setting }, async (ctx) =>
      closeRound(ctx, (await loadHere(ctx, { setting })).cycle, part),
    ),
    false,
  )
  await marcus.post(`${ratingOf(part)}/seat`, { shown_as: 'named' })
  await marcus.post(ratingOf(part), { ...answers(part, '2'), deed: 'finish' })
  assert.equal((await tom.post(`${ratingOf(part)}/closing`)).status, 403)
  assert.equal((await marcus.post(`${ratingOf(part)}/closing`)).location, principle)
  const seen = await tom.get(principle)
  assert.ok(seen.text.includes('<span class="ws-together__name">Marcus Bell</span>'))
  assert.ok(!seen.text.includes('<span class="ws-together__name">Tom Reeve</span>'))
})

rolledBack('only the team sees ratings by name, and each look is audited', async (w) => {
  const part = await freshPart(w)
  await othersFinish(w, part, 2)
  await w.inCtx('marcus', { setting }, async (ctx) => {
    const { cycle, standing, me } = await loadHere(ctx, { setting })
    await closeRound(ctx, cycle, part)
    await ctx.tx.client.query('update toolkit.team_members set left_on = current_date where id = $1', [
      standing.team.find((one) => one.name === 'Helen Price')!.id,
    ])
    assert.ok(me)
  })
  const helen = await w.as('helen')
  const looked = await helen.get(`${TOOLKIT}/principles/${part.key}`)
  assert.equal(looked.status, 200)
  assert.ok(!looked.text.includes('ws-together'))
  const marcus = await w.as('marcus')
  assert.ok((await marcus.get(`${TOOLKIT}/principles/${part.key}`)).text.includes('ws-together'))
  const audit = await w.inCtx(
    'helen',
    { setting },
    async (ctx) =>
      (await ctx.tx.client.query("select count(*)::int as n from kernel.audit_lines where words = 'named ratings'"))
        .rows[0] as { n: number },
  )
  assert.ok(audit.n >= 2)
})

rolledBack('rating is for the team: others are told so, and other schools do not exist', async (w) => {
  const leila = await w.as('leila')
  assert.equal((await leila.get(`/settings/${larchmead.setting}/toolkit/principles/student_voice/rating`)).status, 403)
  assert.equal((await leila.get(`${TOOLKIT}/baseline`)).status, 404)
  const marcus = await w.as('marcus')
  assert.equal((await marcus.get(`${TOOLKIT}/principles/baseline/rating`)).status, 404)
})
