// A chapter is given, worked on, called ready, sent back, signed off, and stands so in the Record. Nobody calls ready what
// they do not hold, nobody but a lead signs, and nobody from another school does either.
import assert from 'node:assert/strict'
import { alderbourne, larchmead } from '../../../../seeds/cast.ts'
import { rolledBack, type Held } from '../../../../tests/world.ts'
import { loadHere } from '../cycles/service.ts'
import { chapterOf } from '../standing/rules.ts'
import { documentOf } from '../records/service.ts'
import { sectionsOf } from './service.ts'

const { setting } = larchmead
const toolkit = `/settings/${setting}/toolkit`

type Found = { setting: string; at: string; members: Map<string, string>; key: string; name: string }

/** A chapter of Larchmead's open cycle in which nothing is missing, and one in which something is, held by nobody yet. */
function chapters(w: Held): Promise<{ whole: Found; open: Found | undefined }> {
  return w.inCtx('ruth', { setting }, async (ctx) => {
    const here = await loadHere(ctx, { setting })
    const { cycle, edition, standing } = here
    assert.notEqual(cycle.stage, 'closed')
    const held = await sectionsOf(ctx, here)
    const free = edition.principles.filter((one) => held.find((own) => own.principle === one.key)!.version === 0)
    const missing = (key: string): number =>
      chapterOf(
        edition,
        standing,
        free.find((one) => one.key === key)!,
        cycle.stage as 'assess',
      ).missing.length
    const members = new Map(standing.team.map((member) => [member.name, member.id]))
    const found = (one: (typeof free)[number]): Found => ({
      ...{ setting, at: `${toolkit}/sections/${one.key}`, members, key: one.key, name: one.name },
    })
    const whole = free.find((one) => missing(one.key) === 0)
    const open = free.find((one) => missing(one.key) > 0)
    assert.ok(whole, 'the county has a chapter with nothing missing')
    return { whole: found(whole), open: open && found(open) }
  })
}

const stateOf = (w: Held, key: string) =>
  w.inCtx('ruth', { setting }, async (ctx) =>
    (await sectionsOf(ctx, await loadHere(ctx, { setting }))).find((one) => one.principle === key)!,
  )

rolledBack('from given to signed off: each finds it at home, and the Record says who and when', async (w) => {
  const { whole } = await chapters(w)
  const [amina, joan, ruth] = [await w.as('amina'), await w.as('joan'), await w.as('ruth')]
  const holders = [whole.members.get('Joan Whitlock')!]
  const given = await amina.post(whole.at, { holders, by_on: '24 November 2026', version: '0' })
  assert.equal(given.location, `${toolkit}/sections`)
  assert.ok((await amina.get(`${toolkit}/sections`)).text.includes('Held by Joan Whitlock, by 24 November 2026'))
  const home = (await joan.get('/')).text
  assert.ok(home.includes(`Work on ${whole.name}`) && home.includes('By 24 November 2026'))
  assert.ok(!(await amina.get('/')).text.includes(`Work on ${whole.name}`))
  assert.equal((await joan.post(`${whole.at}/ready`, { version: '0' })).location, whole.at)
  assert.ok((await ruth.get('/')).text.includes(`Sign off ${whole.name}`))
  assert.equal((await ruth.post(`${whole.at}/sent-back`, { sentence: ' ', version: '1' })).status, 422)
  const sentence = 'The evidence is warm; add who said it'
  assert.equal((await ruth.post(`${whole.at}/sent-back`, { sentence, version: '1' })).location, whole.at)
  assert.ok((await joan.get('/')).text.includes(sentence))
  assert.equal((await joan.post(`${whole.at}/ready`, { version: '2' })).location, whole.at)
  assert.equal((await ruth.post(`${whole.at}/sign-off`, { version: '3' })).location, whole.at)
  assert.ok(!(await joan.get('/')).text.includes(`Look again at ${whole.name}`))
  assert.ok((await joan.get(`${toolkit}/principles/${whole.key}`)).text.includes('Signed off by Ruth Adeyemi'))
  const record = (await ruth.get(`${toolkit}/record`)).text
  assert.ok(record.includes('called ready by Joan Whitlock on 19 November 2026, and signed off.'))
  const document = await w.inCtx('ruth', { setting }, async (ctx) =>
    documentOf(ctx, (await loadHere(ctx, { setting })).cycle),
  )
  const kept = document.chapters.find((one) => one.key === whole.key)!.signOffs
  assert.deepEqual(
    kept?.map((one) => [one.by, one.on]),
    [['Ruth Adeyemi', '2026-11-19']],
  )
})

