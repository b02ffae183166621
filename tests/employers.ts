// Wholeschool with real sign-in providers beside it, for tests: who goes there, comes back, and is in or not.
import assert from 'node:assert/strict'
import { nowhere, transaction } from '../src/kernel/db.ts'
import { doorkeeper } from '../src/app.ts'
import { INSTALLATION } from '../src/kernel/context.ts'
import { atProvider, openIdProvider, type OpenIdProvider } from './openid-provider.ts'
import type { Answered, Fields, Held, Visitor } from './world.ts'

/** Does something while these providers are the ones on offer. */
export async function offering<T>(
  w: Held,
  names: readonly string[],
  f: (...at: OpenIdProvider[]) => Promise<T>,
): Promise<T> {
  const { config } = w.house
  const before = config.signInProviders
  const providers = await Promise.all(names.map((name) => openIdProvider(name, config.publicUrl)))
  config.signInProviders = providers.map((one) => one.entry)
  try {
    return await f(...providers)
  } finally {
    config.signInProviders = before
    for (const one of providers) await one.goAway().catch(() => undefined) // It may be away already.
  }
}

/** Where a page of ours sends the browser on to. */
export function onwardsIn(answer: Answered): URL {
  const sent = answer.headers['refresh']
  const refresh = typeof sent === 'string' ? sent : ''
  assert.match(refresh, /^0;url=http/, `${answer.status} ${answer.location ?? answer.text.slice(0, 400)}`)
  return new URL(refresh.slice('0;url='.length))
}

export const pathOf = (url: URL): string => url.pathname + url.search

type Way = { visitor: Visitor; account: string | undefined; path: string; fields?: Fields }

/** To the provider and back to our door, which is not opened yet. */
export async function there({ visitor, account, path, fields = {} }: Way): Promise<string> {
  return pathOf(await atProvider(onwardsIn(await visitor.post(path, fields)), account))
}

/** To the provider and in by our door: what it answered. */
export async function thereAndBack(way: Way): Promise<Answered> {
  return way.visitor.get(await there(way))
}

/** Why someone came back without being in; undefined when they went somewhere else. */
export function whyStopped(answer: Answered): string | undefined {
  return /\/stopped\?why=([a-z]+)$/.exec(answer.location ?? '')?.[1]
}

/** Whose session this browser has, and whether a second step was taken in it. */
export async function whoIs(w: Held, visitor: Visitor): Promise<{ person: string; strong: boolean } | undefined> {
  const token = visitor.cookies.get('session')
  if (token === undefined) return undefined
  const at = await transaction(w.house.engine, { role: 'door', readOnly: true }, (tx) =>
    doorkeeper.who(tx, token, w.house.clock()),
  )
  return at.kind === 'actor' ? { person: at.actor.person_id, strong: at.actor.strong } : undefined
}

export type Linked = { person_id: string; issuer: string; subject: string }

export function linked(w: Held): Promise<Linked[]> {
  return transaction(w.house.engine, { role: 'door', reach: nowhere, readOnly: true }, async ({ client }) => {
    const { rows } = await client.query<Linked>(
      'select person_id, issuer, subject from people.employer_accounts order by linked_at, subject',
    )
    return rows
  })
}

/** The newest lines of the installation's audit with such a deed. */
export function notes(w: Held, deed: string): Promise<string[]> {
  const reach = { ...nowhere, settings: [INSTALLATION] }
  return transaction(w.house.engine, { reach, readOnly: true }, async ({ client }) => {
    const { rows } = await client.query<{ words: string }>(
      'select words from kernel.audit_lines where deed = $1 order by at desc, id desc limit 20',
      [deed],
    )
    return rows.map((row) => row.words)
  })
}
