// A request, in order, the same for all routes: who is it, may they, open their reach, load, read the form, act,
// keep. Nothing here knows HTTP, so the proofs walk the same way as a browser does.
import { whetherMay, type Actor } from './access.ts'
import { INSTALLATION, today, type Ctx } from './context.ts'
import { MOST_SETTINGS, nowhere, transaction, type Reach, type Tx } from './db.ts'
import { noMistakes, readForm, typedFrom, type Mistakes, type Typed } from './form.ts'
import { isOn, makeCtx, moduleOf, verbsOf, type House } from './house.ts'
import { Problem } from './problem.ts'
import type { Again, Asked, FileReply, GoTo, Leave, Page, Route, Upload } from './route.ts'
import { goTo } from './route.ts'
import { hashOf } from './secrets.ts'
import * as store from './store.ts'

export type Incoming = Asked & {
  body: Record<string, unknown>
  once: string | undefined
  upload?: Upload | undefined
  /** What the route fetched elsewhere beforehand. */
  brought?: unknown
}

export type Outcome = {
  reply: Page | GoTo | FileReply | Leave
  actor: Actor | undefined
  /** The page is a form drawn again: its title says so. */
  mistaken: boolean
}

const RESCUE_MOST = 256 * 1024
export const RESCUE_MINUTES = 30
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A school's place names its trust too; only the trust's own office carries it. */
const trustsOf = (places: Actor['places']): string[] => [
  ...new Set(places.flatMap((p) => (p.kind === 'trust_office' && p.trust_id !== null ? [p.trust_id] : []))),
]

/** What this actor's transaction reaches on this route: one place when the path names one, else all of theirs. */
export function reachOf(actor: Actor | undefined, params: Readonly<Record<string, string>>, now: Date): Reach {
  const day = today({ now })
  if (!actor) return { settings: [], programmes: [], person: null, today: day }
  const { places, person_id: person } = actor
  const own = (at: (id: string) => boolean): string[] => [...new Set(places.map((p) => p.setting_id).filter(at))]
  const led = (from: Actor['places']): string[] => [...new Set(from.flatMap((p) => p.programme_id ?? []))]
  // A programme's own office carries its programme; a school carries none.
  if (params.setting) {
    const here = places.filter((p) => p.setting_id === params.setting)
    const settings = own((id) => id === params.setting)
    return { settings, programmes: led(here), trusts: trustsOf(here), person, today: day }
  }
  const programmes = led(places)
  if (params.programme) {
    const offices = new Set(places.filter((p) => p.programme_id === params.programme).map((p) => p.setting_id))
    return {
      settings: own((id) => offices.has(id)),
      programmes: programmes.filter((id) => id === params.programme),
      person,
      today: day,
    }
  }
  return { settings: own(() => true).slice(0, MOST_SETTINGS), programmes, trusts: trustsOf(places), person, today: day }
}

/** A module that is switched off in the setting of the path answers for none of its pages there, whoever asks. */
function refuseSwitchedOff(
  house: House,
  route: Route,
  actor: Actor | undefined,
  setting: string | undefined,
): undefined {
  const module = moduleOf(house, route)
  const here = actor?.places.find((place) => place.setting_id === setting)
  if (module && here && !route.staysOn && !isOn(module, here)) throw new Problem('kernel.switched-off')
}

/** Where to go on after signing in: with what the address asked, such as the errand of a letter's link. */
function wayBack(route: Route, { path, query }: Incoming): string {
  if (route.method !== 'GET') return '/'
  const asked = new URLSearchParams(query).toString()
  return asked === '' ? path : `${path}?${asked}`
}

function authorise(house: House, route: Route, actor: Actor | undefined, incoming: Incoming): GoTo | undefined {
  for (const [name, value] of Object.entries(incoming.params)) {
    // No id of ours holds a NUL, and PostgreSQL takes none.
    const makesSense = name === 'setting' || name === 'programme' ? UUID.test(value) : !value.includes('\0')
    if (!makesSense) throw new Problem('kernel.not-found')
  }
  const { setting, programme } = incoming.params
  const answer = whetherMay(route.who, verbsOf(house), actor, { setting, programme })
  switch (answer) {
    case 'yes':
      return refuseSwitchedOff(house, route, actor, setting)
    case 'sign-in':
      return goTo(`/sign-in?back=${encodeURIComponent(wayBack(route, incoming))}`)
    case 'not-found':
      throw new Problem('kernel.not-found')
    case 'not-allowed':
      throw new Problem('kernel.not-allowed')
    case 'second-factor':
      if (actor?.has_second_factor) return goTo(`/sign-in/code?back=${encodeURIComponent(wayBack(route, incoming))}`)
      throw new Problem('kernel.second-factor-needed', '/account/second-step')
  }
}

