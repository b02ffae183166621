// People talk about their work: anyone here may, whoever is asked hears of it without a word of it, and nobody touches
// what another said, least of all from another school.
import assert from 'node:assert/strict'
import { alderbourne, cast, larchmead } from '../../../../seeds/cast.ts'
import { rolledBack, type Held } from '../../../../tests/world.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { openLetter } from '../../../kernel/mail.ts'
import { loadPlanning, actionsOf } from '../actions/service.ts'
import { loadThing, threadOf, type Thread } from './service.ts'

const { setting } = larchmead
const toolkit = `/settings/${setting}/toolkit`
const chapter = `${toolkit}/talk/principle/ethos_environment`

function lettersOf(w: Held): Promise<{ to: string; subject: string; words: string }[]> {
  const read = async (ctx: Ctx) => {
    const { rows } = await ctx.tx.client.query<{ sealed: Buffer }>('select sealed from kernel.letters')
    return rows.map((row) => openLetter(w.house.secrets, row.sealed)!)
  }
  return w.inCtx(undefined, {}, read, 'clerk')
}

function threadIn(w: Held, about = 'principle', thing = 'ethos_environment'): Promise<Thread> {
  return w.inCtx('ruth', { setting }, async (ctx) => threadOf(ctx, await loadThing(ctx, { setting, about, thing })))
}

rolledBack(
  'someone speaks under a chapter, a criterion, an action and a closed call, and each page shows it',
  async (w) => {
    const joan = await w.as('joan')
    const { action, call, criterion } = await w.inCtx('ruth', { setting }, async (ctx) => {
      const { cycle, edition } = await loadPlanning(ctx, { setting })
      const [first] = await actionsOf(ctx, cycle)
      const { rows } = await ctx.tx.client.query(
        'select id from toolkit.calls where closed_on is not null order by number desc limit 1',
      )
      return { action: first!, call: rows[0].id as string, criterion: edition.principles[0]!.criteria[0]! }
    })
    const principle = 'leadership_management'
    const places = [
      [`${toolkit}/talk/principle/${principle}`, `${toolkit}/principles/${principle}`],
      [`${toolkit}/talk/criterion/${criterion.key}`, `${toolkit}/principles/${principle}/criteria/${criterion.key}`],
      [`${toolkit}/talk/action/${action.id}`, `${toolkit}/actions/${action.id}`],
      [`${toolkit}/talk/call/${call}`, `${toolkit}/views/calls/${call}`],
    ] as const
    for (const [thread, shown] of places) {
      const words = `Said at ${thread} <b>here</b>`
      assert.equal((await joan.post(thread, { words })).location, thread)
      for (const at of [thread, shown]) {
        const { status, text } = await (await w.as('leila')).get(at)
        assert.equal(status, 200, at)
        assert.ok(text.includes(`Said at ${thread} &lt;b&gt;here`), at)
      }
    }
    const record = await joan.get(`${toolkit}/record`)
    assert.ok(!record.text.includes('Said at'), 'it is not part of the Record')
  },
)

rolledBack('whoever is chosen or written with @ finds it at home and gets a letter without a word of it', async (w) => {
  const tom = await w.as('tom')
  const before = (await lettersOf(w)).length
  const words = 'A thought for @Dee about the sensory room'
  await tom.post(chapter, { words, people: [cast.sam.person, cast.dee.person] })
  const letters = (await lettersOf(w)).slice(before)
  assert.deepEqual(letters.map((one) => one.to).sort(), [cast.dee.email, cast.sam.email].sort())
  for (const letter of letters) {
    assert.ok(letter.words.includes(chapter))
    assert.ok(!`${letter.subject} ${letter.words}`.includes('sensory'))
  }
  const sam = await w.as('sam')
  assert.ok((await sam.get('/')).text.includes('Look at what Tom Reeve wrote about Ethos'))
  assert.ok(!(await (await w.as('ruth')).get('/')).text.includes('wrote about Ethos'))
  assert.equal((await sam.post(`${chapter}/seen`)).location, chapter)
  assert.ok(!(await sam.get('/')).text.includes('Look at what Tom Reeve wrote about Ethos'))
  assert.ok((await tom.get(chapter)).text.includes('Seen by Sam Okoro.'))
  await (await w.as('dee')).post(chapter, { words: 'I will look.' })
  assert.ok((await tom.get(chapter)).text.includes('Seen by Dee Marsh and Sam Okoro.'), 'an answer counts as seen')
})