rolledBack('a chapter with something still to do is not ready, and says what', async (w) => {
  const { open } = await chapters(w)
  assert.ok(open, 'the county has a chapter with something to do')
  const amina = await w.as('amina')
  await amina.post(open.at, { holders: [open.members.get('Joan Whitlock')!], version: '0' })
  const sent = await (await w.as('joan')).post(`${open.at}/ready`, { version: '0' })
  assert.equal(sent.status, 422)
  assert.ok(sent.text.includes('Something in this chapter is still to do'))
  assert.equal((await stateOf(w, open.key)).signOff, undefined)
})

rolledBack('two leads at once: the second sees what stands and keeps what they chose', async (w) => {
  const { whole } = await chapters(w)
  const [first, second] = [...whole.members.values()]
  await (await w.as('amina')).post(whole.at, { holders: [first!], version: '0' })
  const late = await (await w.as('ruth')).post(whole.at, { holders: [second!], by_on: '1 December 2026', version: '0' })
  assert.equal(late.status, 409)
  assert.ok(late.text.includes('What stands now') && late.text.includes('1 December 2026'))
  assert.deepEqual(
    (await stateOf(w, whole.key)).holders.map((one) => one.id),
    [first],
  )
  const wrong = await (await w.as('ruth')).post(whole.at, { holders: [alderbourne.setting], version: '1' })
  assert.equal(wrong.status, 422)
  const past = await (await w.as('ruth')).post(whole.at, { holders: [first!], by_on: '1 March 2020', version: '1' })
  assert.equal(past.status, 422)
})

rolledBack(
  'nobody calls ready what others hold, none but a lead gives or signs, none from elsewhere at all',
  async (w) => {
    const { whole } = await chapters(w)
    const amina = await w.as('amina')
    await amina.post(whole.at, { holders: [whole.members.get('Joan Whitlock')!], version: '0' })
    const tom = await w.as('tom')
    assert.equal((await tom.post(`${whole.at}/ready`, { version: '0' })).status, 403)
    assert.equal((await tom.post(whole.at, { holders: [], version: '1' })).status, 403)
    const joan = await w.as('joan')
    await joan.post(`${whole.at}/ready`, { version: '0' })
    assert.equal((await joan.post(`${whole.at}/sign-off`, { version: '1' })).status, 403)
    assert.equal((await joan.post(`${whole.at}/sent-back`, { sentence: 'x', version: '1' })).status, 403)
    for (const name of ['helen', 'priya', 'nadia'] as const) {
      const other = await w.as(name)
      assert.equal((await other.get(whole.at)).status, 404, name)
      assert.equal((await other.post(`${whole.at}/sign-off`, { version: '1' })).status, 404, name)
    }
    assert.equal((await stateOf(w, whole.key)).signOff?.state, 'ready')
    assert.equal((await amina.post(`${whole.at}/sign-off`, { version: '0' })).status, 409, 'a stale press')
    assert.equal((await amina.post(`${whole.at}/sign-off`, { version: '1' })).status, 303)
    assert.equal((await joan.post(`${whole.at}/ready`, { version: '2' })).status, 409, 'signed off stays so')
  },
)