/** Before a file is taken in: whether its sender may send one at all. Throws the refusal, or says where to go instead. */
export async function beforeUpload(house: House, route: Route, incoming: Incoming): Promise<GoTo | undefined> {
  return transaction(house.engine, { role: 'door', readOnly: true }, async (tx) => {
    const there = await whoIsThere(house, tx, incoming, house.clock())
    return authorise(house, route, there.kind === 'actor' ? there.actor : undefined, incoming)
  })
}

async function load(
  route: Route,
  ctx: Ctx,
  params: Readonly<Record<string, string>>,
): Promise<Record<string, unknown>> {
  const loaded: Record<string, unknown> = {}
  for (const [name, loader] of Object.entries(route.load)) loaded[name] = await loader(ctx, params)
  return loaded
}

async function whoIsThere(house: House, tx: Tx, incoming: Incoming, now: Date) {
  const token = incoming.cookies.session
  return token === undefined ? ({ kind: 'nobody' } as const) : house.doorkeeper.who(tx, token, now)
}

async function rescue(house: House, tx: Tx, person: string, incoming: Incoming, now: Date): Promise<GoTo | undefined> {
  const words = JSON.stringify(incoming.body)
  if (Buffer.byteLength(words) > RESCUE_MOST) return undefined
  const sealed = house.secrets.seal('rescue', words, `${person} ${incoming.path}`)
  await tx.run(store.keepRescuedPost, { person, path: incoming.path, sealed, at: now })
  return {
    kind: 'go',
    to: '/sign-in?kept=1',
    flash: 'You had been signed out. What you wrote is safe: sign in and it will be shown to you again',
  }
}

/** Walks one request through its route. Throws a Problem for a refusal; anything else thrown is a fault. */
export async function walk(house: House, route: Route, given: Incoming): Promise<Outcome> {
  if (route.byLink) return walkByLink(house, route, given)
  const now = house.clock()
  const incoming = { ...given, brought: await bring(house, route, given, now) }
  const readOnly = route.method === 'GET' && !route.arrives
  let used: string | undefined
  const outcome = await transaction(house.engine, { role: 'door', readOnly }, async (tx): Promise<Outcome> => {
    const there = await whoIsThere(house, tx, incoming, now)
    if (there.kind === 'actor' && there.touch && !route.quiet) used = there.actor.session_id
    if (
      there.kind === 'expired' &&
      route.method === 'POST' &&
      route.who.kind !== 'anyone' &&
      !route.sensitive &&
      !route.upload
    ) {
      const kept = await rescue(house, tx, there.person_id, incoming, now)
      if (kept) return { reply: kept, actor: undefined, mistaken: false }
    }
    const actor = there.kind === 'actor' ? there.actor : undefined
    const elsewhere = authorise(house, route, actor, incoming)
    if (elsewhere) return { reply: elsewhere, actor, mistaken: false }
    await tx.become('web', reachOf(actor, incoming.params, now))
    const ctx = makeCtx(house, tx, actor, now)
    const loaded = await load(route, ctx, incoming.params)
    if (route.show)
      return { reply: await route.show({ ...ctx, ...incoming, ...loaded } as never), actor, mistaken: false }
    return { ...(await act(route, ctx, incoming, loaded)), actor }
  })
  if (used !== undefined) {
    const session = used
    await transaction(house.engine, { role: 'door' }, (tx) => house.doorkeeper.touch(tx, session, now))
  }
  await noteSeen(house, route, incoming, outcome, now)
  return outcome
}

function bring(house: House, route: Route, incoming: Incoming, now: Date): Promise<unknown> | undefined {
  const { secrets, config, log } = house
  const { publicUrl, signInProviders } = config
  return route.bring?.({ ...incoming, now, secrets, publicUrl, signInProviders, log })
}

/** The same for someone who holds a link and is nobody to us: no session is looked at and no row of theirs is read. */
function walkByLink(house: House, route: Route, incoming: Incoming): Promise<Outcome> {
  const now = house.clock()
  const { link } = incoming.params
  const reach = { ...nowhere, link: link === undefined ? undefined : hashOf(link) }
  return transaction(house.engine, { role: 'rater', reach, readOnly: route.method === 'GET' }, async (tx) => {
    authorise(house, route, undefined, incoming)
    const ctx = makeCtx(house, tx, undefined, now)
    const loaded = await load(route, ctx, incoming.params)
    const asked = { ...ctx, ...incoming, ...loaded }
    if (route.show) return { reply: await route.show(asked as never), actor: undefined, mistaken: false }
    return { ...(await act(route, ctx, incoming, loaded)), actor: undefined }
  })
}

