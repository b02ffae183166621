// Two people with the same form open hear of each other, with a script and without one; nobody else does, no page waits
// for it, and nobody stays signed in because a page stayed open.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alderbourne, larchmead } from '../../../../seeds/cast.ts'
import { transaction } from '../../../kernel/db.ts'
import { plainText } from '../../../../tests/page-forms.ts'
import { NOW, rolledBack, type Held, type Visitor } from '../../../../tests/world.ts'
import { presenceInWords, savedLatelyInWords } from './rules.ts'
import { forgetPresence } from './service.ts'

const { setting } = larchmead
const BEATS = `/settings/${setting}/toolkit/presence`
const GROUP = `/settings/${setting}/toolkit/involvement/`

async function groupAt(visitor: Visitor): Promise<string> {
  const { text } = await visitor.get(GROUP.slice(0, -1))
  return /href="([^"]+\/involvement\/[a-z_-]+)"/.exec(text)![1]!
}

/** What the script of the page at `path` would send. */
async function markIn(visitor: Visitor, path: string): Promise<{ page: string; mark: string }> {
  const { text } = await visitor.get(path)
  const [, page, mark] = /data-page="([^"]+)" data-mark="([^"]+)"/.exec(text)!
  return { page: plainText(page!), mark: plainText(mark!) }
}

const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000)
const rows = (w: Held): Promise<number> =>
  w.inCtx('amina', { setting }, async ({ tx }) =>
    Number((await tx.client.query('select count(*) as n from toolkit.presence')).rows[0].n),
  )

test('words: who, since when, how many, and nothing when nobody is there', () => {
  const other = (person_name: string, since = NOW) => ({ person_name, since })
  assert.equal(presenceInWords([], NOW), '')
  assert.match(presenceInWords([other('Joan')], NOW), /^Joan is looking at this too \(since 9:30am\)\. /)
  const four = ['Ann', 'Bea', 'Cy', 'Di'].map((name) => other(name))
  assert.match(presenceInWords(four, NOW), /^Ann .*Bea .*Cy [^D]*\. So are others\./)
  const saved = { by: 'Joan', at: NOW }
  assert.equal(savedLatelyInWords(saved, 'Tom', later(60)), 'Joan saved this at 9:30am.')
  for (const nothing of [
    savedLatelyInWords(saved, 'Joan', later(60)),
    savedLatelyInWords(saved, 'Tom', later(601)),
    savedLatelyInWords({ by: null, at: null }, 'Tom', NOW),
  ])
    assert.equal(nothing, undefined)
})

rolledBack('with a script two people hear of each other until one of them has left', async (w) => {
  const [joan, tom] = [await w.as('joan'), await w.as('tom')]
  const at = await groupAt(joan)
  const hers = await joan.post(BEATS, await markIn(joan, at))
  assert.deepEqual([hers.status, hers.text], [200, ''])
  assert.match(String(hers.headers['content-type']), /^text\/plain/)
  assert.match((await tom.get(at)).text, /role="status"[^>]*>Joan Whitlock is looking at this too \(since 9:30am\)/)
  w.clock(later(30))
  assert.match((await tom.post(BEATS, await markIn(tom, at))).text, /^Joan Whitlock is looking/)
  w.clock(later(60))
  assert.match(
    (await joan.post(BEATS, await markIn(joan, at))).text,
    /^Tom Reeve is looking at this too \(since 9:30am\)/,
  )
  // Joan's browser is closed: two beats later she is no longer there, and when she comes back it is anew.
  w.clock(later(140))
  assert.doesNotMatch((await tom.get(at)).text, /Joan Whitlock is looking/)
  w.clock(later(600))
  await joan.post(BEATS, await markIn(joan, at))
  assert.match((await tom.get(at)).text, /Joan Whitlock is looking at this too \(since 9:40am\)/)
})

rolledBack('without a script, a form that was sent says who is there, and a save that they have left', async (w) => {
  const [joan, tom] = [await w.as('joan'), await w.as('tom')]
  const at = await groupAt(joan)
  const long = 'x'.repeat(2001)
  const version = /name="version" value="(\d+)"/.exec((await joan.get(at)).text)![1]!
  assert.equal((await joan.post(at, { planned: long, actual: '', version })).status, 422)
  assert.match((await tom.get(at)).text, /Joan Whitlock is looking at this too/)
  assert.equal((await joan.post(at, { planned: 'A circle each Friday', actual: '', version })).status, 303)
  const { text } = await tom.get(at)
  assert.doesNotMatch(text, /Joan Whitlock is looking/)
  assert.match(text, /Joan Whitlock saved this at 9:30am\./)
  assert.doesNotMatch((await joan.get(at)).text, /Joan Whitlock saved/)
})

rolledBack('reading a page leaves nothing behind', async (w) => {
  const joan = await w.as('joan')
  await joan.get(await groupAt(joan))
  assert.equal(await rows(w), 0)
})

rolledBack('nobody says that they are on a page which we did not show them', async (w) => {
  const [joan, tom, nadia] = [await w.as('joan'), await w.as('tom'), await w.as('nadia')]
  const own = await markIn(joan, await groupAt(joan))
  const { page } = own
  for (const wrong of [
    { page, mark: '' },
    { page: `${page}x`, mark: own.mark },
    { page: '', mark: own.mark },
    { ...own, mark: own.mark.toLowerCase() },
  ])
    assert.equal((await joan.post(BEATS, wrong)).status, 404)
  assert.equal((await tom.post(BEATS, own)).status, 404, 'another person’s mark')
  assert.equal((await joan.post(`/settings/${alderbourne.setting}/toolkit/presence`, own)).status, 404)
  assert.equal((await nadia.post(BEATS, own)).status === 200, false)
  assert.equal(await rows(w), 0)
})

rolledBack('a page left open keeps nobody signed in, and what its script sends is not kept for later', async (w) => {
  const joan = await w.as('joan')
  const own = await markIn(joan, await groupAt(joan))
  const lastSeen = (): Promise<number> =>
    transaction(w.house.engine, { role: 'door', readOnly: true }, async (tx) => {
      const found = await tx.client.query<{ at: Date }>('select max(last_seen_at) as at from people.sessions')
      return found.rows[0]!.at.getTime()
    })
  const before = await lastSeen()
  w.clock(later(20 * 60))
  assert.equal((await joan.post(BEATS, own)).status, 200)
  assert.equal(await lastSeen(), before)
  await joan.get(own.page)
  assert.equal(await lastSeen(), later(20 * 60).getTime(), 'she herself does keep it')
  w.clock(later(14 * 3600))
  const gone = await joan.post(BEATS, own)
  assert.equal(gone.status, 303)
  assert.ok(!/kept=1/.test(gone.location ?? ''), gone.location)
})

rolledBack('each hour whoever has left is forgotten, and whoever is there stays', async (w) => {
  const [joan, tom] = [await w.as('joan'), await w.as('tom')]
  const at = await groupAt(joan)
  await joan.post(BEATS, await markIn(joan, at))
  w.clock(later(600))
  await tom.post(BEATS, await markIn(tom, at))
  assert.equal(await rows(w), 2)
  await w.inCtx(undefined, {}, (ctx) => forgetPresence(ctx), 'clerk')
  assert.equal(await rows(w), 1)
})
