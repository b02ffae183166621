// People who come in by the front door, for tests: invited by letter, with a password of their own.
import { TOTP, Secret } from 'otpauth'
import { nowhere, transaction } from '../src/kernel/db.ts'
import { openLetter } from '../src/kernel/mail.ts'
import { newestLetters } from '../src/kernel/store.ts'
import { invite } from '../src/modules/people/contract.ts'
import { ask, programmesToAsk } from '../src/modules/settings/joining/service.ts'
import type { Letter } from '../src/kernel/context.ts'
import type { Held, Visitor } from './world.ts'

export const PASSWORD = 'four otters under bridges'

/** The letters to an address, newest first: all, or those with such a subject. */
export async function lettersTo(w: Pick<Held, 'house'>, to: string, subject = /./): Promise<Letter[]> {
  const rows = await transaction(w.house.engine, { role: 'clerk', reach: nowhere, readOnly: true }, (tx) =>
    tx.many(newestLetters, { most: 200 }),
  )
  return rows
    .map((row) => openLetter(w.house.secrets, row.sealed)!)
    .filter((letter) => letter.to === to && subject.test(letter.subject))
}

/** The path of the link in a letter's words. */
export function linkIn(letter: Letter | undefined): string {
  const found = /https?:\/\/[^/\s]+(\/invitations\/\S+)/.exec(letter?.words ?? '')
  if (!found) throw new Error('There is no link in the newest letter')
  return found[1]!
}

let links = 0

/** The path of a link to join that nobody has taken up. */
export async function freshLink(w: Held): Promise<string> {
  const email = `link${(links += 1)}@joining.example`
  const asked = { name: 'Kit Marlow', email, placeName: 'Larchmead Primary School', invitedBy: 'Ruth Adeyemi' }
  await w.inCtx('ruth', {}, (ctx) => invite(ctx, asked))
  return linkIn((await lettersTo(w, email))[0])
}

/** The token of a link that proves the address of someone who asks to join. */
export async function freshProof(w: Held): Promise<string> {
  const email = `asks${(links += 1)}@joining.example`
  await w.inCtx(undefined, {}, async (ctx) => {
    const programmes = await programmesToAsk(ctx)
    const subject = { urn: null, name: `Asking Club ${links}`, designation: 'community', where: 'A hall' } as const
    const asker = { programme: programmes[0]!.id, name: 'Kit Marlow', role: 'head', email, why: 'To begin.' } as const
    await ask(ctx, subject, asker, programmes)
  })
  return /\/enrol\/proof\/(\S+)/.exec((await lettersTo(w, email))[0]!.words)![1]!
}

export type Joiner = { person: string; email: string; visitor: Visitor }

let joiners = 0

/** Invites someone and takes up the invitation: signed in, without a place or a second step. */
export async function join(w: Held, name = 'Wren Castle'): Promise<Joiner> {
  const email = `wren${(joiners += 1)}@joining.example`
  const { person_id: person } = await w.inCtx('ruth', {}, (ctx) =>
    invite(ctx, { name, email, placeName: 'Larchmead Primary School', invitedBy: 'Ruth Adeyemi' }),
  )
  const visitor = w.nobody()
  const path = linkIn((await lettersTo(w, email))[0])
  const done = await visitor.post(path, { name, password: PASSWORD })
  if (done.location !== '/sign-in/next')
    throw new Error(`Joining ended with ${done.status}: ${done.text.slice(0, 500)}`)
  return { person, email, visitor }
}

/** What an authenticator app shows at a moment. */
export function codeAt(key: string, at: Date): string {
  return new TOTP({ secret: Secret.fromBase32(key), digits: 6, period: 30, algorithm: 'SHA1' }).generate({
    timestamp: at.getTime(),
  })
}

/** Sets up a second step from the pages; gives the key that the app now holds. */
export async function addSecondStep(visitor: Visitor, at: Date): Promise<string> {
  const shown = await visitor.get('/account/second-step')
  const key = /Key: <strong[^>]*>([A-Z2-7 ]+)</.exec(shown.text)![1]!.replaceAll(' ', '')
  const offer = /name="offer" value="([^"]+)"/.exec(shown.text)![1]!
  const done = await visitor.post('/account/second-step', { offer, code: codeAt(key, at) })
  if (done.location !== '/account/recovery-codes') throw new Error(`Adding a second step ended with ${done.status}`)
  return key
}