rolledBack('a writer changes their words over the version they began from, and takes them back', async (w) => {
  const joan = await w.as('joan')
  await joan.post(chapter, { words: 'First words' })
  const [comment] = (await threadIn(w)).comments.slice(-1)
  const at = `${toolkit}/comments/${comment!.id}`
  assert.equal((await joan.post(at, { words: 'Better words', version: '1' })).location, chapter)
  assert.ok((await joan.get(chapter)).text.includes('changed later'))
  const stale = await joan.post(at, { words: 'From an old window', version: '1' })
  assert.equal(stale.status, 409)
  assert.ok(stale.text.includes('From an old window') && stale.text.includes('Better words'))
  assert.equal((await joan.post(at, { words: ' ', version: '2' })).status, 422)
  assert.equal((await joan.post(`${at}/withdrawal`, { version: '1' })).status, 409)
  assert.equal((await joan.post(`${at}/withdrawal`, { version: '2' })).location, chapter)
  const shown = (await joan.get(chapter)).text
  assert.ok(shown.includes('Taken back on') && !shown.includes('Better words'))
  assert.equal((await threadIn(w)).comments.at(-1)!.words, '', 'the words are gone, not hidden')
  assert.equal((await joan.get(at)).status, 404)
})

rolledBack('nobody changes what another said, and another school sees and adds nothing', async (w) => {
  await (await w.as('joan')).post(chapter, { words: 'Joan’s own words' })
  const { comments } = await threadIn(w)
  const at = `${toolkit}/comments/${comments.at(-1)!.id}`
  for (const name of ['ruth', 'amina', 'helen', 'priya'] as const) {
    const other = await w.as(name)
    assert.equal((await other.get(at)).status, 404, name)
    assert.equal((await other.post(at, { words: 'Mine', version: '1' })).status, 404, name)
    assert.equal((await other.post(`${at}/withdrawal`, { version: '1' })).status, 404, name)
  }
  const helen = await w.as('helen')
  assert.equal((await helen.get(chapter)).status, 404)
  assert.equal((await helen.post(chapter, { words: 'Hello' })).status, 404)
  const own = `/settings/${alderbourne.setting}/toolkit`
  assert.equal((await helen.get(`${own}/comments/${comments.at(-1)!.id}`)).status, 404, 'through her own school')
  const { action } = await w.inCtx('ruth', { setting }, async (ctx) => {
    const { cycle } = await loadPlanning(ctx, { setting })
    return { action: (await actionsOf(ctx, cycle))[0]! }
  })
  assert.equal((await helen.get(`${own}/talk/action/${action.id}`)).status, 404)
  assert.equal((await threadIn(w)).comments.length, comments.length)
})

rolledBack('nobody from elsewhere can be asked for, and an open call has no thread', async (w) => {
  const sent = await (await w.as('joan')).post(chapter, { words: 'Please look', people: [cast.helen.person] })
  assert.equal(sent.status, 422)
  assert.ok(sent.text.includes('Please look'), 'the words are still in the form')
  const { comments } = await threadIn(w)
  assert.ok(!comments.some((one) => one.words === 'Please look'), 'nothing was kept')
  const open = await w.inCtx('helen', { setting: alderbourne.setting }, async (ctx) => {
    const found = await ctx.tx.client.query('select id from toolkit.calls where closed_on is null')
    return found.rows[0].id as string
  })
  const helen = await w.as('helen')
  assert.equal((await helen.get(`/settings/${alderbourne.setting}/toolkit/talk/call/${open}`)).status, 404)
  for (const thing of ['nothing/x', 'action/x', 'principle/x', 'criterion/x'])
    assert.equal((await helen.get(`/settings/${alderbourne.setting}/toolkit/talk/${thing}`)).status, 404, thing)
})
