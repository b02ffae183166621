// Joining, leaving, and the first officer.
import assert from 'node:assert/strict'
import { transaction } from '../../../kernel/db.ts'
import { addSecondStep, join, lettersTo, linkIn, PASSWORD } from '../../../../tests/joining.ts'
import { NOW, rolledBack, type Held } from '../../../../tests/world.ts'
import { cast } from '../../../../seeds/cast.ts'
import {
  closePerson,
  closeWhenNoPlaces,
  firstLink,
  invite,
  inviteAgain,
  openInvitation,
  peopleByIds,
} from '../contract.ts'

const asked = {
  name: 'Kit Marlow',
  email: 'Kit.Marlow@joining.example',
  placeName: 'Larchmead Primary School',
  invitedBy: 'Ruth Adeyemi',
}
const email = 'kit.marlow@joining.example'
const daysLater = (days: number): Date => new Date(NOW.getTime() + days * 86_400_000)
const invited = (w: Held) => w.inCtx('ruth', {}, (ctx) => invite(ctx, asked))

rolledBack(
  'someone invited chooses a password from the letter and is in; opening the link alone does nothing',
  async (w) => {
    const { person_id, isNew } = await invited(w)
    assert.equal(isNew, true)
    const [letter] = await lettersTo(w, email)
    assert.match(letter!.subject, /Ruth Adeyemi invites you to Larchmead Primary School/)
    const path = linkIn(letter)
    const kit = w.nobody()
    for (let i = 0; i < 2; i += 1)
      assert.match((await kit.get(path)).text, /Join Larchmead Primary School[\s\S]*value="Kit Marlow"/)
    const easy = await kit.post(path, { name: '', password: 'kit.marlow at larchmead' })
    assert.equal(easy.status, 422)
    assert.match(easy.text, /Enter your name/)
    assert.equal((await kit.post(path, { name: 'Kit Marlowe', password: PASSWORD })).location, '/sign-in/next')
    assert.match((await kit.get('/account')).text, /Kit Marlowe/)
    const used = await w.nobody().post(path, { name: 'Another', password: PASSWORD })
    assert.equal(used.status, 410)
    assert.match(used.text, /This link was used already/)
    const found = await w.inCtx('ruth', {}, (ctx) => peopleByIds(ctx, [person_id]))
    assert.deepEqual(
      { ...found.get(person_id), closed_at: undefined },
      { person_id, name: 'Kit Marlowe', email, closed_at: undefined, has_joined: true, has_second_factor: false },
    )
  },
)

rolledBack('an invitation runs out after 14 days, and a new letter takes the place of the old', async (w) => {
  const { person_id } = await invited(w)
  const old = linkIn((await lettersTo(w, email))[0])
  w.clock(daysLater(13.9))
  assert.equal((await w.nobody().get(old)).status, 200)
  w.clock(daysLater(14.1))
  const late = await w.nobody().get(old)
  assert.equal(late.status, 410)
  assert.match(late.text, /This invitation has run out/)
  assert.equal((await w.inCtx('ruth', {}, (ctx) => openInvitation(ctx, person_id)))?.expired, true)
  assert.equal(await w.inCtx('ruth', {}, (ctx) => inviteAgain(ctx, person_id, asked)), true)
  const fresh = linkIn((await lettersTo(w, email))[0])
  assert.notEqual(fresh, old)
  w.clock(daysLater(14.2))
  assert.equal((await w.nobody().get(fresh)).status, 200)
  assert.equal(await w.inCtx('ruth', {}, (ctx) => inviteAgain(ctx, person_id, asked)), true)
  assert.match((await w.nobody().get(fresh)).text, /This link no longer works/)
  assert.equal((await w.nobody().get('/invitations/made-up')).status, 404)
})

rolledBack('asking for a new password before joining sends the invitation again', async (w) => {
  await invited(w)
  w.clock(daysLater(1))
  await w.nobody().post('/sign-in/forgotten', { email })
  assert.match((await lettersTo(w, email))[0]!.subject, /invites you to Larchmead/)
})