/** Seeing what a route marks as `sees` is a line in the audit, written before the page is sent. */
async function noteSeen(house: House, route: Route, incoming: Incoming, outcome: Outcome, now: Date): Promise<void> {
  const { actor } = outcome
  if (!actor || !route.sees || outcome.reply.kind === 'go') return
  const setting =
    incoming.params.setting ??
    actor.places.find((p) => p.programme_id === incoming.params.programme)?.setting_id ??
    INSTALLATION
  const reach = { settings: [setting], programmes: [], person: actor.person_id }
  await transaction(house.engine, { reach }, (tx) =>
    makeCtx(house, tx, actor, now).audit({ deed: 'kernel.saw', setting, about: null, words: route.sees! }),
  )
}

type Acted = Pick<Outcome, 'reply' | 'mistaken'>

async function act(route: Route, ctx: Ctx, incoming: Incoming, loaded: Record<string, unknown>): Promise<Acted> {
  const { tx, actor } = ctx
  const once = actor && incoming.once && UUID.test(incoming.once) ? incoming.once : undefined
  if (once) {
    const claimed = await tx.run(store.claimDeed, { once, person: actor!.person_id, path: incoming.path, at: ctx.now })
    if (claimed === 0) return { reply: await alreadyDone(tx, once, incoming.path), mistaken: false }
  }
  const typed = typedFrom(route.form!, incoming.body)
  const read = readForm(route.form!, typed)
  await tx.client.query('savepoint act')
  const asked = { ...ctx, ...incoming, ...loaded }
  const reply: Page | GoTo | FileReply | Leave | Again =
    'mistakes' in read
      ? { kind: 'again', mistakes: read.mistakes }
      : await route.act!({ ...asked, form: read.values, typed } as never)
  if (reply.kind === 'go') {
    if (once) await tx.run(store.finishDeed, { once, go_to: reply.to, flash: reply.flash ?? null })
    return { reply, mistaken: false }
  }
  // Pressed twice, they leave all the same; a file that is asked for again is made again.
  if ((reply.kind === 'leave' || reply.kind === 'file') && once) await tx.run(store.forgetDeed, { once })
  if (reply.kind !== 'again') return { reply, mistaken: false }
  if (!reply.kept) await tx.client.query('rollback to savepoint act')
  if (once) await tx.run(store.forgetDeed, { once })
  const drawn = await drawAgain(route, asked, typed, reply.mistakes)
  return { reply: { ...drawn, status: reply.status ?? 422 }, mistaken: true }
}

async function drawAgain(route: Route, asked: object, typed: Typed, mistakes: Mistakes): Promise<Page> {
  if (!route.again) throw new Problem('kernel.bad-request')
  return route.again({ ...asked, typed, mistakes } as never)
}

/** A second press of the same button: the first one's answer, or home while nobody knows it. */
async function alreadyDone(tx: Tx, once: string, path: string): Promise<GoTo> {
  const done = await tx.maybe(store.deedDone, { once, path })
  return goTo(done?.go_to ?? '/', done?.flash ?? undefined)
}

/** What a signed-out person had sent, drawn again as they wrote it; nothing is done until they send it themselves. */
export async function walkRescue(
  house: House,
  find: (path: string) => { route: Route; params: Record<string, string> } | undefined,
  incoming: Incoming,
): Promise<Outcome> {
  const now = house.clock()
  let drawn: { route: Route; at: Incoming } | undefined
  const outcome = await transaction(house.engine, { role: 'door', readOnly: true }, async (tx): Promise<Outcome> => {
    const there = await whoIsThere(house, tx, incoming, now)
    const actor = there.kind === 'actor' ? there.actor : undefined
    if (!actor) return { reply: goTo('/sign-in'), actor, mistaken: false }
    const since = new Date(now.getTime() - RESCUE_MINUTES * 60_000)
    const id = incoming.params.rescue!
    const row = UUID.test(id)
      ? await tx.maybe(store.rescuedPostById, { id, person: actor.person_id, since })
      : undefined
    const clear = row && house.secrets.open('rescue', row.sealed, `${actor.person_id} ${row.path}`)
    const found = row && find(row.path)
    if (!row || !found || clear === undefined) throw new Problem('kernel.not-found')
    const at: Incoming = { ...incoming, params: found.params, path: row.path, query: {} }
    const elsewhere = authorise(house, found.route, actor, at)
    if (elsewhere) return { reply: elsewhere, actor, mistaken: false }
    await tx.become('web', reachOf(actor, found.params, now))
    const ctx = makeCtx(house, tx, actor, now)
    const loaded = await load(found.route, ctx, found.params)
    const typed = typedFrom(found.route.form!, JSON.parse(clear) as Record<string, unknown>)
    const page = await drawAgain(found.route, { ...ctx, ...at, ...loaded }, typed, noMistakes)
    drawn = { route: found.route, at }
    return { reply: page, actor, mistaken: false }
  })
  if (drawn) await noteSeen(house, drawn.route, drawn.at, outcome, now)
  return outcome
}
