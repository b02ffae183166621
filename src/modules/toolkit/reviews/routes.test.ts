// People look back: what was done beside what was planned, what changed for pupils, and what comes next.
import assert from 'node:assert/strict'
import { larchmead } from '../../../../seeds/cast.ts'
import { rolledBack, type Held } from '../../../../tests/world.ts'
import { actionsOf, loadPlanning, type Action } from '../actions/service.ts'
import { reviewsOf } from './service.ts'

const { setting } = larchmead
const toolkit = `/settings/${setting}/toolkit`

function seen(w: Held) {
  return w.inCtx('amina', { setting }, async (ctx) => {
    const { cycle } = await loadPlanning(ctx, { setting })
    return { actions: await actionsOf(ctx, cycle), reviews: await reviewsOf(ctx, cycle) }
  })
}

async function openAction(w: Held): Promise<Action> {
  const { actions, reviews } = await seen(w)
  const action = actions.find(
    (one) =>
      (one.state === 'planned' || one.state === 'under_way') && !reviews.some((review) => review.action_id === one.id),
  )
  assert.ok(action)
  return action
}

const written = {
  done_words: 'Five of six classes took part.',
  changed: 'some',
  pupils_words: '“I asked for help on Tuesday.”',
  next: 'embed',
  next_words: 'Every half term.',
}

rolledBack('an owner reviews an action: the words are kept, it counts as done, and the list says so', async (w) => {
  const action = await openAction(w)
  const amina = await w.as('amina')
  const at = `${toolkit}/actions/${action.id}/review`
  const blank = await amina.get(at)
  assert.ok(blank.text.includes('Done against planned'))
  const kept = await amina.post(at, { ...written, version: '0' })
  assert.equal(kept.location, `${toolkit}/review`)
  const { actions, reviews } = await seen(w)
  assert.equal(actions.find((one) => one.id === action.id)?.state, 'done')
  assert.equal(reviews.find((one) => one.action_id === action.id)?.pupils_words, written.pupils_words)
  const list = await amina.get(`${toolkit}/review`)
  assert.ok(list.text.includes('Keep it going until it is how we work'))
  const shown = await (await w.as('leila')).get(at)
  assert.ok(shown.text.includes('I asked for help on Tuesday.'))
  assert.ok(!shown.text.includes('<textarea'), 'someone who only reads gets no form')
})

rolledBack('a review says what is missing, and keeps what was written', async (w) => {
  const action = await openAction(w)
  const amina = await w.as('amina')
  const answered = await amina.post(`${toolkit}/actions/${action.id}/review`, {
    pupils_words: 'Kept words',
    version: '0',
  })
  assert.equal(answered.status, 422)
  for (const words of [
    'Say what you did, in a sentence or more',
    'Choose what changed',
    'Choose what comes next',
    'Kept words',
  ])
    assert.ok(answered.text.includes(words), words)
})

rolledBack('two people who review the same action both see both reviews', async (w) => {
  const action = await openAction(w)
  const at = `${toolkit}/actions/${action.id}/review`
  assert.equal((await (await w.as('tom')).post(at, { ...written, next: 'carry_on', version: '0' })).status, 303)
  const amina = await w.as('amina')
  const late = await amina.post(at, { ...written, done_words: 'Amina saw it otherwise.', version: '0' })
  assert.equal(late.status, 409)
  assert.ok(
    late.text.includes('Tom Reeve changed this while you were writing') &&
      late.text.includes('Amina saw it otherwise.') &&
      late.text.includes('Five of six classes'),
  )
  const again = await amina.post(at, {
    ...written,
    done_words: 'Amina saw it otherwise.',
    next: 'carry_on',
    version: '1',
  })
  assert.equal(again.status, 303)
  const { reviews, actions } = await seen(w)
  assert.equal(reviews.find((one) => one.action_id === action.id)?.done_words, 'Amina saw it otherwise.')
  assert.equal(
    actions.find((one) => one.id === action.id)?.state,
    action.state,
    'to carry on leaves an action as it is',
  )
})