rolledBack('someone who has an account is told that they were added, and keeps their password', async (w) => {
  const wren = await join(w)
  const again = await w.inCtx('helen', {}, (ctx) =>
    invite(ctx, { ...asked, name: 'Other Name', email: wren.email, placeName: 'Alderbourne Primary School' }),
  )
  assert.deepEqual(again, { person_id: wren.person, name: 'Wren Castle', isNew: false })
  assert.equal((await lettersTo(w, wren.email, /You are now part of Alderbourne/)).length, 1)
  assert.equal((await wren.visitor.get('/account')).status, 200)
})

rolledBack('a leaver is out at once, everywhere, and can only come back by a new invitation', async (w) => {
  const wren = await join(w)
  const phone = w.nobody()
  await phone.post('/sign-in', { email: wren.email, password: PASSWORD })
  await w.nobody().post('/sign-in/forgotten', { email: wren.email })
  const link = linkIn((await lettersTo(w, wren.email, /new password/))[0])
  assert.equal(await w.inCtx('ruth', {}, (ctx) => closeWhenNoPlaces(ctx, wren.person, 1)), false)
  assert.equal((await phone.get('/account')).status, 200)
  assert.equal(await w.inCtx('ruth', {}, (ctx) => closeWhenNoPlaces(ctx, wren.person, 0)), true)
  for (const visitor of [wren.visitor, phone]) assert.equal((await visitor.get('/account')).status, 303)
  assert.equal((await w.nobody().get(link)).status, 410)
  assert.equal((await w.nobody().post('/sign-in', { email: wren.email, password: PASSWORD })).status, 422)
  const letters = (await lettersTo(w, wren.email)).length
  await w.nobody().post('/sign-in/forgotten', { email: wren.email })
  assert.equal((await lettersTo(w, wren.email)).length, letters, 'no letter to someone who left')
  await w.inCtx('ruth', {}, (ctx) => closePerson(ctx, wren.person))
  w.clock(daysLater(1))
  const back = await w.inCtx('ruth', {}, (ctx) => invite(ctx, { ...asked, email: wren.email }))
  assert.deepEqual(back, { person_id: wren.person, name: 'Wren Castle', isNew: false })
  const path = linkIn((await lettersTo(w, wren.email))[0])
  assert.equal((await w.nobody().post(path, { name: 'Wren Castle', password: 'nine herons on a wire' })).status, 303)
})

rolledBack('the first link makes the first officer, once', async (w) => {
  const link = (): Promise<string | undefined> => w.inCtx(undefined, {}, (ctx) => firstLink(ctx.tx, ctx.now))
  await transaction(w.house.engine, { role: 'door' }, (tx) =>
    tx.client.query('update people.accounts set founder = false where founder'),
  )
  const older = await link()
  const token = await link()
  assert.match((await w.nobody().get(`/invitations/${older}`)).text, /no longer works/)
  const visitor = w.nobody()
  const empty = await visitor.post(`/invitations/${token}`, { name: '', email: 'nowhere', password: 'short' })
  assert.equal(empty.status, 422)
  for (const words of [/Enter your name/, /name@example\.org/, /12 characters or more/]) assert.match(empty.text, words)
  const done = await visitor.post(`/invitations/${token}`, {
    name: 'Ada Quill',
    email: 'Ada@first.example',
    password: PASSWORD,
  })
  assert.equal(done.location, '/sign-in/next')
  assert.equal(await link(), undefined, 'there is a first officer now')
  assert.equal(
    (await w.nobody().post(`/invitations/${token}`, { name: 'B', email: 'b@first.example', password: PASSWORD }))
      .status,
    410,
  )
  const early = await visitor.get('/account/audit')
  assert.equal(early.status, 403, 'who signed in where is for a session with a second step')
  assert.match(early.text, /second step/)
  await addSecondStep(visitor, w.house.clock())
  const audit = await visitor.get('/account/audit')
  assert.equal(audit.status, 200)
  assert.match(audit.text, /Ada Quill became the first officer/)
  const ruth = await w.as('ruth')
  assert.equal((await ruth.get('/account/audit')).status, 404, `${cast.ruth.name} did not begin this installation`)
})
