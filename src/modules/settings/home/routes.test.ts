// Home: what needs each kind of person, how long it takes, and the door for whoever is not signed in.
import assert from 'node:assert/strict'
import { rolledBack } from '../../../../tests/world.ts'
import { alderbourne, cast, castNames, larchmead, programme } from '../../../../seeds/cast.ts'

const heading = (text: string): string =>
  /<h1[^>]*>(.*?)<\/h1>/s
    .exec(text)?.[1]
    ?.replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim() ?? ''

rolledBack('whoever is not signed in is told what this is and where to go', async (w) => {
  const door = await w.nobody().get('/')
  assert.equal(door.status, 200)
  assert.match(door.text, /href="\/sign-in"/)
})

rolledBack('everyone of the cast has a home that says what needs them, or that nothing does', async (w) => {
  for (const name of castNames) {
    const home = await (await w.as(name)).get('/')
    assert.equal(home.status, 200, name)
    assert.match(
      heading(home.text),
      /(Nothing needs you today|things? needs? you, about \d+ (minute|hour)|thing needs you)/,
      `${name}: ${heading(home.text)}`,
    )
    for (const place of cast[name].places)
      assert.match(home.text, new RegExp(`/settings/${place.setting}"`), `${name} finds their place`)
  }
})

rolledBack('someone with places in two schools finds both, each under its name', async (w) => {
  const home = await (await w.as('tom')).get('/')
  assert.match(home.text, /Larchmead Primary School/)
  assert.match(home.text, /Alderbourne Primary School/)
})

rolledBack('an officer whose register is a month old is asked for a newer one', async (w) => {
  const priya = await w.as('priya')
  w.clock(new Date('2027-01-25T09:30:00Z'))
  const again = await w.as('priya')
  assert.equal((await priya.get('/')).status >= 200, true)
  assert.match((await again.get('/')).text, /(Bring in the register of schools|Bring in a newer register of schools)/)
})

rolledBack('a head is told of an invitation that is about to run out', async (w) => {
  const ruth = await w.as('ruth')
  await ruth.post(`/settings/${larchmead.setting}/people`, {
    name: 'Nia Wynn',
    email: 'nia@larchmead.example',
    roles: ['teacher'],
  })
  assert.doesNotMatch((await ruth.get('/')).text, /Write to Nia Wynn again/)
  w.clock(new Date('2026-12-01T09:30:00Z'))
  const later = await w.as('ruth')
  assert.match((await later.get('/')).text, /Write to Nia Wynn again/)
})

rolledBack('the page of a place shows who is there, to those who belong there', async (w) => {
  const joan = await w.as('joan')
  const place = await joan.get(`/settings/${larchmead.setting}`)
  assert.equal(place.status, 200)
  assert.match(place.text, /Ruth Adeyemi/)
  assert.equal((await joan.get(`/settings/${alderbourne.setting}`)).status, 404)
  assert.equal((await joan.get(`/settings/${programme.office}`)).status, 404)
})

rolledBack('someone who holds no place is told how to find one', async (w) => {
  const joan = await w.as('joan')
  await w.inCtx('ruth', { setting: larchmead.setting }, (ctx) =>
    ctx.tx.client.query('update settings.places set ended_on = $2 where person_id = $1', [
      cast.joan.person,
      '2026-11-18',
    ]),
  )
  assert.match((await joan.get('/')).text, /You have no place here yet/)
})
